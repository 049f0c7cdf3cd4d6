import { type Phrases } from './phrases.ts';

/** A desk of help says that it has the message. */
export const ticketWords: Phrases = {
  en: `ticket has been | has been created | has been opened | has been logged | do not reply | been assigned | received and will respond | ticket number | ticket id | your ticket | a ticket | support ticket | case number | your case | case has been | new case | reference number is | your reference number | your request has been received | your request has been | we have received your | we've received your | we received your | has been received | received your request | received your email | received your message | received your inquiry
    | received your enquiry | will get back to you | get back to you as soon as | get back to you within | will be in touch | be in touch shortly | will respond within | respond within | reply within | someone from our team | member of our team | our team will | one of our | a representative | will be reviewed | do not reply to this | please do not reply | within 24 hours | within 48 hours | business days | working days | request id
    | thank you for contacting | thanks for contacting | thank you for your inquiry | thank you for your enquiry | thank you for getting in touch | thanks for getting in touch | thank you for reaching out | we will respond | we aim to | confirm receipt | acknowledge receipt | acknowledgement of receipt | acknowledgment of your`,
  de: `ticketnummer | ihr ticket | ticket nummer | vorgangsnummer | fallnummer | ihre anfrage ist | ihre anfrage wurde | ihre anfrage haben | haben ihre anfrage | haben ihre nachricht | haben ihre e mail | ihre nachricht erhalten | ihre e mail erhalten | eingegangen | eingangsbestätigung | wir melden uns | schnellstmöglich | so schnell wie möglich | so bald wie möglich | innerhalb von | bearbeitungsnummer
    | werden ihre anfrage | werden uns | antworten sie nicht auf diese | bitte antworten sie nicht | werktagen`,
  fr: `numéro de ticket | votre ticket | votre demande a | votre demande a bien | avons bien reçu | avons reçu votre | votre message a | accusé de réception | dans les plus brefs délais | dans les meilleurs délais | ne pas répondre | numéro de dossier | numéro de référence | sera traitée | jours ouvrés | prise en compte | prise en charge`,
  es: `número de ticket | su ticket | número de caso | hemos recibido su | hemos recibido tu | su solicitud ha | su consulta | tu solicitud | acuse de recibo | a la mayor brevedad | lo antes posible | no responda a este | en breve | le responderemos | días hábiles | número de referencia | número de incidencia`,
  it: `numero di ticket | ticket numero | il suo ticket | abbiamo ricevuto la | la sua richiesta | la tua richiesta | il prima possibile | al più presto | non rispondere a | numero di pratica | presa in carico | conferma di ricezione | giorni lavorativi`,
  pt: `número do ticket | número do chamado | protocolo | recebemos a sua | recebemos sua | recebemos o seu | recebemos seu | sua solicitação | seu chamado | o mais breve possível | não responda a este | dias úteis | seu pedido`,
  nl: `ticketnummer | uw ticket | zaaknummer | uw bericht ontvangen | uw e mail ontvangen | uw aanvraag | uw vraag | zo spoedig mogelijk | zo snel mogelijk | ontvangstbevestiging | werkdagen | niet op deze e mail | meldingsnummer | in goede orde ontvangen`,
  pl: `numer zgłoszenia | twoje zgłoszenie | państwa zgłoszenie | zgłoszenie zostało | otrzymaliśmy | została przyjęta | zostało przyjęte | w najkrótszym możliwym | jak najszybciej | prosimy nie odpowiadać | potwierdzenie otrzymania | dni roboczych`,
  sv: `ärendenummer | ditt ärende | vi har tagit emot | vi har mottagit | så snart vi kan | så snart som möjligt | arbetsdagar | återkommer`,
  da: `sagsnummer | din sag | vi har modtaget | hurtigst muligt | så hurtigt som muligt | arbejdsdage | vender tilbage`,
  no: `saksnummer | din sak | vi har mottatt | så snart som mulig | så raskt som mulig | virkedager | arbeidsdager`,
  fi: `tikettinumero | tukipyyntö* | olemme vastaanottaneet | viestisi on vastaanotettu | mahdollisimman pian | palvelupyyntö* | yhteydenottosi`,
  cs: `číslo požadavku | váš požadavek | obdrželi jsme | přijali jsme | co nejdříve | v nejbližší možné době | neodpovídejte`,
  hu: `megkaptuk | hibajegy | ügyszám | amint lehet | hamarosan | munkanap*`,
  ro: `am primit | numărul de înregistrare | solicitarea dumneavoastră | în cel mai scurt timp | tichet`,
  tr: `talebiniz | destek talebi | alınmıştır | en kısa sürede | talep numara* | mesajınız alın*`,
  el: `αίτημά σας | λάβαμε | το συντομότερο | αριθμός αιτήματος`,
  ru: `номер заявки | ваша заявка | ваш запрос | обращение зарегистрировано | мы получили | получили ваше | в ближайшее время | не отвечайте на это | номер обращения | ваше обращение`,
  uk: `ваше звернення | ваш запит | ми отримали | найближчим часом`,
  he: `פנייתך | התקבלה | נחזור אליך | מספר פנייה`,
  ar: `تم استلام | رقم التذكرة | طلبك | سنقوم بالرد | في أقرب وقت`,
  ja: `お問い合わせありがとうございます | お問い合わせいただき | 受け付けました | 受付番号 | 受付いたしました | 折り返し | 営業日 | 担当者より`,
  zh: `工单 | 已收到您的 | 我们已收到 | 尽快与您联系 | 尽快回复 | 工作日 | 请勿回复 | 我們已收到 | 受理`,
  ko: `문의가 접수 | 접수되었습니다 | 문의해 주셔서 | 빠른 시일 | 영업일 | 티켓`,
};

/** How a desk of help heads its confirmation. */
export const ticketSubjects: Phrases = {
  en: `ticket received | request received | we received your | we have received your | we've received your | thank you for contacting | thanks for contacting | case created | ticket created | new ticket | your request | support request received | your ticket | ticket id | message received | case number | received your request | received your message | received your email | acknowledgement | acknowledgment | thank you for your email | thank you for your inquiry | thank you for your message | thanks for your message | thanks for reaching out | thank you for reaching out | auto acknowledgement | case | ticket`,
  de: `eingangsbestätigung | ihre anfrage | ticketnummer | wir haben ihre | ihr ticket | empfangsbestätigung | ticket eröffnet | anfrage erhalten | vielen dank für ihre`,
  fr: `accusé de réception | votre demande | nous avons reçu | nous avons bien reçu | votre ticket`,
  es: `acuse de recibo | hemos recibido | su solicitud | ticket creado | su consulta`,
  it: `conferma di ricezione | abbiamo ricevuto | la sua richiesta | la tua richiesta | ticket aperto`,
  pt: `recebemos | confirmação de recebimento | sua solicitação | seu chamado`,
  nl: `ontvangstbevestiging | we hebben uw | wij hebben uw | uw aanvraag | ticket`,
  pl: `potwierdzenie | zgłoszenie | otrzymaliśmy`,
  sv: `vi har tagit emot | ärende`,
  da: `vi har modtaget | kvittering`,
  no: `vi har mottatt | kvittering`,
  ru: `ваше обращение | заявка | ваш запрос | обращение`,
  ja: `お問い合わせありがとうございます | 受付完了 | お問い合わせを受け付けました`,
  zh: `工单 | 已收到 | 我们已收到`,
  ko: `문의 접수 | 접수`,
};

/** A receipt that a message was read or deleted, where it is said in words. */
export const receiptSubjects: Phrases = {
  en: `read | not read | read receipt | return receipt displayed | return receipt | disposition notification | read notification | message read | seen`,
  de: `gelesen | ungelesen | ungelesen gelöscht | lesebestätigung | nicht gelesen | gelesen gelöscht | empfangsbestätigung angezeigt | rückantwort gelesen | angezeigt`,
  fr: `lu | non lu | confirmation de lecture | accusé de lecture`,
  es: `leído | leído el | no leído | confirmación de lectura | acuse de lectura`,
  it: `letto | non letto | conferma di lettura | ricevuta di lettura`,
  pt: `lida | lido | não lida | confirmação de leitura | recibo de leitura`,
  nl: `gelezen | niet gelezen | ongelezen | leesbevestiging`,
  pl: `przeczytano | odczytano | nieprzeczytan* | potwierdzenie odczytu | przeczytane`,
  sv: `läst | ej läst | läskvitto | ej last`,
  da: `læst | ikke læst | kvittering for læsning`,
  no: `lest | ikke lest | lesebekreftelse`,
  fi: `luettu | lukematta | lukukuittaus`,
  cs: `přečteno | nepřečteno`,
  tr: `okundu | okunmadı`,
  ru: `прочитано | прочтено | не прочитано`,
  ja: `開封済み | 開封確認 | 未開封`,
  zh: `已读 | 未读 | 已讀`,
  ko: `읽음 | 읽지 않음`,
};

/** Somebody's gatekeeper asks whether we are a person. */
export const challengeWords: Phrases = {
  en: `verify that you are a human | verify you are a human | verify you're a human | you are not a robot | you're not a robot | you are a human | you are a real person | verify you are human | verify that you're human | confirm that you are human | prove you are human | prove that you are a human | challenge response | challenge email | waiting for your approval | awaiting your verification | sender verification | sender verification required | verify your email address in order to | please confirm your message
    | confirm your email to | your message is being held | message is being held | message has been held | held until | held in quarantine until | approved senders | approved sender list | guest list | boxbe | spamarrest | spam arrest | mailinblack | mail in black | bitbounce | antispamcloud challenge | unknown senders | click the link below to deliver | click below to deliver | click here to verify | add yourself to my
    | request to be added | suspect email | allow list request | whitelist request | verify yourself | one time verification | confirm that you sent | confirm you sent | confirm delivery of | requires you to verify | requires verification | to be delivered you must | before your message can be delivered | before it is delivered | in order to deliver your message | deliver your message please click | tmda | active spam killer | knowspam | sendio
    | i am protected | i'm using spam* | i am using spam* | protects my inbox | screening service | confirmation required | screened`,
  de: `bestätigen sie bitte dass sie | absender bestätigen | bestätigen sie ihre e mail | absenderbestätigung | einmalige bestätigung | wird zurückgehalten bis | bestätigung erforderlich | kein spam versender`,
  fr: `mailinblack | mail in black | vous authentifier | authentifiez vous | authentification requise | prouver que vous | cliquez pour confirmer | filtrage des expéditeurs | votre message est en attente | en attente d'authentification | vous n'êtes pas un robot`,
  es: `verificación del remitente | confirme su mensaje | confirmar que usted es | no es un robot | verificar que es una persona`,
  it: `verifica del mittente | confermare il messaggio | non sei un robot`,
  pt: `antispam uol | confirmação de envio | confirme que você | confirmar o envio | não é um robô`,
  nl: `bevestig dat u | verificatie van de afzender`,
  pl: `potwierdź nadawcę | potwierdź że nie jesteś`,
  ru: `подтвердите что вы | подтверждение отправителя | не робот`,
};
