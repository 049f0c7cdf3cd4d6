import { type Phrases } from './phrases.ts';

/** How calendars head what they send. */
export const calendarSubjects: Phrases = {
  en: `accepted | declined | tentative | tentatively accepted | canceled | cancelled | invitation | updated invitation | new time proposed | canceled event | cancelled event | event reminder | meeting invitation | reminder`,
  de: `zugesagt | abgesagt | mit vorbehalt | mit vorbehalt zugesagt | angenommen | abgelehnt | einladung | aktualisierte einladung | besprechungsanfrage | vorläufig | abgesagter termin | neuer besprechungsvorschlag`,
  fr: `accepté | refusé | provisoire | annulé | invitation | acceptée | refusée`,
  es: `aceptado | aceptada | rechazado | rechazada | provisional | cancelado | cancelada | invitación`,
  it: `accettato | rifiutato | provvisorio | annullato | invito | accettata`,
  pt: `aceito | aceite | recusado | provisório | cancelado | convite`,
  nl: `geaccepteerd | geweigerd | voorlopig | geannuleerd | uitnodiging | afgewezen`,
  pl: `zaakceptowano | odrzucono | wstępnie | odwołano | zaproszenie | anulowano`,
  sv: `accepterat | avböjt | preliminärt | inställt | inbjudan | tackat ja`,
  da: `accepteret | afslået | foreløbig | aflyst | invitation`,
  ru: `принято | отклонено | под вопросом | отменено | приглашение`,
};

/** What services write of themselves: nothing of it answers a message. */
export const noticeSubjects: Phrases = {
  en: `report domain | dmarc report | dmarc aggregate report | security alert | new sign-in | your password | password reset | password changed | verify your email | quarantine notification | spam quarantine | quarantine report | quarantine summary | spam notification | end-user spam notification | spam digest | you have new messages in quarantine | recall | message recall | message recall report | message recall success | message recall failure | your mailbox is | mailbox is almost full
    | your storage | storage almost full | your invoice | your receipt | payment received | order confirmation | your order | shared a document | shared a file | mentioned you | invited you | daily digest | weekly digest | digest`,
  de: `spam-bericht | quarantäne-bericht | quarantänebericht | sicherheitswarnung | ihre rechnung | rückruf | bestellbestätigung | ihre bestellung | ihr passwort | passwort zurücksetzen`,
  fr: `alerte de sécurité | rappel | votre facture | rapport de quarantaine | rapport de spam | votre commande`,
  es: `alerta de seguridad | su factura | tu factura | recuperar | informe de cuarentena | tu pedido`,
};
