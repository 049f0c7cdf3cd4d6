import type { Api } from '../../api.ts';
import { plural } from '../../ui/numbers.ts';

/** What somebody asked about their data. */
export type Request = Awaited<ReturnType<Api['requests']['list']>>['requests'][number];
/** Where a request is: still to be answered, or closed in one of two ways. */
export type RequestState = Request['state'];

/** What is asked for, in words, with the article of the GDPR that gives the right. */
export const kinds: Record<Request['kind'], { title: string; right: string }> = {
  access: { title: 'Wants to know what is kept', right: 'Access, Article 15 GDPR' },
  rectification: { title: 'Wants something corrected', right: 'Rectification, Article 16 GDPR' },
  erasure: { title: 'Wants to be erased', right: 'Erasure, Article 17 GDPR' },
  restriction: { title: 'Wants use to be restricted', right: 'Restriction, Article 18 GDPR' },
  portability: { title: 'Wants their data to take along', right: 'Portability, Article 20 GDPR' },
  objection: { title: 'Objects', right: 'Objection, Article 21 GDPR' },
  question: { title: 'Asks a question', right: 'No right is named' },
};

const aDay = 86_400_000;

/** How much time is left until the day by which an open request is answered. */
export function timeLeft(dueAt: string, now: number): { late: boolean; words: string } {
  const left = Date.parse(dueAt) - now;
  const days = Math.floor(Math.abs(left) / aDay);
  if (left < 0) return { late: true, words: days === 0 ? 'Due today, and past' : `${plural(days, 'day')} late` };
  return { late: false, words: days === 0 ? 'Due within a day' : `${plural(days, 'day')} left` };
}

/** Overdue requests first, then in the order in which they are due; closed ones with the last answer first. */
export function sortRequests(requests: readonly Request[]): Request[] {
  const place = ({ state, dueAt, answeredAt }: Request) => (state === 'open' ? Date.parse(dueAt) : -Date.parse(answeredAt ?? dueAt));
  return requests.toSorted((one, other) => place(one) - place(other));
}
