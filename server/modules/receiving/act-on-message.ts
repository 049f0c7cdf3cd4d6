import { patiently, type Tx } from '../../platform/database.ts';
import { earlier } from '../../platform/period.ts';
import type { Tools } from '../../platform/tools.ts';
import { conversationOfAnswer, keepReply } from '../conversations/index.ts';
import {
  guardCampaign,
  isNoted,
  noteReturn,
  settleUncertain,
  softBouncesTo,
  stopForCompany,
  type Returned,
  type SentMessage,
} from '../outreach/index.ts';
import { suppressAddress } from '../suppressions/index.ts';
import { classifyMessage, type Classified } from './classifying/classify-message.ts';
import type { ReadMessage } from './classifying/read-message.ts';
import type { Concerning, Ours } from './find-ours.ts';
import { findReported } from './find-reported.ts';
import { keyOf } from './key-of.ts';

const actor = { kind: 'job' } as const;

/** After so many messages in a row that came back for now, an address counts as no good. */
const mostSoftBounces = 3;
const softBounceDays = 90;

interface Came {
  workspaceId: string;
  mailboxId: string;
  concerning: Concerning;
  message: ReadMessage;
  /** It is too large to be read, and surely answers a message of ours: nothing but its head is known. */
  isHeadAlone?: true;
}

/**
 * Does what follows from a message that came to a mailbox, once, however often it is read: an answer ends the messages to its writer and opens a
 * conversation, an absence lets them wait, a bounce or a complaint ends them. Of a message that turns out not to be ours nothing is kept.
 * @returns whether anything followed from it
 */
export async function actOnMessage(tools: Tools, came: Came): Promise<boolean> {
  const { workspaceId, mailboxId, concerning } = came;
  const { head } = concerning;
  const classified = classifiedOf(came);
  const now = tools.clock.now();
  if ('originalMessageIds' in classified && (await followAnswer(tools, came, classified))) return true;
  const ours = await tools.database.inWorkspace(workspaceId, (tx) => whose(tx, came, classified, now));
  if (!ours) return false;
  const returned = returnedOf(classified, ours);
  if (!returned) return false;
  const { sent, by } = ours;
  const { campaignId, enrolmentId, step } = sent;
  const providerMessageId = numberOf(came);
  // What was acted upon before is not acted upon again: a member may have released the address since.
  if (await tools.database.inWorkspace(workspaceId, (tx) => isNoted(tx, workspaceId, sent, { mailboxId, providerMessageId }))) return false;
  // Whatever comes back for a message shows that it left.
  if (sent.state === 'uncertain' && by !== 'address')
    await settleUncertain(tools, actor, workspaceId, { campaignId, enrolmentId, step, became: 'accepted' });
  await suppressFor(tools, came, ours, returned);
  return patiently(tools.clock, () =>
    tools.database.inWorkspace(workspaceId, async (tx) => {
      const { receivedAt: cameAt } = head;
      const isNew = await noteReturn(
        tools,
        tx,
        { workspaceId, sent },
        { ...returned, matchedBy: by, mailboxId, providerMessageId, cameAt },
      );
      if (!isNew) return false;
      const { kind } = returned;
      if (kind === 'reply' || kind === 'leave' || kind === 'auto_reply')
        await keep(tools, tx, { ...came, sent, kind: kind === 'auto_reply' ? kind : 'reply' });
      if ((kind === 'reply' || kind === 'leave') && sent.stopForCompany) await stopForCompany(tools, tx, { workspaceId, ...sent });
      if (kind === 'bounce' || kind === 'complaint') await guardCampaign(tools, tx, { workspaceId, campaignId });
      return true;
    }),
  );
}

/** Of a head alone no more can be said than that somebody answered, unless its subject is their wish to leave. */
function classifiedOf({ message, concerning, isHeadAlone }: Came): Classified {
  if (!isHeadAlone) return classifyMessage(message, concerning.head.receivedAt);
  const classified = classifyMessage({ ...message, text: '' }, concerning.head.receivedAt);
  return classified.kind === 'reply' ? classified : { kind: 'reply', asksToLeave: false };
}

/** By what a message is known again: a mail server that numbers its folder anew gives the same message another number. */
const numberOf = ({ message, concerning: { head } }: Came): string =>
  message.messageId === undefined ? head.providerMessageId : `${message.messageId} ${head.receivedAt.toISOString()}`;

/** The message of ours that it belongs to. */
async function whose(
  tx: Tx,
  { workspaceId, mailboxId, concerning: { ours }, message }: Came,
  classified: Classified,
  now: Date,
): Promise<Ours | undefined> {
  if (classified.kind === 'reply' || classified.kind === 'auto_reply') return ours;
  return findReported(tx, { workspaceId, mailboxId, now }, { classified, message, ours });
}

type Followed = Pick<Returned, 'kind' | 'severity' | 'statusCode' | 'backOn' | 'leftForGood'>;
const plain = { severity: null, statusCode: null, backOn: null, leftForGood: false };

function returnedOf(classified: Classified, { sent }: Ours): Followed | undefined {
  switch (classified.kind) {
    case 'reply':
      return { ...plain, kind: classified.asksToLeave ? 'leave' : 'reply' };
    case 'auto_reply':
      return { ...plain, kind: 'auto_reply', backOn: classified.backOn ?? null, leftForGood: classified.leftForGood };
    case 'bounce': {
      // A report on several addresses is about ours; where ours is not named, it was forwarded to one that is.
      const failed = classified.failed.find(({ email }) => keyOf(email) === sent.emailKey) ?? classified.failed[0];
      return { ...plain, kind: 'bounce', severity: failed?.severity ?? 'soft', statusCode: failed?.status ?? null };
    }
    case 'delayed':
    case 'complaint':
      return { ...plain, kind: classified.kind };
    case 'other':
      return undefined;
  }
}

/**
 * Before anything else: whoever asked to be left alone, complained, or cannot be reached is not written to again from this workspace. What is only
 * guessed to be about an address, and so may be forged, suppresses nobody; unless its person asked.
 */
async function suppressFor(tools: Tools, { workspaceId, message }: Came, { sent, by }: Ours, { kind, severity }: Followed): Promise<void> {
  const suppress = (reason: 'asked' | 'complaint' | 'bounce', email = sent.email) =>
    suppressAddress(tools, actor, { workspaceId, email, reason, userId: null });
  if (kind === 'leave') {
    await suppress('asked');
    const writtenFrom = keyOf(message.from?.email);
    // Whoever answers from another address of theirs means themselves, at whichever address they are reached.
    if (writtenFrom !== undefined && writtenFrom !== sent.emailKey) await suppress('asked', message.from?.email);
  } else if (by === 'address') return;
  else if (kind === 'complaint') await suppress('complaint');
  else if (kind === 'bounce' && severity === 'hard') await suppress('bounce');
  else if (kind === 'bounce' && severity === 'soft') {
    const since = earlier(tools.clock.now(), { days: softBounceDays });
    const before = await tools.database.inWorkspace(workspaceId, (tx) => softBouncesTo(tx, workspaceId, { beside: sent, since }));
    if (before + 1 >= mostSoftBounces) await suppress('bounce');
  }
}

/**
 * What came back for an answer of a member, and not for a message of the campaign, stands beside it in the conversation, for them to read, and is no fault
 * of the campaign. Whoever complained of it, or cannot be reached for good, is suppressed all the same.
 */
async function followAnswer(
  tools: Tools,
  { workspaceId, concerning, message }: Came,
  classified: Extract<Classified, { originalMessageIds: string[] }>,
): Promise<boolean> {
  const answered = await tools.database.inWorkspace(workspaceId, (tx) =>
    conversationOfAnswer(tx, workspaceId, classified.originalMessageIds),
  );
  if (!answered) return false;
  const isGone =
    classified.kind === 'bounce' &&
    classified.failed.some(({ email, severity }) => severity === 'hard' && keyOf(email) === answered.emailKey);
  if (isGone || classified.kind === 'complaint') {
    const reason = isGone ? 'bounce' : 'complaint';
    await suppressAddress(tools, actor, { workspaceId, email: answered.email, reason, userId: null });
  }
  await tools.database.inWorkspace(workspaceId, (tx) =>
    keepReply(tools, tx, answered, { ...writtenIn(concerning, message, answered.email), kind: 'auto_reply' }),
  );
  return true;
}

async function keep(tools: Tools, tx: Tx, answer: Came & { sent: SentMessage; kind: 'reply' | 'auto_reply' }) {
  const { workspaceId, mailboxId, concerning, message, sent, kind } = answer;
  const { campaignId, enrolmentId, contactId, email, emailKey, providerThreadId, subject } = sent;
  await keepReply(
    tools,
    tx,
    {
      ...{ workspaceId, mailboxId, campaignId, enrolmentId, contactId, email, emailKey },
      name: message.from?.name ?? '',
      subject: subject === '' ? message.subject : subject,
      providerThreadId: providerThreadId ?? concerning.head.providerThreadId ?? null,
    },
    { ...writtenIn(concerning, message, email), kind },
  );
}

/** What a message says, as a conversation keeps it; `email` is whom it is taken to be from where it does not say. */
function writtenIn({ head }: Concerning, message: ReadMessage, email: string) {
  return {
    fromEmail: message.from?.email ?? email,
    fromName: message.from?.name ?? '',
    toEmail: message.to[0] ?? '',
    subject: message.subject,
    text: message.text,
    attachments: message.attachments.map(({ name, bytes }) => ({ name, bytes })),
    messageId: message.messageId ?? null,
    providerMessageId: head.providerMessageId,
    at: head.receivedAt,
  };
}
