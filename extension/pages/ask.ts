import type { Campaign, FromPages, Listed, ReadAnswer, SelfTest, State, ToGmail } from '../messages.ts';
import { gmailOrigin } from '../messages.ts';

/** What pages of the extension ask the worker, and the script in Gmail’s pages. */

interface Replies {
  state: State;
  pair: { ok: boolean; sentence: string };
  disconnect: unknown;
  send: unknown;
  wake: unknown;
}

export const askWorker = <Kind extends keyof Replies>(message: Extract<FromPages, { kind: Kind }>): Promise<Replies[Kind]> =>
  chrome.runtime.sendMessage(message) as Promise<Replies[Kind]>;

type Answered = { kind: 'done'; body: unknown } | { kind: string; sentence: string };

export async function askCampaigns(): Promise<Campaign[]> {
  const answer = (await chrome.runtime.sendMessage({ kind: 'campaigns' })) as Answered;
  return 'body' in answer ? (answer.body as { campaigns: Campaign[] }).campaigns : [];
}

export async function askTags(): Promise<string[]> {
  const answer = (await chrome.runtime.sendMessage({ kind: 'tags' })) as Answered;
  return 'body' in answer ? (answer.body as { tags: string[] }).tags : [];
}

interface GmailReplies {
  list: Listed;
  outline: unknown;
  read: ReadAnswer;
  insert: { ok: boolean };
  self_test: SelfTest;
}

export interface GmailTab {
  id: number;
  active: boolean;
}

/** The tabs with Gmail; no other tab is known here. */
export async function gmailTabs(): Promise<GmailTab[]> {
  const tabs = await chrome.tabs.query({ url: `${gmailOrigin}/*` });
  return tabs.flatMap(({ id, active }) => (id === undefined ? [] : [{ id, active }]));
}

/** Asks the script in one tab; nothing where that tab was open before the extension was there. */
export async function askGmail<Kind extends ToGmail['kind']>(
  tabId: number,
  message: Extract<ToGmail, { kind: Kind }>,
): Promise<GmailReplies[Kind] | undefined> {
  try {
    return (await chrome.tabs.sendMessage(tabId, message)) as GmailReplies[Kind];
  } catch {
    return undefined;
  }
}
