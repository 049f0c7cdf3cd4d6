/** Outside services that may receive personal data, and when. A provider that is not listed here cannot be put into the catalogue. */
export interface Subprocessor {
  readonly name: string;
  readonly receives: string;
  readonly when: string;
  readonly where: string;
}

export const subprocessors = {
  google: {
    name: 'Google (sign-in and Gmail)',
    receives: 'The supporter’s own letter or a team’s message, its recipient, and the consent of whose account it is',
    when: 'A supporter chooses to send from their Gmail account, or a member connects theirs as a mailbox',
    where: 'Under the own agreement of the supporter or the member with Google',
  },
  microsoft: {
    name: 'Microsoft (sign-in and Outlook)',
    receives: 'The supporter’s own letter or a team’s message, its recipient, and the consent of whose account it is',
    when: 'A supporter chooses to send from their Outlook account, or a member connects theirs as a mailbox',
    where: 'Under the own agreement of the supporter or the member with Microsoft',
  },
  service_mail: {
    name: 'The operator’s own mail server',
    receives: 'The address of a user, of an invited person or of somebody who asks about their data, and a link, an answer or a notice',
    when: 'An invitation, a link, an answer, a notice or a test message is mailed',
    where: 'Chosen by the operator',
  },
  mail_providers: {
    name: 'The mail servers of connected mailboxes',
    receives: 'Messages of team campaigns, their recipients, and the name and password of the mailbox',
    when: 'A member connects a mailbox of a server by SMTP and IMAP',
    where: 'Chosen by the member who connects it',
  },
} as const satisfies Record<string, Subprocessor>;
