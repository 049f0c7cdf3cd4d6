import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../../shared/contract/index.ts';

type Outputs = InferContractRouterOutputs<typeof contract>['partners'];

/** An organisation on whose site the action page stands. */
export type Partner = Outputs['list']['partners'][number];
/** One thing that the look at a partner's page found. */
export type Finding = Outputs['examine']['findings'][number];
