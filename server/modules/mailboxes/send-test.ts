import type { Member } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import { notFound } from '../../platform/errors.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import type { HandedOver } from '../../providers/capabilities.ts';
import { ProviderFailure } from '../../providers/failure.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { sendTestMessage, type TestSender, type TestWords } from '../deliveries/index.ts';
import { refuseUnlessTheirs } from './mailbox.ts';
import type { MailboxWays } from './mailbox-ways.ts';
import { openMailbox } from './open-mailbox.ts';
import { parkMailbox } from './park-mailbox.ts';
import { addUses, findMailbox, setAccepted } from './store.ts';

/**
 * Sends a short message from a mailbox to the member who asks and to nobody else. It counts like every other towards what the mailbox may send, and what
 * goes wrong is shown with the mailbox.
 * @throws ProviderFailure in the words of the failure, or Refusal when the member's own address may not be written to
 */
export async function sendTest(
  tools: Tools,
  { ways, sender }: { ways: MailboxWays; sender: TestSender },
  { actor, member }: { actor: Actor; member: Member },
  { id, to }: { id: string; to: { email: string; name: string } },
): Promise<void> {
  const { workspaceId } = member;
  refuseUnlessTheirs(await tools.database.inWorkspace(workspaceId, (tx) => findMailbox(tx, workspaceId, id)), member);
  const entry = { action: 'mailbox.tested', subject: { kind: 'mailbox', id } } as const;
  await sendTestFrom(tools, { ways, sender }, member, { id, to, record: (tx) => recordEntry(tools, tx, { workspaceId, actor }, entry) });
}

/**
 * Hands one test over from a mailbox of the workspace and counts it towards what the mailbox may send. With the count it is written down who asked.
 * @returns what its company says of the message
 * @throws ProviderFailure, or Refusal when the address may not be written to
 */
export async function sendTestFrom(
  tools: Tools,
  { ways, sender }: { ways: MailboxWays; sender: TestSender },
  { workspaceId, userId }: Pick<Member, 'workspaceId' | 'userId'>,
  { id, to, says, record }: { id: string; to: { email: string; name: string }; says?: TestWords; record(tx: Tx): Promise<unknown> },
): Promise<HandedOver> {
  await countUse(tools, { ...limits.mailPerAccount, uses: 30 }, `mailbox-test|${userId}`);
  const mailbox = await tools.database.inWorkspace(workspaceId, (tx) => findMailbox(tx, workspaceId, id));
  if (!mailbox) throw notFound('mailbox');
  const of = { workspaceId, mailboxId: id };
  let handed: HandedOver;
  try {
    const open = await openMailbox(tools, ways, workspaceId, id);
    handed = await sendTestMessage(tools, sender, open, {
      workspaceId,
      from: { name: mailbox.name, address: mailbox.address },
      to: { name: to.name, address: to.email },
      signature: mailbox.signature,
      says,
    });
  } catch (error) {
    if (error instanceof ProviderFailure && error.verdict === 'reconnect')
      await tools.database.inWorkspace(workspaceId, (tx) =>
        parkMailbox(tools, tx, of, { because: 'reconnect', until: null, error: error.message }),
      );
    throw error;
  }
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const now = tools.clock.now();
    // It may have been disconnected meanwhile; the message left all the same.
    if (!(await findMailbox(tx, workspaceId, id))) throw notFound('mailbox');
    await addUses(tx, of, now, 1);
    await setAccepted(tx, workspaceId, [id], now);
    await record(tx);
  });
  return handed;
}
