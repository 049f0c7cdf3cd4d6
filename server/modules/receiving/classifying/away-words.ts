import { type Phrases } from './phrases.ts';

/** How the subject of an automatic answer begins, before the subject that it answers. */
export const awaySubjects: Phrases = {
  en: `away from my mail | automatic reply | auto reply | autoreply | automated reply | auto response | autoresponse | autoresponder | automatic response | automated response | out of office | out of the office | ooo | oof | auto | away from office
    | away from the office | vacation | vacation reply | on vacation | on leave | annual leave | on annual leave | out of office autoreply | i am out of the office | i'm out of the office | i am currently out of the office | currently out of the office | currently away
    | away message | on holiday | holiday | maternity leave | parental leave | i am on vacation | i am away | i'm away | absence | absent | auto generated reply | out of office reply`,
  de: `automatische antwort | abwesenheitsnotiz | abwesend | abwesenheit | abwesenheitsmeldung | automatische abwesenheit* | autoantwort | nicht im büro | ich bin nicht im büro | außer haus | bin nicht im büro | im urlaub | urlaub | ich bin im urlaub | urlaubsbedingt*
    | automatische rückantwort | automatische rückmeldung | elternzeit | in elternzeit | nicht im haus | automatische e mail antwort | ich bin abwesend | ich bin derzeit nicht`,
  fr: `réponse automatique | absence du bureau | absence | absent | absente | message d'absence | absent du bureau | absente du bureau | en congé | en congés | en vacances | je suis absent | je suis absente | hors du bureau | réponse auto | congé maternité
    | notification d'absence | avis d'absence`,
  es: `respuesta automática | fuera de la oficina | fuera de oficina | ausente | ausencia | de vacaciones | vacaciones | autorespuesta | auto respuesta | estoy fuera de la oficina | mensaje de ausencia | contestación automática | respuesta de fuera de oficina`,
  it: `risposta automatica | fuori sede | fuori ufficio | assente | assenza | in ferie | ferie | risposta automatica fuori sede | sono fuori ufficio | in vacanza | messaggio automatico | assente dall'ufficio | fuori dall'ufficio`,
  pt: `resposta automática | fora do escritório | ausência temporária | ausente | ausência | de férias | férias | estou de férias | em férias | resposta automática de ausência | ausente do escritório`,
  nl: `automatisch antwoord | automatische reactie | afwezig | afwezigheid | afwezigheidsmelding | niet aanwezig | buiten kantoor | met vakantie | op vakantie | vakantie | afwezigheidsbericht | ik ben afwezig | automatisch bericht | niet op kantoor`,
  pl: `odpowiedź automatyczna | automatyczna odpowiedź | autoodpowiedź | nieobecność | nieobecny | nieobecna | poza biurem | urlop | na urlopie | jestem na urlopie | autoresponder | nieobecność w biurze | jestem poza biurem`,
  sv: `autosvar | automatiskt svar | frånvaro | frånvarande | semester | frånvaromeddelande | ej på kontoret | på semester | jag är på semester | inte på kontoret | automatsvar | föräldraledig`,
  da: `automatisk svar | autosvar | fravær | ikke til stede | ferie | på ferie | fraværende | jeg er på ferie | ikke på kontoret | fraværsbesked | automatisk besked | fraværsmeddelelse | er ikke til stede`,
  no: `automatisk svar | autosvar | fravær | fraværende | ferie | på ferie | ikke på kontoret | fraværsmelding | fraværsassistent | jeg er på ferie | ikke til stede | automatisk fraværsmelding`,
  fi: `automaattinen vastaus | poissaoloviesti | poissa | lomalla | poissaolo | automaattivastaus | olen lomalla | poissa toimistosta | vastaus automaattinen | loma | olen poissa | poissa työpaikalta`,
  cs: `automatická odpověď | mimo kancelář | nepřítomnost | nepřítomen | nepřítomna | dovolená | na dovolené | automatická odpoved | jsem mimo kancelář | oznámení o nepřítomnosti`,
  sk: `automatická odpoveď | mimo kancelárie | neprítomnosť | dovolenka | na dovolenke | som mimo kancelárie`,
  hu: `automatikus válasz | házon kívül | szabadság | szabadságon | távollét | irodán kívül | távolléti értesítés | nem vagyok az irodában | automatikus üzenet | szabadságon vagyok`,
  ro: `răspuns automat | absent | în concediu | concediu | absență de la birou | nu sunt la birou | plecat din birou | în afara biroului`,
  hr: `automatski odgovor | odsutan | odsutna | izvan ureda | godišnji odmor | na godišnjem | odsutnost`,
  sl: `samodejni odgovor | odsoten | odsotna | odsotnost | na dopustu`,
  sr: `аутоматски одговор | automatski odgovor`,
  bg: `автоматичен отговор | извън офиса | в отпуск | отсъствие`,
  lt: `automatinis atsakymas | atostogauju | nesu biure`,
  lv: `automātiskā atbilde | atvaļinājumā | prombūtne`,
  et: `automaatvastus | automaatne vastus | puhkusel | kontorist väljas`,
  tr: `otomatik yanıt | otomatik cevap | ofis dışında | ofis dışındayım | izinde | izindeyim | yıllık izin | tatildeyim | ofis dışı | iş yeri dışında | işyeri dışında`,
  el: `αυτόματη απάντηση | εκτός γραφείου | απουσία | σε άδεια | άδεια | απουσιάζω`,
  ru: `автоответ | автоматический ответ | вне офиса | отпуск | в отпуске | отсутствую | нет на месте | автоматическое сообщение | отсутствие на рабочем месте | нет на рабочем месте | отсутствую в офисе | я в отпуске`,
  uk: `автоматична відповідь | автовідповідь | відпустка | у відпустці | поза офісом | відсутність | відсутній | відсутня`,
  he: `תשובה אוטומטית | מענה אוטומטי | מחוץ למשרד | בחופשה | הודעה אוטומטית`,
  ar: `رد تلقائي | رد آلي | خارج المكتب | في إجازة | الرد التلقائي`,
  fa: `پاسخ خودکار`,
  ja: `自動応答 | 自動返信 | 不在通知 | 不在 | 休暇 | 不在のお知らせ | 夏季休業 | 年末年始 | 休業`,
  zh: `自动回复 | 自動回覆 | 自动答复 | 外出 | 不在办公室 | 休假 | 自動回復 | 自动应答 | 不在辦公室`,
  ko: `자동 회신 | 자동 응답 | 부재중 | 부재 중 | 휴가 | 자동회신 | 자동응답 | 부재 알림`,
  th: `ตอบกลับอัตโนมัติ | ไม่อยู่ที่สำนักงาน | ลาพักร้อน | การตอบกลับอัตโนมัติ`,
  vi: `trả lời tự động | vắng mặt | nghỉ phép | thư trả lời tự động`,
  id: `balasan otomatis | tidak di kantor | sedang cuti | cuti`,
  hi: `स्वचालित उत्तर`,
};

/** "I am not here." */
export const awayWords: Phrases = {
  en: `will not be reading my | not be reading my mail | out of office | out of the office | away from the office | away from my desk | away from work | not in the office | on vacation | on holiday | on holidays | on leave | annual leave | maternity leave | paternity leave | parental leave | sick leave | medical leave | on sabbatical | on pto | ooo
    | out of town | on a business trip | travelling | traveling | business travel | currently away | i am away | i'm away | will be away | be out until | i am out | i'm out | currently out | am absent | be absent | my absence | i'm currently unavailable | currently unavailable | at a conference | office is closed | offices are closed | office will be closed
    | company holiday | bank holiday | public holiday | on furlough | jury duty | family leave | paid time off | closed for | out sick | unavailable until | unavailable from`,
  de: `nicht im büro | nicht im haus | außer haus | abwesend | im urlaub | in urlaub | urlaub | nicht erreichbar | abwesenheit | in elternzeit | elternzeit | mutterschutz | krankheitsbedingt | auf dienstreise | dienstreise | auf geschäftsreise | nicht am arbeitsplatz | nicht am platz | nicht da | nicht anwesend | betriebsferien | betriebsurlaub
    | büro geschlossen | geschlossen | unterwegs | auf fortbildung | erkrankt | außerhalb des büros | in den ferien | nicht persönlich erreichbar | nicht zu erreichen`,
  fr: `absent | absente | en congé | en congés | en vacances | hors du bureau | absence | congé maternité | congé de maternité | congé parental | congé paternité | en déplacement | pas au bureau | arrêt maladie | ne suis pas disponible | actuellement indisponible | fermé | fermés | en formation | injoignable | indisponible`,
  es: `fuera de la oficina | fuera de oficina | de vacaciones | ausente | mi ausencia | baja por maternidad | baja de maternidad | baja médica | permiso de | de viaje | no estaré disponible | no estoy disponible | no me encuentro | estaré fuera | estoy fuera | de baja | en vacaciones | licencia | cerrada por`,
  it: `fuori ufficio | fuori sede | in ferie | in vacanza | assente | assenza | mia assenza | in maternità | congedo | in trasferta | non sono in ufficio | non sarò in ufficio | non sono disponibile | fuori dall'ufficio | in malattia | chiusi | uffici chiusi | non raggiungibile`,
  pt: `fora do escritório | de férias | em férias | ausente | ausência | licença | licença de maternidade | licença maternidade | em viagem | não estou no escritório | não estarei disponível | gozo de férias | de baixa | estarei fora | estou fora | fora da empresa`,
  nl: `niet op kantoor | niet aanwezig | afwezig | op vakantie | met vakantie | vakantie | buiten kantoor | met verlof | zwangerschapsverlof | ouderschapsverlof | afwezigheid | niet bereikbaar | met zwangerschapsverlof | op zakenreis | gesloten | met ziekteverlof | niet werkzaam`,
  pl: `poza biurem | na urlopie | nieobecny | nieobecna | nieobecności | nieobecność | urlop* | urlopie macierzyńskim | nie ma mnie | jestem niedostępny | jestem niedostępna | w delegacji | przebywam na | na zwolnieniu | będę niedostępn* | poza siedzibą`,
  sv: `inte på kontoret | på semester | semester | frånvarande | föräldraledig | ej på kontoret | tjänstledig | på tjänsteresa | borta | ledig | frånvaro | inte på plats | sjukskriven | bortrest`,
  da: `ikke på kontoret | på ferie | holder ferie | fraværende | på barsel | barsel | bortrejst | ikke til stede | fravær | på forretningsrejse | på orlov | afholder ferie | ude af kontoret | sygemeldt`,
  no: `ikke på kontoret | på ferie | har ferie | fraværende | permisjon | bortreist | ikke til stede | fravær | avspaserer | på tjenestereise | ute av kontoret | ferieavvikling | sykmeldt`,
  fi: `lomalla | poissa toimistosta | poissa | en ole paikalla | vuosilomalla | lomallani | äitiyslomalla | vanhempainvapaalla | työmatkalla | poissaolo* | vapaalla | poissaoloni | virkavapaalla | kesälomalla`,
  cs: `mimo kancelář | na dovolené | nepřítomen | nepřítomna | dovolenou | nepřítomnosti | na služební cestě | nejsem v kanceláři | mateřské dovolené | čerpám dovolenou | nebudu v kanceláři | nejsem přítom* | nebudu přítom*`,
  sk: `mimo kancelárie | na dovolenke | neprítomn* | dovolenk* | nie som v kancelárii`,
  hu: `szabadságon | házon kívül | nem vagyok az irodában | távol vagyok | szabadságom | irodán kívül | távollétem | szülési szabadság* | nem tartózkodom | nem vagyok elérhető | nem leszek | üzleti úton`,
  ro: `în concediu | nu sunt la birou | absent | absentă | concediu de | nu voi fi la birou | plecat | plecată | absenței | lipsesc | în afara biroului`,
  hr: `na godišnjem | odsutan | odsutna | izvan ureda | godišnjem odmoru | nisam u uredu`,
  sl: `na dopustu | odsoten | odsotna | nisem v pisarni`,
  bg: `в отпуск | извън офиса | отсъствам`,
  tr: `ofis dışında | ofiste değilim | izindeyim | izinde | yıllık izin* | tatildeyim | doğum izninde | ofis dışındayım | seyahatte | ofiste olmayacağım | iznindeyim | iş seyahatinde | yıllık izindeyim`,
  el: `εκτός γραφείου | σε άδεια | απουσιάζω | άδεια | απουσίας μου | με άδεια | απουσία`,
  ru: `в отпуске | вне офиса | отсутствую | в командировке | нет в офисе | отсутствия | отпуск | на больничном | не на рабочем месте | буду отсутствовать | нет на рабочем месте | декрет* | не в офисе | нахожусь в отпуске`,
  uk: `у відпустці | поза офісом | відсутній | відсутня | у відрядженні | відпустк* | відсутності`,
  he: `מחוץ למשרד | בחופשה | לא נמצא במשרד | לא נמצאת במשרד | נעדר | נעדרת | חופשת לידה | בחופש`,
  ar: `خارج المكتب | في إجازة | إجازة | لست في المكتب | غيابي | غير متواجد`,
  ja: `不在 | 休暇 | 休業 | 外出 | 出張 | お休み | 育休 | 産休 | 休みを | 休ませて`,
  zh: `不在办公室 | 休假 | 度假 | 出差 | 外出 | 不在公司 | 产假 | 年假 | 不在辦公室 | 请假 | 放假 | 婚假`,
  ko: `부재중 | 부재 중 | 휴가 | 출장 | 자리를 비 | 사무실에 없 | 육아휴직 | 휴직 | 부재`,
  th: `ไม่อยู่ที่สำนักงาน | ลาพักร้อน | ลาหยุด | ลาพัก`,
  vi: `nghỉ phép | vắng mặt | đi công tác | không có mặt`,
  id: `sedang cuti | cuti | tidak di kantor | di luar kantor`,
};

/** "Nobody wrote this." */
export const automaticWords: Phrases = {
  en: `automatic reply | automatic response | automated reply | automated response | auto reply | autoreply | auto response | auto generated | automatically generated | automated message | automatic message | autoresponder | this is an automated | this is an automatic | automated email | automated e mail | automatic email | generated automatically`,
  de: `automatische antwort | automatisch erstellt* | automatisch generiert* | automatisch erzeugt* | automatische nachricht | automatische mail | automatische e mail | automatisierte antwort | automatisch versandt* | abwesenheitsnotiz | automatische abwesenheitsnotiz | automatische benachrichtigung | automatisierte nachricht
    | automatische eingangsbestätigung | wurde automatisch`,
  fr: `réponse automatique | message automatique | généré automatiquement | automatiquement généré | envoyé automatiquement | courriel automatique | mail automatique | ceci est un message automatique | message d'absence`,
  es: `respuesta automática | mensaje automático | generado automáticamente | generada automáticamente | correo automático | enviado automáticamente`,
  it: `risposta automatica | messaggio automatico | generato automaticamente | generata automaticamente | inviato automaticamente | email automatica | risponditore automatico`,
  pt: `resposta automática | mensagem automática | gerada automaticamente | gerado automaticamente | e mail automático | email automático | enviada automaticamente`,
  nl: `automatisch antwoord | automatisch bericht | automatisch gegenereerd* | automatische reactie | automatisch verzonden | automatische mail | automatische e mail`,
  pl: `automatyczna odpowiedź | odpowiedź automatyczna | wiadomość automatyczna | wygenerowan* automatycznie | wiadomość została wygenerowana automatycznie | autoresponder | automatyczna wiadomość | wygenerowana automatycznie`,
  sv: `automatiskt svar | autosvar | automatiskt meddelande | automatiskt genererat | automatsvar | skickas automatiskt`,
  da: `automatisk svar | autosvar | automatisk besked | automatisk genereret | automatisk meddelelse`,
  no: `automatisk svar | autosvar | automatisk melding | automatisk generert`,
  fi: `automaattinen vastaus | automaattivastaus | automaattinen viesti | automaattisesti`,
  cs: `automatická odpověď | automatická zpráva | automaticky vygenerovan* | automaticky generovan* | automatický e mail`,
  hu: `automatikus válasz | automatikus üzenet | automatikusan`,
  ro: `răspuns automat | mesaj automat | generat automat`,
  tr: `otomatik yanıt | otomatik cevap | otomatik olarak | otomatik mesaj`,
  el: `αυτόματη απάντηση | αυτόματο μήνυμα | αυτοματοποιημέν*`,
  ru: `автоматический ответ | автоответ | автоматическое сообщение | сгенерировано автоматически | отправлено автоматически | автоматическое уведомление | создано автоматически | автоматически`,
  uk: `автоматична відповідь | автоматичне повідомлення | автоматично`,
  he: `תשובה אוטומטית | הודעה אוטומטית | מענה אוטומטי`,
  ar: `رد تلقائي | رسالة تلقائية | رسالة آلية | رد آلي`,
  ja: `自動応答 | 自動返信 | 自動送信 | 自動配信 | 自動的に`,
  zh: `自动回复 | 自動回覆 | 自动发送 | 系统自动 | 自动发出 | 自動發送 | 系統自動`,
  ko: `자동 회신 | 자동 응답 | 자동으로 | 자동회신 | 자동응답 | 자동 발송`,
};

/** What absent people say besides: when they read it, and whom to ask meanwhile. */
export const meanwhileWords: Phrases = {
  en: `in urgent cases | for urgent matters | for urgent issues | for urgent | if urgent | if it is urgent | if it's urgent | if this is urgent | urgent matters | urgent requests | urgent inquiries | urgent enquiries | immediate assistance | immediate attention | in case of emergency | in my absence | during my absence | during this time | while i am away | while i'm away | while i am out
    | limited access | no access to | not have access | without access | upon my return | when i return | on my return | when i am back | when i'm back | after my return | as soon as i return | once i return | will not be forwarded | is not forwarded | will not be read | not be checking | not checking email | delayed response | slow to respond | will be answered
    | will respond to your | will reply to your | please contact | contact my colleague* | please write to | please reach out to | please direct | please email | please call | future correspondence | future enquiries | future inquiries | please forward | please update your | my colleague* | back in the office | return to the office | returning to the office | be back on | i will be back | i'll be back | will return on | reply as soon as | respond as soon as | thank you for your patience | thank you for your understanding | checking emails | may be delayed
    | thank you for your email | thank you for your e mail | thank you for your message | thanks for your email | thanks for your message | thank you for contacting | thank you for reaching out`,
  de: `in dringenden fällen | dringenden fällen | in dringenden angelegenheiten | dringende* | meiner abwesenheit | in dieser zeit | nicht weitergeleitet | nicht gelesen | nach meiner rückkehr | wieder erreichbar | wieder im büro | wieder da | wieder für sie | wieder zurück | vertretung | vertritt mich | meine kollegin | meinen kollegen | meine kollegen | mein kollege
    | ihre nachricht wird | ihre e mail wird | ihre mail wird | keinen zugriff | eingeschränkt | vielen dank für ihre | danke für ihre | vielen dank für deine | danke für deine | wenden sie sich | bitte an | kontaktieren sie | ab dem | bearbeitet | beantwortet`,
  fr: `en cas d'urgence | cas d'urgence | pour toute urgence | urgence | pendant mon absence | en mon absence | durant mon absence | à mon retour | dès mon retour | de retour | merci de contacter | veuillez contacter | je vous remercie de | accès limité | mes collègues | ma collègue | mon collègue | vous pouvez contacter | merci pour votre | je vous répondrai | répondrai | bien reçu`,
  es: `en caso de urgencia | casos urgentes | asuntos urgentes | para cualquier urgencia | urgente | durante mi ausencia | en mi ausencia | a mi regreso | a mi vuelta | acceso limitado | póngase en contacto | contacte con | contactar con | responderé | regreso | gracias por su | gracias por tu | mi compañer*`,
  it: `in caso di urgenza | per urgenze | per questioni urgenti | urgent* | durante la mia assenza | in mia assenza | al mio rientro | al mio ritorno | accesso limitato | contattare | rivolgersi | rientrerò | risponderò | grazie per la | rientro | la ringrazio | mio collega | mia collega`,
  pt: `em caso de urgência | assuntos urgentes | casos urgentes | urgente* | urgência | durante a minha ausência | na minha ausência | durante minha ausência | em minha ausência | no meu regresso | quando eu voltar | meu retorno | acesso limitado | contacte | entre em contato | contactar | regresso | retorno | responderei | obrigad*`,
  nl: `in dringende gevallen | dringende* | spoed | tijdens mijn afwezigheid | bij mijn terugkomst | na mijn terugkomst | neem dan contact | contact opnemen met | contact op met | weer aanwezig | weer bereikbaar | niet doorgestuurd | mijn collega | beperkt | bedankt voor | dank voor | terug op kantoor | ik ben terug`,
  pl: `w pilnych sprawach | pilnych sprawach | w sprawach pilnych | pilne | podczas mojej nieobecności | w czasie mojej nieobecności | po powrocie | po moim powrocie | proszę o kontakt | prosimy o kontakt | ograniczony dostęp | wracam | odpowiem | dziękuję za | kontaktować się`,
  sv: `brådskande | vid brådskande | under min frånvaro | när jag är tillbaka | åter på kontoret | tillbaka på kontoret | åter | kontakta | begränsad | jag svarar | tack för ditt`,
  da: `hastende | haster | under mit fravær | når jeg er tilbage | tilbage på kontoret | jeg er tilbage | kontakt venligst | kontakt min | begrænset adgang | tak for din`,
  no: `haster | hastesaker | under mitt fravær | når jeg er tilbake | tilbake på kontoret | jeg er tilbake | kontakt min | vennligst kontakt | begrenset tilgang | takk for din`,
  fi: `kiireellis* | poissaoloni aikana | palaan | palattuani | ota yhteyttä | ottakaa yhteyttä | yhteyttä | vastaan viestiisi | kiitos viestistäsi`,
  cs: `v naléhavých případech | naléhavých | v neodkladných | po dobu mé nepřítomnosti | po návratu | po mém návratu | obraťte se | kontaktujte | odpovím | děkuji za | vrátím`,
  hu: `sürgős | sürgős esetben | távollétem alatt | visszatérésem | visszatérek | keresse | forduljon | válaszolok | köszönöm`,
  ro: `urgențe | în caz de urgență | urgent* | în absența mea | la întoarcere | contactați | mă întorc | vă mulțumesc | revin`,
  tr: `acil | acil durumlarda | yokluğumda | döndüğümde | dönüşümde | iletişime geç* | irtibata | teşekkür | dönüş`,
  el: `επείγον* | για επείγοντα | κατά την απουσία μου | επιστροφή μου | επιστρέφω | επικοινωνήσ* | ευχαριστώ`,
  ru: `срочным вопросам | в срочных случаях | срочн* | в мое отсутствие | во время моего отсутствия | по возвращении | после возвращения | обращайтесь | обратитесь | свяжитесь | отвечу | спасибо за | благодарю`,
  uk: `терміновими | термінових | термінов* | у разі | звертайтес* | після повернення | зверніться | дякую`,
  he: `דחוף | דחופים | בהיעדרי | אחזור | בחזרתי | ניתן לפנות | תודה`,
  ar: `عاجل | للحالات العاجلة | عند عودتي | يرجى التواصل | شكرا | سأعود`,
  ja: `お世話になっております | 改めて | ご連絡いたします | お急ぎ | 緊急 | 戻り次第 | ご連絡ください | 返信いたします | ご返信 | ご了承 | ありがとうございます | ご迷惑`,
  zh: `紧急 | 如有急事 | 请联系 | 返回后 | 急事 | 緊急 | 請聯繫 | 请联络 | 尽快回复 | 回来后 | 回复您`,
  ko: `긴급 | 급한 | 연락 | 복귀 | 회신드리 | 답변드리 | 감사합니다`,
};
