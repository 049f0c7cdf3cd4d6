import { CannotOpen } from '../../platform/sealed.ts';
import type { Tools } from '../../platform/tools.ts';
import type { OpenMailbox } from '../../providers/capabilities.ts';
import { ProviderFailure } from '../../providers/failure.ts';
import { placeOf } from './mailbox.ts';
import type { MailboxWays } from './mailbox-ways.ts';
import { credentialsOf, lockRenewal, setTokens, type Credentials } from './store.ts';

/** An access token that ends sooner is renewed first: a message may take a minute to be handed over. */
const enoughMilliseconds = 2 * 60_000;

/**
 * Opens a mailbox for the next minutes: what is sealed in clear text, an access token that is about to end renewed before and sealed again. Of many who come
 * at once, in however many processes, one renews.
 * @throws ProviderFailure `reconnect` when the permission is over, the mailbox is gone, or its credentials no longer open
 */
export async function openMailbox(tools: Tools, ways: MailboxWays, workspaceId: string, mailboxId: string): Promise<OpenMailbox> {
  const credentials = await tools.database.inWorkspace(workspaceId, (tx) => credentialsOf(tx, workspaceId, mailboxId));
  const ready = opened(tools, credentials);
  if (ready) return ready;
  const running = ways.renewing.get(mailboxId);
  if (running) return running;
  const renewal = renew(tools, ways, workspaceId, mailboxId).finally(() => ways.renewing.delete(mailboxId));
  ways.renewing.set(mailboxId, renewal);
  return renewal;
}

async function renew(tools: Tools, ways: MailboxWays, workspaceId: string, mailboxId: string): Promise<OpenMailbox> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    await lockRenewal(tx, mailboxId);
    const credentials = await credentialsOf(tx, workspaceId, mailboxId);
    // Another process may have renewed it while this one waited.
    const ready = opened(tools, credentials);
    if (ready) return ready;
    const provider = credentials?.provider === 'outlook' ? 'outlook' : 'gmail';
    const way = ways[provider];
    if (!credentials?.refreshTokenSealed || !way) throw gone();
    const given = await way.consent.refresh(openColumn(tools, credentials, 'refresh_token_sealed', credentials.refreshTokenSealed));
    const seal = (column: string, text: string) => tools.sealer.seal(placeOf(workspaceId, mailboxId, column), text);
    await setTokens(tx, credentials, {
      accessTokenSealed: seal('access_token_sealed', given.accessToken),
      accessTokenExpiresAt: given.accessTokenExpiresAt,
      ...(given.refreshToken === undefined ? {} : { refreshTokenSealed: seal('refresh_token_sealed', given.refreshToken) }),
    });
    return { provider, accessToken: given.accessToken, mayRead: mayRead(credentials) };
  });
}

/** What can be used as it is; nothing when an access token has to be renewed first. */
function opened(tools: Tools, row: Credentials | undefined): OpenMailbox | undefined {
  if (!row) throw gone();
  if (row.provider === 'smtp') {
    const { smtpHost: host, smtpPort: port, username, passwordSealed } = row;
    if (host === null || port === null || username === null || passwordSealed === null) throw gone();
    const security = row.smtpSecurity === 'tls' ? 'tls' : 'starttls';
    return { provider: 'smtp', host, port, security, username, password: openColumn(tools, row, 'password_sealed', passwordSealed) };
  }
  const until = row.accessTokenExpiresAt?.getTime() ?? 0;
  if (!row.accessTokenSealed || until - tools.clock.now().getTime() < enoughMilliseconds) return undefined;
  const accessToken = openColumn(tools, row, 'access_token_sealed', row.accessTokenSealed);
  return { provider: row.provider === 'outlook' ? 'outlook' : 'gmail', accessToken, mayRead: mayRead(row) };
}

const mayRead = ({ mode }: Credentials) => mode === 'send_and_read';

function openColumn(tools: Tools, row: Credentials, column: string, sealed: Buffer): string {
  try {
    return tools.sealer.open(placeOf(row.workspaceId, row.id, column), sealed);
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    tools.log.error('mailbox_shut', { problem: error.message });
    throw gone();
  }
}

function gone(): ProviderFailure {
  return new ProviderFailure('reconnect', 'consent_revoked', 'This mailbox is no longer connected. Connect it again.');
}
