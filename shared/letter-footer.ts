/** The line under every letter, in the languages that we have it in: who sends it, and where its reader learns more and can ask for no more. */
const lines: Readonly<Record<string, (organiser: string) => string>> = {
  en: (organiser) =>
    `Sent from my own mailbox, in a campaign of ${organiser}. Is it genuine, what is kept about you, and how to receive no more:`,
  de: (organiser) =>
    `Aus meinem eigenen Postfach gesendet, in einer Aktion von ${organiser}. Ist sie echt, was ist über Sie gespeichert, und wie erhalten Sie nichts mehr:`,
  fr: (organiser) =>
    `Envoyé de ma propre messagerie, dans une campagne de ${organiser}. Est-elle authentique, que conserve-t-on sur vous, comment ne plus rien recevoir :`,
  es: (organiser) =>
    `Enviado desde mi propio correo, en una campaña de ${organiser}. ¿Es auténtica, qué se guarda sobre usted y cómo no recibir más?:`,
  it: (organiser) =>
    `Inviato dalla mia casella, in una campagna di ${organiser}. È autentica, che cosa è conservato su di Lei, come non ricevere altro:`,
  nl: (organiser) =>
    `Verzonden vanuit mijn eigen mailbox, in een campagne van ${organiser}. Is ze echt, wat wordt er over u bewaard en hoe ontvangt u niets meer:`,
  pl: (organiser) =>
    `Wysłano z mojej własnej skrzynki, w kampanii organizacji ${organiser}. Czy jest prawdziwa, co o Państwu przechowujemy i jak nie otrzymywać więcej:`,
  pt: (organiser) =>
    `Enviado da minha própria caixa de correio, numa campanha de ${organiser}. É autêntica, o que se guarda sobre si e como não receber mais:`,
};

/** What stands under a letter, after the dashes that mail programs know as the beginning of a signature (RFC 3676 section 4.3). */
export function letterFooter(language: string, { organiser, url }: { organiser: string; url: string }): string {
  const line = lines[language.slice(0, 2)] ?? lines.en;
  return `-- \n${line?.(organiser) ?? ''}\n${url}`;
}
