import { type Phrases } from './phrases.ts';

/** A request when nothing but it is said, in a sentence or a line of its own. */
export const leaveAlone: Phrases = {
  en: `stop | stop it | stop this | stop now | stop please | stop emailing | stop emails | stop mailing | stop mail | stop email | stop sending | unsubscribe | unsubscribe me | unsubscribed | unsubscribe now | unsubscribe from list | unsubscribe from this list | unsub | remove | remove me | remove my email | remove my address | remove from list | remove email | removal | take me off | opt me out | optout | opt*-out
    | leave me alone | delete me | delete my email | cancel subscription | cancel my subscription | no more emails | no more mails | no more email | no more mail | no more | no emails | go away | cease | cease and desist | do not contact | dont contact me | no further contact | no further emails | not interested stop | not interested remove me | not interested unsubscribe | quit | end`,
  de: `stop | stopp | abmelden | abmeldung | abbestellen | abbestellung | austragen | löschen | entfernen | keine mails mehr | keine e-mails mehr | keine weiteren mails | keine weiteren e-mails | keine weiteren nachrichten | keine werbung | unsubscribe | bitte löschen | bitte austragen | bitte abmelden | bitte entfernen | hiermit melde ich mich ab | newslett* abbestellen | lassen sie das | hören sie auf | kein kontakt mehr
    | keine post mehr | kein interesse bitte löschen`,
  fr: `stop | arrêtez | arrêt | arret | arreter | désinscription | désinscrire | désabonner | désabonnement | se désabonner | me désinscrire | me désabonner | désinscrivez moi | désabonnez moi | retirez moi | supprimez moi | plus de mails | plus d'emails | plus de mail | plus d'e-mails | ne plus recevoir | ne plus me contacter | stop mails | stop pub | enlevez moi`,
  es: `stop | baja | darse de baja | dar de baja | darme de baja | deme de baja | dame de baja | cancelar suscripción | anular suscripción | parar | basta | alto | eliminar | elimíneme | bórreme | no más correos | no más emails | no más mensajes | desuscribir | desuscribirme | quiero darme de baja | solicito la baja | no me escriba más | no me escriban más | no enviar más`,
  it: `stop | basta | cancellami | cancellatemi | cancellazione | disiscrizione | disiscrivimi | disiscrivetemi | rimuovimi | rimuovetemi | annulla iscrizione | non scrivetemi più | non scrivermi più | niente più email | basta email | togliermi dalla lista | toglietemi | toglimi | disiscrivere | disiscriversi | cancellare`,
  pt: `stop | parar | pare | parem | cancelar | cancelar inscrição | cancelar subscrição | descadastrar | descadastre | remover | remova | removam | sair | sair da lista | remova me | me remova | remova meu email | não enviar mais | não me envie mais | não envie mais | chega | remover da lista | anular subscrição`,
  nl: `stop | stoppen | afmelden | uitschrijven | afmelding | schrijf mij uit | meld mij af | verwijder mij | verwijderen | geen mails meer | geen e-mails meer | geen mail meer | uitschrijving | niet meer mailen | afmelden aub`,
  pl: `stop | wypisz | wypisz mnie | wypisać | rezygnuję | rezygnacja | proszę o wypisanie | usuń mnie | usunąć | proszę usunąć | wypisuję się | nie pisz* więcej | koniec | proszę mnie usunąć | proszę mnie wypisać`,
  sv: `stopp | stop | avregistrera | avregistrera mig | avsluta | avprenumerera | ta bort mig | inga fler mejl | inga fler mail | sluta | avanmäl | avanmäl mig | ta bort | sluta maila`,
  da: `stop | afmeld | afmeld mig | framelding | frameld | frameld mig | slet mig | fjern mig | ikke flere mails | ingen flere mails | afmelding`,
  no: `stopp | stop | avmeld | meld meg av | avslutt | fjern meg | slett meg | ikke flere eposter | ingen flere e-poster | ta meg av listen | avmelding`,
  fi: `stop | lopeta | lopettakaa | peruuta tilaus | peru | poista | poistakaa | poista minut | peruutus | peruuta | ei enää viestejä | ei enää sähköposteja | poistakaa minut`,
  cs: `stop | odhlásit | odhlaste mě | odhlásit odběr | odhlášení | odstraňte mě | vymažte mě | neposílat | už neposílejte | dost | vyřaďte mě | neposílejte`,
  sk: `stop | odhlásiť | odhláste ma | odhlásenie | neposielajte | vymažte ma`,
  hu: `stop | leiratkozás | leiratkozom | leiratkozni | töröljön | töröljenek | ne írjon többet | le szeretnék iratkozni | iratkoztassanak le`,
  ro: `stop | dezabonare | dezabonați-mă | dezabonează-mă | ștergeți-mă | opriți | gata | renunț | dezabonati-ma`,
  hr: `stop | odjava | odjavi me | odjavite me | prestanite | dosta`,
  tr: `dur | durdur | durdurun | abonelikten çık | listeden çıkar | listeden çıkarın | beni çıkarın | iptal | beni listeden çıkarın | aboneliği iptal et | mail atmayın | bir daha yazmayın | red | ret | stop`,
  el: `στοπ | διαγραφή | διαγράψτε με | κατάργηση εγγραφής | απεγγραφή | σταματήστε | stop`,
  ru: `стоп | отписка | отписаться | отпишите | отпишите меня | удалите | удалите меня | не пишите | не пишите мне | больше не пишите | не беспокоить | хватит | прекратите | отказ | отписать | отказ от рассылки | не присылайте | stop`,
  uk: `стоп | відписатися | відпишіть мене | видаліть мене | не пишіть | не пишіть мені | досить | відписка`,
  he: `הסר | הסירו אותי | להסיר | הסרה | תסירו אותי | די | עצור | הסר אותי | נא להסיר`,
  ar: `توقف | إلغاء الاشتراك | الغاء الاشتراك | احذفني | أزلني | كفى | إيقاف`,
  ja: `配信停止 | 停止 | 解除 | 退会 | 配信停止希望 | 送らないでください | 不要です | メール不要 | 配信停止をお願いします | 配信停止お願いします | 配信停止してください | 購読解除 | 登録解除`,
  zh: `退订 | 退訂 | 取消订阅 | 取消訂閱 | 停止 | 不要再发 | 请勿打扰 | 不要再发了 | 别再发了 | 请不要再发 | 请退订 | td | 不需要 谢谢 请不要再发 | 移除`,
  ko: `수신거부 | 수신 거부 | 구독취소 | 구독 취소 | 그만 | 중지 | 중단 | 수신거부합니다 | 메일 보내지 마세요 | 보내지 마세요 | 구독 해지`,
  vi: `hủy đăng ký | dừng lại | ngừng gửi`,
  id: `berhenti | berhenti berlangganan | hapus saya`,
  hi: `बंद करो | सदस्यता समाप्त`,
};

/** A request inside a sentence, as clear as that. */
export const leaveRequests: Phrases = {
  en: `remove me from | remove us from | remove my email | remove my e-mail | remove my address | remove my name from | remove my details | remove my contact | remove my data | remove this email | remove this address | take me off | take us off | take my name off | take my email off | unsubscribe me | unsubscribe us | unsubscribe my | unsubscribe this | please unsubscribe | like to unsubscribe | want to unsubscribe | wish to unsubscribe
    | wish to be unsubscribed | want to be unsubscribed | be removed from your | be removed from this | be removed from the | be removed from any | be taken off | stop emailing | stop e-mailing | stop mailing | stop contacting | stop writing to | stop writing me | stop sending me | stop sending us | stop sending these | stop sending emails | stop sending this | stop messaging | stop spamming | stop with the emails | stop these emails | do not email me | do not e-mail me
    | dont email me | don't e-mail me | do not contact me | don't contact me | do not contact us | don't contact us | do not write to me | don't write to me | do not send me | don't send me | dont send me any | do not send any more | don't send any more | do not wish to receive | don't wish to receive | do not want to receive | don't want to receive | no longer wish to receive | no longer want to receive | do not wish to be contacted | don't want to be contacted | do not want to be contacted
    | no longer wish to be contacted | not wish to hear | do not want to hear from | don't want to hear from | never contact me | never email me | never write to me | no more emails | no further emails | no further contact | no more messages | no further messages | not to be contacted | never to be contacted | delete my email | delete my address | delete my details | delete my contact | delete my data | delete all my data | delete me from | erase my data | drop me from | cross me off | lose my email
    | leave me alone | quit emailing | cease all | cease contacting | cease emailing | cease sending | refrain from contacting | refrain from emailing | refrain from sending | add me to your do not | put me on your do not | opt me out | opt us out | like to opt*-out | want to opt*-out | wish to opt*-out | don't want these emails | do not want these emails | don't want any more | do not want any more | don't want your emails | do not want your emails | stop the emails | any more emails from you | off your list | off your mailing list | off this list | off the list | from your list | from your mailing list | from your database | from this list | from the mailing list | from this mailing list | from your lists | from your mailings | from your distribution list`,
  de: `keine weiteren e-mails | keine weiteren mails | keine weiteren emails | keine weiteren nachrichten | keine e-mails mehr | keine mails mehr | keine emails mehr | keine nachrichten mehr | keine weitere e-mail | keine weitere mail | keine weitere werbung | keine weiteren anfragen | keine weiteren zuschriften | nehmen sie mich aus | nehmen sie uns aus | nehmt mich aus | nimm mich aus | aus ihrem verteiler | aus eurem verteiler | aus dem verteiler | aus deinem verteiler | aus der liste | aus ihrer liste | aus eurer liste | von der liste | von ihrer liste
    | aus ihrer datenbank | aus dem newslett* | tragen sie mich aus | tragt mich aus | trag mich aus | bitte austragen | löschen sie meine | löscht meine | löschen sie mich | löscht mich | meine daten löschen | meine daten zu löschen | meine adresse löschen | meine e-mail-adresse löschen | meine mailadresse löschen | entfernen sie mich | entfernen sie meine | entfernt mich | melden sie mich ab | meldet mich ab | möchte mich abmelden | möchte ich mich abmelden | schreiben sie mir nicht | schreiben sie mir bitte nicht | schreibt mir nicht
    | nicht mehr kontaktieren | nicht mehr anschreiben | nicht mehr an zu schreiben | nicht weiter kontaktieren | nicht weiter anschreiben | kontaktieren sie mich nicht | kontaktieren sie uns nicht | möchte nicht mehr angeschrieben | möchte keine weiteren | möchte ich keine weiteren | möchte keine | wünsche keine weiteren | wünsche keine | wünschen keine weiteren | widerspreche der | hören sie auf mir | hört auf mir | lassen sie mich in ruhe | lasst mich in ruhe | nicht mehr zu schreiben | senden sie mir keine | schicken sie mir keine | schickt mir keine
    | von weiteren e-mails abzusehen | von weiteren mails abzusehen | von weiteren nachrichten abzusehen | von weiterer kontaktaufnahme abzusehen | keine weitere kontaktaufnahme | verteiler nehmen | verteiler löschen | verteiler streichen | verteiler entfernen`,
  fr: `ne plus recevoir | plus recevoir de | plus recevoir d'e-mails | plus recevoir vos | ne souhaite plus recevoir | ne veux plus recevoir | ne désire plus recevoir | retirez moi de | retirer de votre | me retirer de | retirer mon adresse | retirez mon adresse | supprimez moi de | supprimer mon adresse | supprimez mon adresse | supprimer de votre | me supprimer de | supprimer mes coordonnées | supprimez mes coordonnées | supprimer mes données | supprimez mes données | enlevez moi de | enlever de votre liste | m'enlever de
    | désinscrivez moi | désinscrire de | me désinscrire | désabonnez moi | désabonner de | me désabonner | ne m'écrivez plus | ne plus m'écrire | ne plus me contacter | ne me contactez plus | ne plus me solliciter | cessez de m' | cesser de m' | arrêtez de m' | arrêter de m' | arrêtez vos | cessez vos | ne m'envoyez plus | ne plus m'envoyer | de ne plus me | de votre liste | de vos listes | de votre base | laissez moi tranquille | ne souhaite plus être contacté* | ne souhaite pas être contacté* | ne souhaitons plus | plus aucun mail | plus aucun e-mail | plus aucun message`,
  es: `darme de baja | darnos de baja | deme de baja | dame de baja | denme de baja | dadme de baja | dar de baja | no me envíe más | no me envíen más | no me envíes más | no me mande más | no me manden más | no me mandes más | no envíen más | no quiero recibir | no deseo recibir | no quiero más | no deseo más | dejen de | deje de enviar* | deja de enviar* | dejar de recibir | dejar de enviar* | elimíneme de | elimínenme de | elimíname de | eliminen mi | elimine mi | bórreme de | bórrenme de | bórrame de | borren mi | borre mis datos
    | quítenme de | quíteme de | quítame de | sáquenme de | sácame de | sáqueme de | no me contacte más | no me contacten más | no me contactes más | no vuelva a escribir* | no vuelvan a escribir* | no vuelvas a escribir* | no vuelvan a contactar* | no me escriba más | no me escriban más | no me escribas más | de su lista | de vuestra lista | de tu lista | de la lista de | de sus listas | de su base de datos | no volver a recibir`,
  it: `non voglio più ricevere | non desidero più ricevere | non desidero ricevere | non voglio ricevere | non vorrei più ricevere | smettete di | smetta di | smettila di | smetti di | cancellatemi da* | cancellami da* | mi cancelli | cancellare il mio | cancellate il mio | rimuovetemi da* | rimuovimi da* | rimuovere il mio | rimuova il mio | mi rimuova | mi tolga da* | toglietemi da* | toglimi da* | togliermi da* | eliminatemi da* | eliminare il mio | non scrivetemi più | non mi scriva più | non mi scriva | non contattatemi più
    | non mi contatti più | non mi contattate più | non contattarmi più | non inviatemi più | non mi invii più | non inviarmi più | dalla vostra lista | dalla lista | dalle vostre liste | dalla mailing list | dal vostro database | disiscrivermi | disiscrivetemi | annullare l'iscrizione | non ricevere più`,
  pt: `não quero receber | não quero mais receber | não desejo receber | não desejo mais receber | não desejo mais | não pretendo receber | não pretendo continuar a receber | deixar de receber | parem de | pare de | parar de enviar | remova meu | remova-me da | remova me | removam-me | removam o meu | removam meu | remover meu | remover o meu | remova o meu | retirem-me | retire-me | retire meu | retirem meu | retirar meu | retirar o meu | me retire da | me retirem da | me tire da | me tirem da | me remova da | me removam da | excluir meu | exclua meu | exclua-me
    | não me envie mais | não me enviem mais | não enviem mais | não me contacte mais | não me contactem mais | não me contate | não entre em contato | não me escreva mais | da sua lista | da vossa lista | de sua lista | das suas listas | da vossa base de dados | da lista de e-mails | da lista de emails | cancelar a minha subscrição | cancelar minha inscrição | cancelem a minha`,
  nl: `geen e-mails meer | geen mails meer | geen mail meer | geen berichten meer | niet meer mailen | niet meer te mailen | niet meer benaderen | niet meer te benaderen | niet meer contacteren | geen e-mail meer | geen verdere e-mails | geen verdere mails | geen verdere berichten | schrijf mij uit | schrijf me uit | uit te schrijven | haal mij van | haal me van | haal ons van | verwijder mij uit | verwijder mij van | verwijder me uit | verwijder me van | verwijder mijn | mijn gegevens verwijderen | mijn gegevens te verwijderen | meld mij af | meld me af | wil me afmelden | wil mij afmelden
    | stop met mailen | stop met het sturen | wil geen | wens geen | uit uw lijst | van uw lijst | van jullie lijst | uit uw bestand | van de lijst | van je lijst | uit jullie lijst | uit uw mailinglijst | van uw mailinglijst | stuur mij geen | stuur me geen`,
  pl: `proszę o wypisanie | proszę mnie wypisać | proszę o usunięcie | proszę mnie usunąć | proszę usunąć mnie | proszę usunąć mój | proszę wypisać | wypiszcie mnie | usuńcie mnie | proszę nie pisać | proszę nie wysyłać | proszę więcej nie | proszę o niewysyłanie | proszę do mnie nie pisać | nie chcę otrzymywać | nie życzę sobie | nie wysyłajcie | nie wyrażam zgody na | z listy mailingowej | z państwa listy | z waszej listy | z bazy | przestańcie | proszę przestać | nie chcę więcej | nie chcę dostawać`,
  sv: `ta bort mig från | ta bort oss från | ta bort min | avregistrera mig | avanmäl mig | vill inte ha | vill inte få | vill inte längre | inga fler mejl | inga fler mail | inga fler utskick | sluta skicka | sluta mejla | sluta maila | sluta kontakta | kontakta mig inte | skicka inte fler | undanber mig | stryk mig från | från er lista | från din lista | från er sändlista | ta bort mina`,
  da: `fjern mig fra | fjern os fra | fjern min | slet mig fra | slet min | slet mine | afmeld mig | frameld mig | ønsker ikke at modtage | ønsker ikke længere | ønsker ikke flere | ikke flere mails | ingen flere mails | stop med at sende | stop med at skrive | hold op med | vil ikke have flere | vil ikke modtage | kontakt mig ikke | ikke kontakte mig | skriv ikke til mig | fra jeres liste | fra din liste | fra jeres mailingliste | frabeder mig`,
  no: `fjern meg fra | fjern oss fra | fjern min | slett meg fra | slett min | slett mine | meld meg av | ønsker ikke å motta | ønsker ikke flere | ønsker ikke lenger | ikke flere e-poster | ingen flere e-poster | slutt å sende | slutt å kontakte | vil ikke ha flere | vil ikke motta | ikke kontakt meg | ta meg av | fra listen deres | fra deres liste | frabeder meg | stryk meg`,
  fi: `poistakaa minut | poista minut | poistakaa sähköpostini | poistakaa osoitteeni | en halua enää | en halua vastaanottaa | en halua saada | älkää lähettäkö | älä lähetä | älkää enää | älä enää | lopettakaa viestien | lopeta viestien | lopettakaa sähköpostien | ei enää viestejä | listalta | postituslistalta | postituslistaltanne`,
  cs: `odhlaste mě | odhlaste mne | odstraňte mě | odstraňte mne | vymažte mě | vyřaďte mě | vyřaďte mne | vyškrtněte mě | smažte mě | smažte můj | smažte moje | nepřeji si | nechci dostávat | nechci již | nechci už | už mi neposílejte | již mi neposílejte | neposílejte mi | nezasílejte mi | prosím neposílejte | nekontaktujte mě | přestaňte mi | z vašeho seznamu | z databáze | z vaší databáze | už mi nepište | nepište mi`,
  hu: `nem kérek több | nem kérek | ne küldjön | ne küldjenek | töröljenek a | töröljön a | töröljék | töröljenek | le szeretnék iratkozni | szeretnék leiratkozni | vegyenek le | vegyen le | ne írjanak | ne írjon`,
  ro: `nu mai doresc | nu doresc să primesc | nu mai vreau | nu-mi mai trimite* | nu îmi mai trimite* | ștergeți-mă | dezabonați-mă | scoateți-mă | eliminați-mă | să mă ștergeți | să mă dezabonați | din lista dumneavoastră | din baza de date | nu mă mai contacta*`,
  tr: `almak istemiyorum | e-posta istemiyorum | göndermeyin | göndermeyiniz | listenizden çıkar* | listeden çıkar* | listenizden sil* | beni çıkar* | silin lütfen | benimle iletişime geçmeyin | mail atmayın | yazmayın | adresimi sil* | adresimi çıkar* | aboneliğimi iptal | aboneliğimi sonlandır*`,
  el: `διαγράψτε με | να με διαγράψετε | μην μου στέλνετε | μη μου στέλνετε | δεν θέλω να λαμβάνω | δεν επιθυμώ να λαμβάνω | σταματήστε να | αφαιρέστε με | από τη λίστα σας | να με αφαιρέσετε`,
  ru: `отпишите меня | отписать меня | удалите меня | удалите мой | исключите меня | уберите меня | удалить мой адрес | удалить меня | больше не пишите | не пишите мне | не пишите нам | больше мне не | не присылайте | прекратите рассылку | прекратите присылать | прекратите писать | прекратите слать | не хочу получать | не желаю получать | не хочу больше получать | больше не присылайте | не отправляйте мне | из рассылки | из вашей рассылки | из списка рассылки | из вашей базы | от рассылки | перестаньте писать | перестаньте присылать | перестаньте слать | больше не беспокоить | просьба не писать`,
  uk: `відпишіть мене | видаліть мене | видаліть мою | не пишіть мені | більше не пишіть | не надсилайте | не хочу отримувати | припиніть | з вашої бази | з розсилки`,
  he: `הסירו אותי | נא להסיר אותי | תסירו אותי | תפסיקו לשלוח | להפסיק לשלוח | אל תשלחו לי | לא מעוניין לקבל | לא מעוניינת לקבל | מרשימת התפוצה | להסיר אותי | לא לשלוח לי`,
  ar: `إلغاء اشتراكي | احذفني من | أزلني من | لا ترسل لي | لا أريد تلقي | توقف عن إرسال | لا أرغب في تلقي | حذف بريدي | إزالة بريدي | يرجى إزالتي | لا ترسلوا`,
  ja: `配信停止 | 配信を停止 | 送らないで | 送信しないで | メールを送らない | リストから削除 | 購読を解除 | 配信を希望しません | 今後のメールは不要 | 今後の連絡は不要 | 配信を止めて | 連絡しないで | 送付しないで | ご連絡は不要`,
  zh: `取消订阅 | 取消訂閱 | 退订 | 退訂 | 不要再发 | 不要再給我 | 不要再给我 | 请勿再发 | 别再给我 | 不想再收到 | 不希望再收到 | 停止发送 | 把我从 | 从列表中删除 | 從名單中 | 从名单中 | 请不要再 | 請不要再 | 不要再寄`,
  ko: `수신거부 | 수신 거부 | 구독을 취소 | 구독 취소 | 보내지 마 | 보내지 말아 | 명단에서 | 목록에서 삭제 | 연락하지 마 | 더 이상 메일 | 메일을 받고 싶지 | 이메일을 받고 싶지`,
  vi: `đừng gửi | không muốn nhận | ngừng gửi`,
  id: `jangan kirim | hapus saya dari | tidak ingin menerima`,
};

/** Said before a request, these make it none: somebody tells of others, of a condition, or of what they do not want. */
export const notARequest: Phrases = {
  en: `if you | if they | to unsubscribe | when people | people who | do not unsubscribe | don't unsubscribe | don't remove | do not remove | please don't stop | don't stop | never unsubscribe | not to unsubscribe | click here to | you can unsubscribe | you may unsubscribe | our customers | our users | your customers | how do people | how many people | would like to receive | unless you | should you | whoever | someone who | our unsubscribe | the unsubscribe | an unsubscribe | unsubscribe rate* | unsubscribe link | unsubscribe button | didn't unsubscribe
    | did not unsubscribe | don't take me off | do not take me off | not asking | i almost | asked you to remove him | they asked`,
  de: `wenn sie | falls sie | sollten sie | um sich | wer keine | nicht löschen | nicht abmelden | nicht austragen | unsere kunden | ihre kunden | ihre empfänger | sofern sie | wenn du | falls du | nicht aus dem verteiler | leute die`,
  fr: `si vous | pour vous désinscrire | pour ne plus recevoir | pour vous désabonner | ne me retirez pas | ne me supprimez pas | vos clients | nos clients | si tu`,
  es: `si usted | si no desea | si desea | para darse de baja | para dejar de recibir | sus clientes | nuestros clientes | no me elimin* | si no quiere | no me den de baja`,
  it: `se non desidera | se desidera | se non desideri | se non vuole | per cancellarsi | per non ricevere | i vostri clienti | se vuole`,
  pt: `se não deseja | se desejar | caso não | para deixar de receber | caso deseje | se não quiser | se você | os vossos clientes | para cancelar`,
  nl: `als u | indien u | om u af | wilt u geen | uw klanten | onze klanten | als je`,
  pl: `jeśli nie | jeżeli | aby wypisać | jeśli chcesz | w celu rezygnacji | jeśli nie chcesz`,
  sv: `om du | för att avregistrera | vill du inte | ta inte bort`,
  da: `hvis du | for at afmelde | ønsker du ikke`,
  no: `hvis du | for å melde | ønsker du ikke`,
  fi: `jos et | jos haluat`,
  cs: `pokud si | pokud nechcete | chcete li`,
  hu: `ha nem | amennyiben`,
  ro: `dacă nu | dacă doriți | pentru a vă`,
  tr: `istemiyorsanız | almak istemiyorsanız`,
  ru: `если вы | чтобы отписаться | если не хотите | для отписки | чтобы отказаться`,
  ja: `配信停止をご希望の方 | 停止をご希望 | 解除をご希望`,
  zh: `如果您 | 如需退订 | 如不希望 | 若您 | 如果你`,
  ko: `원하지 않으시면 | 원하시면 | 원치 않으시면`,
};

/** What stands around a request and says nothing. */
export const courtesies: Phrases = {
  en: `please | pls | plz | thanks | thank you | thx | many thanks | thank you very much | hi | hello | hey | dear | sir | madam | all | now | immediately | asap | kindly | just | best | regards | best regards | kind regards | cheers | sincerely | yours | i said | and | me | my | from | this | list | from your list | emails | right | at once | ok | no | no thanks | no thank you | sorry | good day | good morning | again | not interested | we are not interested | im not interested | i am not interested | team | guys | there`,
  de: `bitte | danke | vielen dank | besten dank | hallo | guten tag | guten morgen | sehr geehrte | damen | und | herren | sofort | umgehend | mfg | mit freundlichen grüßen | freundliche grüße | viele grüße | lg | grüße | gruß | beste grüße | mich | nein | nein danke | ich bitte um | kein interesse | liebes | team | moin`,
  fr: `s'il vous plaît | svp | s'il te plaît | stp | merci | merci d'avance | merci beaucoup | bonjour | bonsoir | madame | monsieur | cordialement | de | bien cordialement | immédiatement | vous | non | non merci | pas intéressé | pas intéressée`,
  es: `por favor | gracias | muchas gracias | hola | buenos días | buenas tardes | estimados | estimado | saludos | un saludo | ya | inmediatamente | no me interesa | no | no gracias | cordialmente | atentamente`,
  it: `per favore | per cortesia | grazie | grazie mille | buongiorno | salve | saluti | cordiali saluti | subito | immediatamente | gentili | no | no grazie | non mi interessa | distinti`,
  pt: `por favor | obrigado | obrigada | muito obrigado | olá | bom dia | boa tarde | cumprimentos | atenciosamente | imediatamente | grato | não | não tenho interesse | att`,
  nl: `alstublieft | aub | a u b | s v p | graag | bedankt | dank u | dank je | hallo | beste | met vriendelijke groet | mvg | groet | groeten | goedemorgen | goedendag | direct | per direct | nee | nee bedankt | geen interesse`,
  pl: `proszę | dziękuję | dzień dobry | witam | pozdrawiam | natychmiast | z poważaniem | nie | dzięki`,
  sv: `tack | snälla | hej | vänligen | mvh | med vänlig hälsning | hälsningar | nej tack | nej`,
  da: `tak | venligst | hej | mvh | med venlig hilsen | hilsen | på forhånd | nej tak | nej`,
  no: `takk | vennligst | hei | mvh | med vennlig hilsen | hilsen | på forhånd | nei takk | nei`,
  fi: `kiitos | hei | ystävällisin terveisin | terveisin | ole hyvä | terv | moi | ei kiitos`,
  cs: `prosím | děkuji | dobrý den | s pozdravem | díky | ne`,
  hu: `kérem | kérjük | köszönöm | üdvözlettel | jó napot | tisztelt`,
  ro: `vă rog | mulțumesc | bună ziua | cu stimă | rog`,
  tr: `lütfen | teşekkürler | teşekkür ederim | merhaba | saygılar | saygılarımla | hayır`,
  el: `παρακαλώ | ευχαριστώ | γεια σας | καλημέρα`,
  ru: `пожалуйста | спасибо | здравствуйте | добрый день | с уважением | прошу | не интересно | нет`,
  uk: `будь ласка | дякую | добрий день`,
  he: `בבקשה | תודה | שלום | נא`,
  ar: `من فضلك | شكرا | مرحبا | رجاء`,
  ja: `お願いします | お願いいたします | ください | よろしくお願いいたします | よろしくお願いします | 希望`,
  zh: `请 | 谢谢 | 你好 | 您好 | 謝謝`,
  ko: `부탁드립니다 | 감사합니다 | 안녕하세요 | 요청 | 합니다 | 바랍니다`,
};
