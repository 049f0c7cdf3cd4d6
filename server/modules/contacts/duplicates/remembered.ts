import type { Shared } from '../../suppressions/index.ts';
import type { Contact } from '../store.ts';
import type { Standing } from './store.ts';

/** A contact as a merge remembers it, with where it stood. */
export type Remembered = Contact & Standing;

export const remembered = (contact: Contact, standing: Standing): Remembered => ({ ...contact, ...standing });

/** The same out of the database, where a moment is text. */
export function recalled(kept: unknown): Remembered {
  const { createdAt, changedAt, verdictAt, ...rest } = kept as Record<string, unknown>;
  return {
    ...(rest as unknown as Remembered),
    createdAt: new Date(createdAt as string),
    changedAt: new Date(changedAt as string),
    verdictAt: verdictAt === null ? null : new Date(verdictAt as string),
  };
}

/** What a merge put on the list of addresses not to be written to, out of the database. */
export function recalledShares(kept: unknown): Shared[] {
  const { shared = [] } = kept as { shared?: { email: string; before: null | Record<'addedAt' | 'keepUntil', string> }[] };
  return shared.map(({ email, before }) => ({
    email,
    before: before && {
      ...(before as unknown as NonNullable<Shared['before']>),
      addedAt: new Date(before.addedAt),
      keepUntil: new Date(before.keepUntil),
    },
  }));
}
