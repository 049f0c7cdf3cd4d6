import type { Member } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import { Refusal } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { ProviderFailure } from '../../../providers/failure.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { testMessageId, type TestSender, type TestWords } from '../../deliveries/index.ts';
import { refuseUnlessTheirs } from '../mailbox.ts';
import type { MailboxWays } from '../mailbox-ways.ts';
import { sendTestFrom } from '../send-test.ts';
import { findMailbox, mailboxesOf, type Mailbox } from '../store.ts';
import { checkReaders } from './check-readers.ts';
import { awaitCheck, endCheck, renumberCheck } from './store.ts';

export interface SendCheckNeeds {
  ways: MailboxWays;
  sender: TestSender;
  publicUrl: string;
}

/**
 * Sends a message of the shape of a campaign's from a mailbox to one of this workspace that is read. When it arrives there, it is checked and forgotten. It
 * is awaited before it leaves, so however soon it arrives, it is known.
 * @throws ProviderFailure in the words of the failure, or Refusal when there is nowhere that it could arrive
 */
export async function sendCheck(
  tools: Tools,
  { ways, sender, publicUrl }: SendCheckNeeds,
  { actor, member }: { actor: Actor; member: Member },
  { id, readerId }: { id: string; readerId: string | undefined },
): Promise<void> {
  const { workspaceId } = member;
  const messageId = testMessageId(tools, sender);
  const reader = await tools.database.inWorkspace(workspaceId, async (tx) => {
    const chosen = await chooseReader(tx, member, { id, readerId });
    await awaitCheck(tx, { workspaceId, mailboxId: id }, { readerId: chosen.id, messageId, sentAt: tools.clock.now() });
    return chosen;
  });
  const awaited = { workspaceId, mailboxId: id, messageId };
  const to = { email: reader.address, name: reader.name };
  const entry = { action: 'mailbox.check_sent', subject: { kind: 'mailbox', id } } as const;
  const record = (tx: Tx) => recordEntry(tools, tx, { workspaceId, actor }, entry);
  try {
    const handed = await sendTestFrom(tools, { ways, sender }, member, { id, to, says: says(publicUrl, messageId), record });
    const given = handed.messageId;
    if (given !== undefined) await tools.database.inWorkspace(workspaceId, (tx) => renumberCheck(tx, awaited, given));
  } catch (error) {
    // What may have left may arrive.
    if (!(error instanceof ProviderFailure && error.verdict === 'uncertain'))
      await tools.database.inWorkspace(workspaceId, (tx) => endCheck(tx, awaited));
    throw error;
  }
}

async function chooseReader(tx: Tx, member: Member, { id, readerId }: { id: string; readerId: string | undefined }): Promise<Mailbox> {
  const { workspaceId } = member;
  const mailbox = refuseUnlessTheirs(await findMailbox(tx, workspaceId, id), member);
  if (mailbox.parkedBecause === 'member')
    throw new Refusal('refused', 'mailbox_parked', 'This mailbox is held, so nothing is sent in its name. Let it go on first.');
  const readers = checkReaders(mailbox, await mailboxesOf(tx, workspaceId));
  const reader = readerId === undefined ? readers[0] : readers.find((one) => one.id === readerId);
  if (!reader)
    throw new Refusal(
      'refused',
      'nowhere_to_arrive',
      'No mailbox here could receive the message. Connect another one that may be read, best of another domain, or check the file of a message.',
    );
  return reader;
}

const words =
  'This message shows how receiving servers see your mailbox. It has the shape of a campaign’s message and went to nobody else.';

/** The link for leaving is that of tests: it does nothing. */
const says = (publicUrl: string, messageId: string): TestWords => ({
  subject: 'A check of your mailbox',
  html: `<p>${words}</p>`,
  text: words,
  unsubscribe: { url: `${publicUrl}/leave/test` },
  messageId,
});
