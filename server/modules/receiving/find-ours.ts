import type { Tx } from '../../platform/database.ts';
import { earlier } from '../../platform/period.ts';
import type { MessageHead } from '../../providers/capabilities.ts';
import { mailboxesOf } from '../mailboxes/index.ts';
import { sentInThreads, sentToAddresses, sentUnderIds, type SentMessage } from '../outreach/index.ts';
import { readHead, type ReadHead } from './read-head.ts';

/** A message that came, and what we know of whose it is before it is read. */
export interface Concerning {
  head: MessageHead;
  read: ReadHead;
  /** The message of ours that it belongs to; nothing where that stands only in what it says. */
  ours: Ours | undefined;
}

export interface Ours {
  sent: SentMessage;
  by: 'message_id' | 'thread' | 'address';
}

/** Who wrote to us in a new message is taken to answer what we sent them so recently. */
const recentDays = 30;

/**
 * Which messages of a mailbox concern us: answers to what was sent from here, what was written by somebody to whom it was sent, and reports of machines,
 * which may be about it. All others are left alone: nothing of them is fetched or kept. Neither is what this mailbox wrote itself, nor what others of the
 * workspace wrote, unless it answers what was sent to them.
 */
export async function findOurs(
  tx: Tx,
  { workspaceId, mailboxId, now }: { workspaceId: string; mailboxId: string; now: Date },
  heads: readonly MessageHead[],
): Promise<Concerning[]> {
  const mailboxes = await mailboxesOf(tx, workspaceId);
  const itself = mailboxes.find(({ id }) => id === mailboxId)?.addressKey;
  const own = new Set(mailboxes.map(({ addressKey }) => addressKey));
  const others = heads
    .map((head) => ({ head, read: readHead(head) }))
    .filter(({ read }) => read.fromKey === undefined || read.fromKey !== itself);
  const byId = new Map(
    (
      await sentUnderIds(
        tx,
        workspaceId,
        others.flatMap(({ read }) => read.answers),
      )
    ).map((one) => [one.messageId, one]),
  );
  const threads = others.flatMap(({ head }) => head.providerThreadId ?? []);
  const byThread = new Map((await sentInThreads(tx, workspaceId, mailboxId, threads)).map((one) => [one.threadId, one]));
  const emailKeys = [...new Set(others.flatMap(({ read }) => read.fromKey ?? []))];
  const toAddresses = await sentToAddresses(tx, workspaceId, { mailboxId, emailKeys, since: earlier(now, { days: recentDays }) });
  const byAddress = new Map(toAddresses.map((one) => [one.emailKey, one]));
  return others
    .map(({ head, read }) => ({ head, read, ours: oursOf(head, read) }))
    .filter(({ read, ours }) => (own.has(read.fromKey ?? '') ? isOfRecipient(read, ours) : ours !== undefined || read.isReport));

  function oursOf(head: MessageHead, read: ReadHead): Ours | undefined {
    const id = read.answers.find((one) => byId.has(one));
    const answered = id === undefined ? undefined : byId.get(id);
    if (answered) return { sent: answered, by: 'message_id' };
    const inThread = byThread.get(head.providerThreadId ?? '');
    if (inThread) return { sent: inThread, by: 'thread' };
    const wrote = byAddress.get(read.fromKey ?? '');
    return wrote && { sent: wrote, by: 'address' };
  }
}

/** A new message from one own mailbox to another may belong to a campaign itself, or to whatever colleagues write each other. */
const isOfRecipient = ({ fromKey }: ReadHead, ours: Ours | undefined): boolean =>
  ours !== undefined && ours.by !== 'address' && ours.sent.emailKey === fromKey;
