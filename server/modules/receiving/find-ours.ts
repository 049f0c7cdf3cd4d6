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
/** And a report that names no message is about one that is younger. */
const reportDays = 7;

/**
 * Which messages of a mailbox concern us: answers to what was sent from here, what was written by somebody to whom it was sent, and reports of machines,
 * which may be about it. All others are left alone: nothing of them is fetched or kept. Neither is what the workspace's own mailboxes wrote.
 */
export async function findOurs(
  tx: Tx,
  { workspaceId, mailboxId, now }: { workspaceId: string; mailboxId: string; now: Date },
  heads: readonly MessageHead[],
): Promise<Concerning[]> {
  const own = new Set((await mailboxesOf(tx, workspaceId)).map(({ addressKey }) => addressKey));
  const others = heads
    .map((head) => ({ head, read: readHead(head) }))
    .filter(({ read }) => read.fromKey === undefined || !own.has(read.fromKey));
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
    .filter(({ read, ours }) => ours !== undefined || read.isReport);

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

/** Whose message a report is about, by the numbers that it names, or else by the addresses. */
export async function findReported(
  tx: Tx,
  { workspaceId, mailboxId, now }: { workspaceId: string; mailboxId: string; now: Date },
  { messageIds, emailKeys }: { messageIds: readonly string[]; emailKeys: readonly string[] },
): Promise<Ours | undefined> {
  const [known] = await sentUnderIds(tx, workspaceId, messageIds);
  if (known) return { sent: known, by: 'message_id' };
  const since = earlier(now, { days: reportDays });
  const [guessed] = await sentToAddresses(tx, workspaceId, { mailboxId, emailKeys, since });
  return guessed && { sent: guessed, by: 'address' };
}
