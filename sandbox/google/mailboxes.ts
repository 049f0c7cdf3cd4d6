import { randomBytes } from 'node:crypto';
import type { Clock } from '../../server/platform/clock.ts';
import { headerOf, headersOf } from '../message-headers.ts';
import type { SandboxAccount } from './accounts.ts';

/** A message in somebody's mailbox, whatever folder it shows in. */
export interface StoredMessage {
  id: string;
  threadId: string;
  labels: readonly string[];
  /** The id of the change by which it came. */
  historyId: number;
  arrivedAt: Date;
  headers: readonly { name: string; value: string }[];
  raw: Uint8Array;
}

/** A message came to a mailbox, or left it. */
interface Change {
  id: number;
  at: Date;
  kind: 'messageAdded' | 'messageDeleted';
  message: Pick<StoredMessage, 'id' | 'threadId' | 'labels'>;
}

/** "At least one week and often longer. However, the time period may be significantly less" (gmail/api/guides/sync, "Limitations"). */
const historyMilliseconds = 7 * 86_400_000;
const keptMessages = 5000;
const keptChanges = 20_000;

export type Mailboxes = ReturnType<typeof createMailboxes>;

/** What each account's mailbox holds, and what happened in it. In memory, and bounded. */
export function createMailboxes(clock: Clock) {
  const messages = new Map<string, Map<string, StoredMessage>>();
  const changes = new Map<string, Change[]>();
  const threads = new Set<string>();
  /** Which mailbox holds which message, the oldest first, so that the oldest of all is forgotten. */
  const order: { subject: string; id: string }[] = [];
  // One row of numbers for everybody, as large as real ones.
  let newest = 1_000_000;

  const mailboxOf = (subject: string) => messages.get(subject) ?? new Map<string, StoredMessage>();
  const changed = (subject: string, kind: Change['kind'], message: Change['message']): number => {
    newest += 1 + (newest % 3);
    const all = changes.get(subject) ?? [];
    all.push({ id: newest, at: clock.now(), kind, message });
    if (all.length > keptChanges) all.splice(0, keptChanges / 2);
    changes.set(subject, all);
    return newest;
  };
  const threadWith = (subject: string, headers: StoredMessage['headers']): string | undefined => {
    const named = headers.filter(({ name }) => /^(in-reply-to|references)$/i.test(name)).map(({ value }) => value);
    const ids = new Set(named.flatMap((value) => value.match(/<[^<>\s]+>/g) ?? []));
    if (ids.size === 0) return undefined;
    return [...mailboxOf(subject).values()].find((message) => ids.has(headerOf(message, 'message-id') ?? ''))?.threadId;
  };

  return {
    newestHistoryId: () => newest,
    hasThread: (subject: string, threadId: string) => threads.has(`${subject}|${threadId}`),
    find: (subject: string, id: string) => mailboxOf(subject).get(id),
    /** As Gmail lists them: the newest first. */
    list: (subject: string): StoredMessage[] => [...mailboxOf(subject).values()].reverse(),
    /** What happened after a change, the oldest first; undefined when so much is no longer known. */
    since(subject: string, historyId: number): Change[] | undefined {
      const all = changes.get(subject) ?? [];
      const known = all.filter(({ at }) => at.getTime() > clock.now().getTime() - historyMilliseconds);
      const forgotten = all.length - known.length;
      if (forgotten > 0 && historyId < (all[forgotten - 1]?.id ?? 0)) return undefined;
      return historyId > newest ? undefined : known.filter(({ id }) => id > historyId);
    },

    /** Puts a message into a mailbox; one that answers another joins its thread. */
    add(
      { subject }: SandboxAccount,
      raw: Uint8Array,
      { labels, threadId }: { labels: readonly string[]; threadId?: string | undefined },
    ): StoredMessage {
      const id = randomBytes(8).toString('hex');
      const headers = headersOf(raw);
      const thread = threadId ?? threadWith(subject, headers) ?? id;
      const historyId = changed(subject, 'messageAdded', { id, threadId: thread, labels });
      const message = { id, threadId: thread, labels, historyId, arrivedAt: clock.now(), headers, raw };
      messages.set(subject, mailboxOf(subject).set(id, message));
      threads.add(`${subject}|${thread}`);
      order.push({ subject, id });
      const oldest = order.length > keptMessages ? order.shift() : undefined;
      if (oldest) mailboxOf(oldest.subject).delete(oldest.id);
      return message;
    },

    /** Removes a message for good. False when there is none. */
    remove({ subject }: SandboxAccount, id: string): boolean {
      const message = mailboxOf(subject).get(id);
      if (!message) return false;
      mailboxOf(subject).delete(id);
      changed(subject, 'messageDeleted', { id, threadId: message.threadId, labels: message.labels });
      return true;
    },

    /** Puts other labels on a message, as its reader or a filter does. False when there is none. */
    label({ subject }: SandboxAccount, id: string, labels: readonly string[]): boolean {
      const message = mailboxOf(subject).get(id);
      if (message) mailboxOf(subject).set(id, { ...message, labels });
      return message !== undefined;
    },
  };
}
