import { emailKey } from '../../../shared/email-address.ts';
import { CannotOpen } from '../../platform/sealed.ts';
import type { Member } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import { Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { placeOf, refuseUnlessTheirs } from './mailbox.ts';
import { wayOf, type MailboxWays } from './mailbox-ways.ts';
import { revokeUnlessUsed, type Revoked } from './revoke-consent.ts';
import { credentialsOf, deleteMailbox, lockMailbox, mailboxesConnectedBy, mailboxesOf, type Credentials } from './store.ts';

/**
 * Disconnects a mailbox once its address was typed (promise B3): the row goes with its tokens or password, at once, and then the consent is given back where
 * the company lets us. What was sent stays, under a number; what waited for this mailbox waits for nobody's.
 */
export async function disconnectMailbox(
  tools: Tools,
  ways: MailboxWays,
  { actor, member }: { actor: Actor; member: Member },
  { id, address }: { id: string; address: string },
): Promise<Revoked> {
  const { workspaceId } = member;
  const end = await tools.database.inWorkspace(workspaceId, async (tx) => {
    const mailbox = refuseUnlessTheirs(await lockMailbox(tx, workspaceId, id), member);
    if (emailKey(address) !== mailbox.addressKey)
      throw new Refusal('refused', 'address_differs', 'The address that was typed is not that of this mailbox. Nothing was disconnected.');
    return remove(tools, tx, ways, { workspaceId, id, actor });
  });
  return end();
}

/**
 * Before an account is deleted: disconnects every mailbox that the user connected, in every workspace. Needs a transaction over the whole installation.
 * @returns what gives the consents back once the rows are gone; until then the tokens are in memory alone
 */
export async function disconnectAllOf(
  tools: Tools,
  tx: Tx,
  ways: MailboxWays,
  { actor, userId }: { actor: Actor; userId: string },
): Promise<() => Promise<void>> {
  return removeAll(tools, tx, ways, { actor, mailboxes: await mailboxesConnectedBy(tx, userId) });
}

/**
 * Before a workspace is deleted: disconnects every mailbox in it.
 * @returns what gives the consents back once the rows are gone
 */
export async function disconnectAllIn(
  tools: Tools,
  tx: Tx,
  ways: MailboxWays,
  { actor, workspaceId }: { actor: Actor; workspaceId: string },
): Promise<() => Promise<void>> {
  const mailboxes = (await mailboxesOf(tx, workspaceId)).map(({ id }) => ({ workspaceId, id }));
  return removeAll(tools, tx, ways, { actor, mailboxes });
}

async function removeAll(
  tools: Tools,
  tx: Tx,
  ways: MailboxWays,
  { actor, mailboxes }: { actor: Actor; mailboxes: readonly { workspaceId: string; id: string }[] },
): Promise<() => Promise<void>> {
  const ends: (() => Promise<Revoked>)[] = [];
  for (const mailbox of mailboxes) ends.push(await remove(tools, tx, ways, { ...mailbox, actor }));
  return async () => {
    await Promise.all(ends.map((end) => end()));
  };
}

async function remove(
  tools: Tools,
  tx: Tx,
  ways: MailboxWays,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<() => Promise<Revoked>> {
  const credentials = await credentialsOf(tx, workspaceId, id);
  const token = credentials && tokenOf(tools, credentials);
  await deleteMailbox(tx, workspaceId, id);
  await recordEntry(tools, tx, { workspaceId, actor }, { action: 'mailbox.disconnected', subject: { kind: 'mailbox', id } });
  return async () => {
    if (credentials?.provider !== 'gmail' && credentials?.provider !== 'outlook') return 'nothing';
    const { provider, accountSubject: subject } = credentials;
    return revokeUnlessUsed(tools, wayOf(ways, provider).consent, { provider, subject, token });
  };
}

/** The token by which the whole consent can be revoked; nothing when it does not open any more, and the mailbox goes all the same. */
function tokenOf(tools: Tools, { workspaceId, id, refreshTokenSealed, accessTokenSealed }: Credentials): string | undefined {
  try {
    if (refreshTokenSealed) return tools.sealer.open(placeOf(workspaceId, id, 'refresh_token_sealed'), refreshTokenSealed);
    return accessTokenSealed ? tools.sealer.open(placeOf(workspaceId, id, 'access_token_sealed'), accessTokenSealed) : undefined;
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    tools.log.error('mailbox_shut', { problem: error.message });
    return undefined;
  }
}
