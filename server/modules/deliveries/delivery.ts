import type { FailureCode } from '../../providers/failure.ts';

/** The closed set of states. `accepted` is all that a provider says; nothing later is known on this path. */
export type DeliveryState = 'planned' | 'sending' | 'accepted' | 'failed' | 'skipped' | 'uncertain';

/** Why a delivery was not accepted. Pages turn it into sentences. */
export type Reason = FailureCode | 'suppressed' | 'not_offered' | 'recipient_removed' | 'interrupted';

/** What came of one delivery in one confirmation. */
export interface Settled {
  state: 'accepted' | 'failed' | 'skipped' | 'uncertain' | 'planned';
  reason: Reason | null;
}

/** Seconds after which a delivery whose process vanished counts as uncertain: longer than the longest call can take. */
export const leaseSeconds = 120;
/** Seconds that one confirmation may spend waiting for a provider that said “later”. */
export const longestWaitSeconds = 20;
export const mostAttempts = 3;
