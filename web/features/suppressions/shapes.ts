import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../shared/contract/index.ts';

/** An address that nothing is sent to, with the reason and until when. */
export type Suppression = InferContractRouterOutputs<typeof contract>['suppressions']['list']['suppressions'][number];
/** Why nothing is sent to an address. */
export type Reason = Suppression['reason'];

/** Why a member puts an address on the list; a pause is the person’s own to make and to end. */
export type GivenReason = Exclude<Reason, 'restricted'>;
export const givenReasons = ['asked', 'complaint', 'bounce', 'member'] as const satisfies readonly GivenReason[];

/** Reasons as they are said. */
export const reasons: Record<Reason, string> = {
  asked: 'Asked not to be written to',
  complaint: 'Complained',
  bounce: 'The address does not exist',
  member: 'A member decided it',
  restricted: 'Paused by the person',
};
