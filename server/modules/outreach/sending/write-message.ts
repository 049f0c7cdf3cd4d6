import type { TeamMessage } from '../../deliveries/index.ts';
import type { Mailbox } from '../../mailboxes/index.ts';
import { fillForRecipient } from '../fill-for-recipient.ts';
import type { Claim } from './claim-messages.ts';
import type { StepText } from './text-of-step.ts';
import type { Unsent } from './what-follows.ts';

/** A message as it leaves, with what the enrolment remembers of it. */
export interface Written {
  message: TeamMessage;
  opensThread: boolean;
  providerThreadId: string | null;
}

/** Whether a step goes on in the thread of an earlier one. */
export const followsInThread = ({ steps, step, due }: Pick<Claim, 'steps' | 'step' | 'due'>): boolean =>
  (steps.delays.get(step)?.sameThread ?? false) && due.messageId !== null && due.subject !== null;

/** Writes the message of a step to its recipient, with the values that were frozen at the launch. The same claim gives the same words each time. */
export function writeMessage(
  claim: Claim,
  { mailbox, text, unsubscribeUrl, now }: { mailbox: Mailbox; text: StepText | undefined; unsubscribeUrl: string; now: Date },
): Written | Unsent {
  const { due } = claim;
  if (!text) return { state: 'planned', reason: 'text_unusable', sentence: 'This step has no text for the variant of this recipient.' };
  const rendered = fillForRecipient(text, { ...due, language: claim.language }, unsubscribeUrl);
  if (!rendered.ok) {
    const [sentence = 'The text cannot be filled.'] = [...text.stops, ...rendered.problems.map((problem) => problem.sentence)];
    return { state: text.stops.length > 0 ? 'planned' : 'failed', reason: 'text_unusable', sentence };
  }
  const inThread = followsInThread(claim);
  const thread = inThread && due.messageId !== null ? { inReplyTo: due.messageId, references: [due.messageId] } : {};
  return {
    message: {
      from: { name: mailbox.name, address: mailbox.address },
      to: { name: nameOf(due.fields), address: due.email },
      subject: inThread ? answering(due.subject ?? '') : rendered.subject,
      html: rendered.html,
      text: rendered.text,
      messageId: claim.messageId,
      date: now,
      ...thread,
      unsubscribe: { url: unsubscribeUrl },
    },
    opensThread: !inThread,
    providerThreadId: inThread ? due.providerThreadId : null,
  };
}

/** The subject of an answer: one `Re:`, however many there were. */
export const answering = (subject: string): string => `Re: ${subject.replace(/^(\s*re\s*:\s*)+/i, '')}`;

const nameOf = (fields: Record<string, string>): string => [fields.first_name, fields.last_name].filter(Boolean).join(' ');
