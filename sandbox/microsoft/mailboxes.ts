import { randomBytes } from 'node:crypto';
import type { Clock } from '../../server/platform/clock.ts';
import { headerOf, headersOf } from '../message-headers.ts';
import type { SandboxAccount } from './accounts.ts';

export const folders = ['inbox', 'junkemail', 'sentitems', 'archive', 'deleteditems'] as const;
export type Folder = (typeof folders)[number];

/** A message in a folder of somebody's mailbox. */
export interface StoredMessage {
  id: string;
  folder: Folder;
  /** The number of the change by which it came into its folder. */
  cameAt: number;
  conversationId: string;
  receivedAt: Date;
  isRead: boolean;
  headers: readonly { name: string; value: string }[];
  raw: Uint8Array;
}

/** What happened to a message in a folder since a moment. */
export type Change = { kind: 'created' | 'updated'; message: StoredMessage } | { kind: 'deleted'; id: string };

const keptMessages = 5000;

export type Mailboxes = ReturnType<typeof createMailboxes>;

/** What each account's mailbox holds, folder by folder. In memory, and bounded. */
export function createMailboxes(clock: Clock) {
  const messages = new Map<string, StoredMessage & { subject: string; changedAt: number }>();
  const gone: { subject: string; folder: Folder; id: string; at: number }[] = [];
  let now = 0;

  const ofFolder = (subject: string, folder: Folder) =>
    [...messages.values()].filter((message) => message.subject === subject && message.folder === folder);
  const find = (subject: string, id: string) => {
    const message = messages.get(id);
    return message?.subject === subject ? message : undefined;
  };
  const leave = ({ subject, folder, id }: StoredMessage & { subject: string }) => {
    gone.push({ subject, folder, id, at: ++now });
    if (gone.length > keptMessages) gone.shift();
  };
  const conversationOf = (subject: string, headers: StoredMessage['headers']): string => {
    const named = headers.filter(({ name }) => /^(in-reply-to|references)$/i.test(name)).map(({ value }) => value);
    const ids = new Set(named.flatMap((value) => value.match(/<[^<>\s]+>/g) ?? []));
    const before =
      ids.size > 0 && [...messages.values()].find((one) => one.subject === subject && ids.has(headerOf(one, 'message-id') ?? ''));
    return before ? before.conversationId : `AAQk${randomBytes(24).toString('base64url')}`;
  };

  return {
    now: () => now,
    find,
    /** The newest first. */
    list: (subject: string, folder: Folder): StoredMessage[] => ofFolder(subject, folder).reverse(),
    /** What happened in a folder after a number, the oldest first. */
    since(subject: string, folder: Folder, from: number): Change[] {
      const happened: { at: number; change: Change }[] = [];
      for (const message of ofFolder(subject, folder))
        if (message.changedAt > from)
          happened.push({ at: message.changedAt, change: { kind: message.cameAt > from ? 'created' : 'updated', message } });
      for (const one of gone)
        if (one.subject === subject && one.folder === folder && one.at > from)
          happened.push({ at: one.at, change: { kind: 'deleted', id: one.id } });
      return happened.sort((one, other) => one.at - other.at).map(({ change }) => change);
    },
    add({ subject }: SandboxAccount, raw: Uint8Array, folder: Folder): StoredMessage {
      const headers = headersOf(raw);
      const message = {
        id: `AAkALg${randomBytes(48).toString('base64url')}=`,
        ...{ subject, folder, cameAt: ++now, changedAt: now, receivedAt: clock.now(), isRead: false, headers, raw },
        conversationId: conversationOf(subject, headers),
      };
      messages.set(message.id, message);
      const oldest = messages.size > keptMessages ? messages.keys().next().value : undefined;
      if (oldest !== undefined) messages.delete(oldest);
      return message;
    },
    /** Moves a message, marks it as read, or removes it for good. False when there is none. */
    change({ subject }: SandboxAccount, id: string, to: Folder | 'read' | 'removed'): boolean {
      const message = find(subject, id);
      if (!message) return false;
      messages.delete(id);
      if (to === 'read') messages.set(id, { ...message, isRead: true, changedAt: ++now });
      else leave(message);
      if (to !== 'read' && to !== 'removed') messages.set(id, { ...message, folder: to, cameAt: ++now, changedAt: now });
      return true;
    },
  };
}
