import type { Tools } from '../../platform/tools.ts';
import type { OpenReading } from '../../providers/capabilities.ts';
import { ProviderFailure } from '../../providers/failure.ts';
import type { MailboxWays } from './mailbox-ways.ts';
import { openMailbox } from './open-mailbox.ts';
import { readingServerOf } from './store.ts';

/**
 * Opens a mailbox for reading, for the next minutes: at Google and Microsoft with the token that it also sends by, at a mail server with the server that was
 * named for reading. One whose member lets it send alone is not opened.
 * @throws ProviderFailure `reconnect` when it may not be read, is gone, or its permission is over
 */
export async function openReading(tools: Tools, ways: MailboxWays, workspaceId: string, mailboxId: string): Promise<OpenReading> {
  const server = await tools.database.inWorkspace(workspaceId, (tx) => readingServerOf(tx, workspaceId, mailboxId));
  if (server?.mode !== 'send_and_read') throw closed();
  const mailbox = await openMailbox(tools, ways, workspaceId, mailboxId);
  if (mailbox.provider !== 'smtp') return { provider: mailbox.provider, accessToken: mailbox.accessToken };
  const { imapHost: host, imapPort: port, imapSecurity } = server;
  if (host === null || port === null || imapSecurity === null) throw closed();
  const security = imapSecurity === 'tls' ? 'tls' : 'starttls';
  return { provider: 'imap', host, port, security, username: mailbox.username, password: mailbox.password };
}

const closed = () =>
  new ProviderFailure(
    'reconnect',
    'consent_missing_scope',
    'This mailbox may send and not be read. Connect it again and allow reading, so that replies are seen.',
  );
