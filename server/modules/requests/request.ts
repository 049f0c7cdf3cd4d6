import type { z } from 'zod';
import { periodOf } from '../../../privacy/promises.ts';
import { terms } from '../../../privacy/terms.ts';
import type { requestKind } from '../../../shared/contract/requests.ts';
import { installationId } from '../../platform/ids.ts';
import { earlier, later } from '../../platform/period.ts';

/** What a person asks for: a right of the GDPR (Art. 7(3) and 15 to 21), a right of California’s law (CCPA, Civil Code 1798.105 to 121), or a question. */
export type RequestKind = z.output<typeof requestKind>;
/** `unverified`: nobody has shown yet that the address is theirs; nobody is shown such a request. */
export type RequestState = 'unverified' | 'open' | 'answered' | 'refused';

const toConfirm = { hours: 48 };
/** "Within one month of receipt" (GDPR Art. 12(3)); thirty days are never more. California gives 45 days (Civil Code 1798.130(a)(2)). */
const toAnswer = terms.answerWithin;
const toAnswerInCalifornia = terms.answerInCaliforniaWithin;
/** The rights that California’s law gives. */
export const californian = ['know', 'delete', 'correct', 'no_sale', 'limit'] as const satisfies readonly RequestKind[];
const timeFor = (kind: RequestKind) => ((californian as readonly string[]).includes(kind) ? toAnswerInCalifornia : toAnswer);
const afterAnswer = { months: 6 };

/** When a request that nobody confirms is gone. */
export const endUnconfirmed = (receivedAt: Date) => later(receivedAt, toConfirm);
/** The day by which an answer is due, counted from when it came and not from when it was confirmed. */
export const dueAt = ({ kind, receivedAt }: { kind: RequestKind; receivedAt: Date }) => later(receivedAt, timeFor(kind));
/** In how many days a request of this kind is answered. */
export const daysFor = (kind: RequestKind) => timeFor(kind).days;
/** What came before this is overdue: by the law of California, and by the other. */
export const overdueBefore = (now: Date) => ({ californian: earlier(now, toAnswerInCalifornia), other: earlier(now, toAnswer) });
/** When an open request is gone in any case, as the register says. */
export const endOpen = (receivedAt: Date) => later(receivedAt, periodOf('privacy_requests'));
/** When an answered request is gone: half a year after the answer, and never later than an open one would be. */
export function endAnswered(receivedAt: Date, answeredAt: Date): Date {
  return new Date(Math.min(later(answeredAt, afterAnswer).getTime(), endOpen(receivedAt).getTime()));
}

export const placeOf = (id: string, column: 'address_sealed' | 'message_sealed' | 'answer_sealed') => ({
  workspaceId: installationId,
  table: 'privacy_requests',
  rowId: id,
  column,
});

/** The kinds in the words of the form, the most asked first. */
export const kindsInWords: Readonly<Record<RequestKind, string>> = {
  question: 'A question, or something else',
  access: 'See what is kept about me',
  rectification: 'Have something corrected',
  erasure: 'Have what is kept about me deleted',
  objection: 'Object to the use of my data, or receive no more letters',
  restriction: 'Have the use of my data paused',
  portability: 'Take my data with me',
  consent: 'Take back a consent that I gave',
  know: 'Know what is kept about me',
  delete: 'Have it deleted',
  correct: 'Have it corrected',
  no_sale: 'No sale or sharing of my data',
  limit: 'Limit the use of sensitive data',
};
