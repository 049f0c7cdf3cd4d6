import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../../shared/contract/index.ts';

type Outputs = InferContractRouterOutputs<typeof contract>['campaigns'];

/** Everything that is counted of a campaign, by each of its properties. */
export type Statistics = Outputs['statistics'];
/** What is counted of one way of sending. */
export type WayCounts = Statistics['channels'][number];
/** What is counted of one recipient, and what supporters say came back. */
export type RecipientCount = Outputs['recipientCounts']['recipients'][number];
/** A table that can be had as a file. */
export type ExportedTable = InferContractRouterInputs<typeof contract>['campaigns']['exportCounts']['what'];
