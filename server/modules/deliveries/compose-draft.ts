import { normaliseBody } from '../../../shared/body-text.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { mailbox, unstructured, type Correspondent } from './compose-message.ts';
import { quotedPrintable } from './quoted-printable.ts';

export interface DraftToCompose {
  readonly to: Correspondent;
  readonly subject: string;
  readonly text: string;
  readonly date?: Date | undefined;
}

/**
 * A letter as a file (RFC 5322, ASCII throughout) that a mail program opens as an unsent draft.
 * It has no From and no Message-ID: the program puts in those of the person who sends it. `X-Unsent: 1` makes Outlook open it for
 * writing; Thunderbird does so with an add-on (github.com/lieser/X-Unsent_support), and otherwise shows it with "Edit as new message".
 * @throws CannotCompose when the address is not usable
 */
export function emlFile({ to, subject, text, date }: DraftToCompose): string {
  const header = [
    'X-Unsent: 1',
    `To: ${mailbox(to)}`,
    `Subject: ${unstructured(cleanHeaderText(subject))}`.trimEnd(),
    ...(date ? [`Date: ${date.toUTCString().replace('GMT', '+0000')}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
  ];
  return `${header.join('\r\n')}\r\n\r\n${quotedPrintable(normaliseBody(text))}`;
}
