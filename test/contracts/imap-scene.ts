import type { FaultName } from '../../sandbox/mail-server/faults.ts';
import { startMailServer } from '../../sandbox/mail-server/index.ts';
import type { MailChanges, MessageHead, OpenReading } from '../../server/providers/capabilities.ts';
import { createImap } from '../../server/providers/imap/read-mail.ts';
import { handClock } from './scene.ts';

export type ImapReading = Extract<OpenReading, { provider: 'imap' }>;

/** How a mailbox of a stand-in is read. */
export const readingOf = (
  { host, port }: { host: string; port: number },
  username: string,
  change: Partial<ImapReading> = {},
): ImapReading => ({
  provider: 'imap',
  host,
  port,
  security: 'starttls',
  username,
  password: 'sandbox',
  ...change,
});

let number = 0;

/** A message that somebody wrote. */
export function note(subject: string, further: readonly string[] = [], text = 'Thank you for your message.'): string {
  number += 1;
  return [
    'From: Rita Example <rita@example.org>',
    'To: reader@mail.test',
    `Subject: ${subject}`,
    `Message-ID: <note-${String(number)}@example.org>`,
    'Date: Sun, 22 Nov 2026 09:00:00 +0000',
    ...further,
    '',
    text,
    '',
  ].join('\r\n');
}

export const valueOf = (headers: MessageHead['headers'], name: string) => headers.find((header) => header.name === name)?.value;

/** What a reading gave, with the subjects alone. */
export const shown = ({ heads, ...rest }: MailChanges) => ({ ...rest, subjects: heads.map(({ headers }) => valueOf(headers, 'subject')) });

/** A mail server of the sandbox, the adapter that reads it, and people with a mailbox there, each test its own. */
export async function startScene() {
  const clock = handClock();
  const server = await startMailServer({ clock });
  const { imap: side } = server;
  const allow = [`${side.host}:${String(side.port)}`];
  const imap = createImap({ allow, milliseconds: { connect: 10_000, answer: 20_000, page: 20_000, poll: 20 } });
  const bounds = { since: clock.now(), most: 100 };
  let people = 0;
  return {
    clock,
    side,
    allow,
    imap,
    bounds,
    somebody() {
      const { emailAddress, subject } = server.accounts.add({ emailAddress: `reader${(people += 1)}@mail.test`, displayName: 'Reader' });
      const reading = readingOf(side, emailAddress);
      return {
        subject,
        reading,
        deliver: (raw: string | Uint8Array, options = {}) => server.deliver(emailAddress, raw, options),
        script: (fault: FaultName, milliseconds?: number) =>
          server.script(emailAddress, { fault, ...(milliseconds === undefined ? {} : { milliseconds }) }),
        subjects: async (cursor: string, change = {}) => shown(await imap.changesSince(reading, cursor, { ...bounds, ...change })),
      };
    },
    async stop() {
      imap.stop();
      await server.stop();
    },
  };
}

/** Messages as nobody should send them, and as they come all the same. */
export const malformed: Readonly<Record<string, string>> = {
  'without an end of its header': 'Subject: malformed\r\nX-Last: line',
  'with line ends of another system': 'Subject: malformed\nFrom: rita@example.org\n\nText\n',
  'with bytes that are no text': 'Subject: malformed\r\nX-Odd: \xff\xfe\r\n\r\n\xff\r\n',
  'with a header beyond all measure': `Subject: malformed\r\n${'X-Filler: 0123456789\r\n'.repeat(20_000)}\r\nText\r\n`,
  'with one line beyond all measure': `Subject: malformed\r\nX-Long: ${'x'.repeat(300_000)}\r\n\r\nText\r\n`,
  'with words of the protocol in it': 'Subject: malformed\r\nX-Imap: {5}\r\n) FETCH (\r\n* BYE\r\n\r\n)\r\na1 OK done\r\n{99}\r\n',
  'with no header at all': '\r\nText alone\r\n',
};
