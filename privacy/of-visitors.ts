import type { DataPromise } from './promise.ts';

/** What is kept about everybody who visits. */
export const keptOfVisitors: readonly DataPromise[] = [
  {
    key: 'rate_windows',
    ids: ['A18', 'A22', 'C18'],
    group: 'server',
    title: 'Rate limits',
    sentence: 'To slow down abuse, a keyed hash of your IP address is counted for {limit} at most.',
    whose: 'Everybody who visits',
    what: 'A keyed hash of an IP address or of an account, with a count',
    why: 'To keep guessers and floods away',
    legalBasis: 'Legitimate interest in security (GDPR Art. 6(1)(f))',
    holdings: [
      { table: 'rate_windows', columns: ['key_hash'], end: { kind: 'at', column: 'ends_at', period: { hours: 24 } }, then: 'delete' },
    ],
    stays: 'Nothing.',
    seenBy: [],
  },
];
