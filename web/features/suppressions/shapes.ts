import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../shared/contract/index.ts';

/** An address that nothing is sent to, with the reason and until when. */
export type Suppression = InferContractRouterOutputs<typeof contract>['suppressions']['list']['suppressions'][number];
/** Why nothing is sent to an address. */
export type Reason = Suppression['reason'];

/** Reasons as they are said. */
export const reasons: Record<Reason, string> = {
  asked: 'Asked not to be written to',
  complaint: 'Complained',
  bounce: 'The address does not exist',
  member: 'A member decided it',
};
