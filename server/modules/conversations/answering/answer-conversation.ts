import { emailKey } from '../../../../shared/email-address.ts';
import { normaliseBody } from '../../../../shared/body-text.ts';
import type { Member } from '../../../platform/api.ts';
import { patiently, type Tx } from '../../../platform/database.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { faultOf } from '../../../platform/last-resort.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { OpenMailbox } from '../../../providers/capabilities.ts';
import { ProviderFailure } from '../../../providers/failure.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import {
  claimAnswer,
  endAnswer,
  handOverMessage,
  type ClaimedAnswer,
  type HandedOverOutcome,
  type TeamMailSender,
  type TeamMessage,
} from '../../deliveries/index.ts';
import { addUses, mailboxesOf, parkMailbox, setAccepted } from '../../mailboxes/index.ts';
import { sentMessages } from '../../outreach/index.ts';
import { renderSignature } from '../../templates/index.ts';
import { holdEnd } from '../../workspaces/index.ts';
import { htmlOfText, subjectOfAnswer, threadOf, whyNotAnswer } from '../conversation.ts';
import { lockConversation, messagesOf, noteAnswer, type ConversationRow, type MessageRow } from '../store.ts';
import { standingOf, type Answerable } from './standing-of.ts';
import { whyFailed } from './why-failed.ts';

/** By what answers leave; `app.ts` makes it. */
export interface AnswerNeeds {
  sender: TeamMailSender;
  open(workspaceId: string, mailboxId: string): Promise<OpenMailbox>;
}

interface Claimed {
  claim: ClaimedAnswer;
  message: TeamMessage;
  providerThreadId: string | null;
}

/**
 * Answers somebody from the mailbox that they wrote to, in its thread. The same answer a second time leaves nothing twice: it is tried again only where it
 * surely never left. What went wrong stands beside the answer; it is no refusal, because the words are kept.
 * @throws Refusal where nothing can be answered, before anything is kept
 */
export async function answerConversation(
  tools: Tools,
  { sender, open }: AnswerNeeds,
  { actor, member }: { actor: Actor; member: Member },
  asked: { id: string; messageId: string; to: string; text: string },
): Promise<MessageRow> {
  const { workspaceId } = member;
  const text = normaliseBody(asked.text).trim();
  if (text === '') throw new Refusal('invalid', 'answer_empty', 'Write something first. Nothing was sent.');
  const claimed = await tools.database.inWorkspace(workspaceId, (tx) => claim(tools, tx, { actor, member }, { ...asked, text }));
  if (claimed) await settle(tools, workspaceId, claimed, await handOver(tools, { sender, open }, workspaceId, claimed));
  const messages = await tools.database.inWorkspace(workspaceId, (tx) => messagesOf(tx, workspaceId, asked.id));
  const message = messages.find(({ id, direction }) => id === asked.messageId && direction === 'out');
  if (!message) throw notFound('message');
  return message;
}

/** Transaction A: decides at this moment whether the answer may leave, and claims it; nothing where it was claimed before. */
async function claim(
  tools: Tools,
  tx: Tx,
  { actor, member }: { actor: Actor; member: Member },
  { id, messageId, to: meant, text }: { id: string; messageId: string; to: string; text: string },
): Promise<Claimed | undefined> {
  const { workspaceId, userId } = member;
  if (await holdEnd(tx, workspaceId))
    throw new Refusal(
      'refused',
      'workspace_ends',
      'This workspace is being deleted, so nothing is sent from it. An owner can keep it first.',
    );
  const conversation = await lockConversation(tx, workspaceId, id);
  if (!conversation) throw notFound('conversation');
  const standing = await standingOf(tools, tx, workspaceId, conversation);
  // Whoever presses twice is told how the first press went, also where nothing more may leave by now.
  const known = standing.messages.find((one) => one.id === messageId);
  if (known && (known.direction !== 'out' || known.state !== 'failed')) {
    if (known.text === text) return undefined;
    throw new Refusal(
      'conflict',
      'answer_left',
      'Your first words are on their way or have left. Send what you changed as another answer.',
    );
  }
  const why = whyNotAnswer(standing, tools.clock.now());
  const { mailbox, to } = standing;
  if (why || !mailbox) throw new Refusal('refused', why?.code ?? 'mailbox_gone', why?.sentence ?? '');
  if (emailKey(meant) !== to.emailKey)
    throw new Refusal('conflict', 'wrote_meanwhile', 'Somebody else wrote meanwhile. Look who is answered now. Nothing was sent.');
  const claimed = await claimAnswer(tools, tx, workspaceId, {
    ...{ conversationId: id, id: messageId, mailboxId: mailbox.id, emailKey: to.emailKey, text, writtenBy: userId },
    ...{ fromEmail: mailbox.address, fromName: mailbox.name, toEmail: to.email, subject: subjectOfAnswer(standing.subject) },
  });
  if (!claimed) return undefined;
  await addUses(tx, { workspaceId, mailboxId: mailbox.id }, claimed.claimedAt, 1);
  await noteAnswer(tx, workspaceId, id, { at: claimed.claimedAt });
  const message = written(claimed, { ...standing, mailbox }, await threadSoFar(tx, workspaceId, conversation, standing));
  const subject = { kind: 'conversation', id } as const;
  await recordEntry(
    tools,
    tx,
    { workspaceId, actor },
    { action: 'conversation.answered', subject, details: { again: known !== undefined } },
  );
  return { claim: claimed, message, providerThreadId: conversation.providerThreadId };
}

/** The Message-IDs of everything that was written before, the last one that somebody wrote themselves last. */
async function threadSoFar(tx: Tx, workspaceId: string, conversation: ConversationRow, { messages }: Answerable): Promise<string[]> {
  const { campaignId, enrolmentId } = conversation;
  const sent = campaignId === null || enrolmentId === null ? [] : await sentMessages(tx, workspaceId, { campaignId, enrolmentId });
  const left = messages.filter(({ direction, state }) => direction === 'in' || state === 'accepted' || state === 'uncertain');
  const answered = left.findLast(({ direction }) => direction === 'in');
  const others = [...sent, ...left.filter((one) => one !== answered)];
  return threadOf([...others, ...(answered ? [answered] : [])].map(({ messageId }) => messageId));
}

function written(claimed: ClaimedAnswer, { mailbox, to }: Answerable & { mailbox: { signature: string } }, thread: string[]): TeamMessage {
  const signature = renderSignature(mailbox.signature);
  const inReplyTo = thread.at(-1);
  return {
    from: { name: claimed.fromName, address: claimed.fromEmail },
    to: { name: to.name, address: to.email },
    subject: claimed.subject,
    html: [htmlOfText(claimed.text), signature.html].filter(Boolean).join('\n'),
    text: [claimed.text, signature.text].filter(Boolean).join('\n\n'),
    messageId: claimed.messageId,
    date: claimed.claimedAt,
    ...(inReplyTo === undefined ? {} : { inReplyTo, references: thread }),
  };
}

async function handOver(tools: Tools, needs: AnswerNeeds, workspaceId: string, claimed: Claimed): Promise<HandedOverOutcome> {
  const { claim: one, message, providerThreadId } = claimed;
  let mailbox: OpenMailbox;
  try {
    mailbox = await needs.open(workspaceId, one.mailboxId);
  } catch (error) {
    if (error instanceof ProviderFailure) return { state: 'planned', failure: error };
    tools.log.error('mailbox_not_opened', faultOf(error));
    return { state: 'planned', failure: new ProviderFailure('retry_now', 'unreachable', 'The mailbox could not be opened.') };
  }
  return handOverMessage(tools, needs.sender, mailbox, { message, providerThreadId, leaseEndsAt: one.leaseEndsAt });
}

const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);

/** Transaction B, only under the fence of the claim. What was surely not handed over failed and waits for a member; what may be tried again as it is gives its place in the mailbox’s budget back. */
async function settle(tools: Tools, workspaceId: string, { claim: one }: Claimed, outcome: HandedOverOutcome): Promise<void> {
  await patiently(tools.clock, () =>
    tools.database.inWorkspace(workspaceId, async (tx) => {
      const isAccepted = outcome.state === 'accepted';
      const settled = await endAnswer(tx, workspaceId, one, {
        state: outcome.state === 'planned' ? 'failed' : outcome.state,
        errorDetails: isAccepted ? null : whyFailed(outcome.failure),
        providerMessageId: isAccepted ? outcome.providerMessageId : null,
        messageId: isAccepted ? outcome.messageId : null,
      });
      if (!settled) return;
      const of = { workspaceId, mailboxId: one.mailboxId };
      if (isAccepted) {
        await noteAnswer(tx, workspaceId, one.conversationId, { providerThreadId: outcome.providerThreadId });
        await setAccepted(tx, workspaceId, [one.mailboxId], tools.clock.now());
      } else {
        const { verdict, code, message, retryAfterSeconds = 3600 } = outcome.failure;
        // The mailbox may have been disconnected meanwhile; then nothing of it is counted.
        const [mailbox] = await mailboxesOf(tx, workspaceId, [one.mailboxId]);
        if (!mailbox) return;
        if (outcome.state === 'planned') await addUses(tx, of, one.claimedAt, -1);
        if (verdict === 'reconnect') await parkMailbox(tools, tx, of, { because: 'reconnect', until: null, error: message });
        else if (code === 'daily_quota')
          await parkMailbox(tools, tx, of, { because: 'limit', until: later(tools.clock.now(), retryAfterSeconds), error: message });
      }
    }),
  );
}
