import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../shared/contract/index.ts';

type Outputs = InferContractRouterOutputs<typeof contract>['campaigns'];
type Inputs = InferContractRouterInputs<typeof contract>['campaigns'];

/** A campaign as its page knows it. */
export type Campaign = Outputs['show'];
/** A campaign as the list knows it: without its text. */
export type ListedCampaign = Outputs['list']['campaigns'][number];
/** Where a campaign is in its life. */
export type CampaignState = Campaign['state'];
/** What stands in the way of publishing. */
export type CampaignProblem = Campaign['problems'][number];
/** What is known about the letters of a campaign. */
export type Counts = Campaign['counts'];
/** Someone a campaign's letters are for. */
export type Recipient = Outputs['recipients']['recipients'][number];
/** The letter as one recipient will read it. */
export type Preview = Outputs['preview'];
/** What an import did, or would do. */
export type ImportResult = Outputs['importRecipients'];
/** Counts of one day. */
export type DayCounts = Outputs['statistics']['days'][number];
/** A delivery with its reason. */
export type Delivery = Outputs['deliveries']['deliveries'][number];
/** States of a delivery that can be asked for. */
export type DeliveryOutcome = NonNullable<Inputs['deliveries']['state']>;
/** One message in one language: its subjects, and its body with alternatives. */
export type Wording = Campaign['wordings'][number];
/** What happens to a recipient of whom something is true. */
export type Rule = Campaign['rules'][number];
/** How recipients are chosen for a supporter. */
export type Choice = Campaign['choice'];
/** What a supporter may change in the letter. */
export type Editing = Campaign['editing'];

/** The four parts of a campaign's life, in order. */
export const campaignStates = ['draft', 'published', 'paused', 'closed'] as const satisfies readonly CampaignState[];
