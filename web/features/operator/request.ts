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
  consent: { title: 'Takes back a consent', right: 'Withdrawal of consent, Article 7(3) GDPR' },
  know: { title: 'Wants to know what is kept', right: 'Right to know, California Civil Code 1798.110' },
  delete: { title: 'Wants to be deleted', right: 'Right to delete, California Civil Code 1798.105' },
  correct: { title: 'Wants something corrected', right: 'Right to correct, California Civil Code 1798.106' },
  no_sale: { title: 'Wants no sale or sharing', right: 'No sale or sharing, California Civil Code 1798.120' },
  limit: { title: 'Wants use to be limited', right: 'Right to limit, California Civil Code 1798.121' },
  question: { title: 'Asks a question', right: 'No right is named' },
};

interface Deed {
  what: string;
  button: string;
  cannotBeUndone?: true;
}
const link: Deed = {
  what: 'Mails them the link behind which everything about their address can be seen and taken along.',
  button: 'Mail the link',
};
const erase: Deed = {
  what: 'Deletes what is kept about their address in every workspace, and remembers a code of it so that nobody brings them back.',
  button: 'Delete it all',
  cannotBeUndone: true,
};
const stop: Deed = { what: 'From now on nobody on this copy can write to their address.', button: 'Stop all letters' };

/** What the product does itself for a request. The rest is for a person to do. */
export const deeds: Partial<Record<Request['kind'], Deed>> = {
  access: link,
  know: link,
  portability: link,
  erasure: erase,
  delete: erase,
  objection: stop,
  no_sale: stop,
  limit: stop,
  restriction: {
    what: 'Their address stays where it stands, and nobody here writes to it until they end the pause.',
    button: 'Pause the use',
  },
  consent: {
    what: 'Gives back what they allowed at Google or Microsoft, and deletes letters that they had begun and not sent.',
    button: 'End their consents',
    cannotBeUndone: true,
  },
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
