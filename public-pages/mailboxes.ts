/** Whose mailbox a supporter sends from. */
export type Mailbox = 'gmail' | 'outlook';

/** How pages speak of a mailbox, of its company, and of what a person does there. */
interface Words {
  readonly mail: string;
  readonly company: string;
  /** Google asks with a box to tick; at Microsoft there is only yes or no. */
  readonly permission: string;
  readonly given: string;
  readonly give: string;
  readonly ended: string;
  /** Google counts a day for the whole service and a shorter time for each account; Microsoft counts the day for each account. */
  readonly daily: string;
}

const words: Record<Mailbox, Words> = {
  gmail: {
    mail: 'Gmail',
    company: 'Google',
    permission: 'box',
    given: 'ticked',
    give: 'tick',
    daily: 'Google lets this service pass on only so many letters in one day, and that number is reached. It is not your fault.',
    ended: 'You may have taken the permission back, or changed your password.',
  },
  outlook: {
    mail: 'Outlook',
    company: 'Microsoft',
    permission: 'permission',
    given: 'given',
    give: 'give',
    daily: 'Outlook lets each account send only so many messages in one day, and yours has reached that number.',
    ended: 'It lasts for about an hour, and a new password ends it too.',
  },
};

/** Where a person finds what they sent, and what they allowed. */
export const placesOf: Record<Mailbox, { readonly sent: string; readonly connections: string }> = {
  gmail: { sent: 'https://mail.google.com/mail/#sent', connections: 'https://myaccount.google.com/connections' },
  outlook: { sent: 'https://outlook.live.com/mail/0/sentitems', connections: 'https://account.live.com/consent/Manage' },
};

/** A text with `{mail}`, `{company}` and the like, as it reads for one mailbox. What is not known here stays as it is. */
export function speakOf(mailbox: Mailbox | undefined, text: string): string {
  const of = words[mailbox ?? 'gmail'];
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => (Object.hasOwn(of, name) ? of[name as keyof Words] : hole));
}
