/** The languages that what stands below a team's message is written in. The message itself may be in any. */
export const footerLanguages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'ar', 'he'] as const;
export type FooterLanguage = (typeof footerLanguages)[number];

/** What our lines below a message say in one language, to a person of whom neither sex nor number is known. */
interface FooterWords {
  /** Its own name, for whoever chooses it. */
  name: string;
  /** How to leave; between the angle brackets are the words that lead there. */
  leave: string;
  /** What is counted, where opens and clicks are counted in sum. */
  aggregate: string;
  /** What is told, where they are noted by recipient. */
  recipient: string;
}

export const footerWords: Readonly<Record<FooterLanguage, FooterWords>> = {
  en: {
    name: 'English',
    leave: 'If you would rather not receive such messages, <unsubscribe>.',
    aggregate: 'The sender of this message counts how often it and the links in it are opened, but not by whom.',
    recipient: 'This message tells its sender whether it and the links in it are opened.',
  },
  de: {
    name: 'Deutsch',
    leave: 'Wenn Sie solche Nachrichten nicht erhalten möchten, <melden Sie sich hier ab>.',
    aggregate: 'Bei dieser Nachricht wird gezählt, wie oft sie und die Links darin geöffnet werden, aber nicht von wem.',
    recipient: 'Diese Nachricht teilt der absendenden Stelle mit, ob sie und die Links darin geöffnet werden.',
  },
  fr: {
    name: 'Français',
    leave: 'Pour ne plus recevoir de tels messages, <désinscription ici>.',
    aggregate: 'Pour ce message, on compte combien de fois il est ouvert et combien de fois ses liens sont suivis, mais pas par qui.',
    recipient: 'Ce message indique à son expéditeur s’il a été ouvert et si ses liens ont été suivis.',
  },
  es: {
    name: 'Español',
    leave: 'Para no recibir más mensajes como este, <cancele aquí la suscripción>.',
    aggregate: 'De este mensaje se cuenta cuántas veces se abre y cuántas se siguen sus enlaces, pero no por quién.',
    recipient: 'Este mensaje comunica a quien lo envía si se abre y si se siguen sus enlaces.',
  },
  it: {
    name: 'Italiano',
    leave: 'Per non ricevere più messaggi come questo, <annulli qui l’iscrizione>.',
    aggregate: 'Di questo messaggio si conta quante volte viene aperto e quante volte si seguono i suoi link, ma non da chi.',
    recipient: 'Questo messaggio comunica a chi lo invia se viene aperto e se si seguono i suoi link.',
  },
  nl: {
    name: 'Nederlands',
    leave: 'Wilt u zulke berichten liever niet ontvangen, <meld u dan hier af>.',
    aggregate: 'Van dit bericht wordt geteld hoe vaak het en de links erin worden geopend, maar niet door wie.',
    recipient: 'Dit bericht laat de afzender weten of het en de links erin worden geopend.',
  },
  pl: {
    name: 'Polski',
    leave: 'Aby nie otrzymywać więcej takich wiadomości, <można się tutaj wypisać>.',
    aggregate: 'Liczymy, ile razy otwierana jest ta wiadomość i linki w niej, ale nie zapisujemy, przez kogo.',
    recipient: 'Ta wiadomość informuje nadawcę, czy jest otwierana i czy otwierane są linki w niej.',
  },
  pt: {
    name: 'Português',
    leave: 'Para não receber mais mensagens como esta, <cancele aqui a subscrição>.',
    aggregate: 'Desta mensagem conta-se quantas vezes é aberta e quantas vezes são seguidas as suas ligações, mas não por quem.',
    recipient: 'Esta mensagem comunica a quem a enviou se é aberta e se as suas ligações são seguidas.',
  },
  ar: {
    name: 'العربية',
    leave: 'لعدم تلقي مثل هذه الرسائل، <يمكن إلغاء الاشتراك هنا>.',
    aggregate: 'يُحصى عدد مرات فتح هذه الرسالة والروابط التي فيها، دون معرفة من فتحها.',
    recipient: 'تُعلِم هذه الرسالة الجهة المرسلة بما إذا فُتحت هي والروابط التي فيها.',
  },
  he: {
    name: 'עברית',
    leave: 'כדי לא לקבל עוד הודעות כאלה, <אפשר להסיר את הכתובת כאן>.',
    aggregate: 'נספר כמה פעמים נפתחו ההודעה הזאת והקישורים שבה, אך לא בידי מי.',
    recipient: 'ההודעה הזאת מיידעת את הצד השולח אם היא והקישורים שבה נפתחו.',
  },
};

/** The language as it is known here; English for one that is not. */
export const footerLanguageOf = (language: string): FooterLanguage => footerLanguages.find((one) => one === language) ?? 'en';

/** In which direction a language is read. */
export const directionOf = (language: FooterLanguage): 'ltr' | 'rtl' => (language === 'ar' || language === 'he' ? 'rtl' : 'ltr');
