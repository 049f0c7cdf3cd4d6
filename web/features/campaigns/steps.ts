import type { CampaignState } from './shapes.ts';

/** A change of state that a person can ask for. */
export type Step = 'publish' | 'pause' | 'resume' | 'close';

/** Which steps lead on from each state; the first is the one that is offered at once. */
export const steps: Record<CampaignState, readonly Step[]> = {
  draft: ['publish'],
  published: ['pause', 'close'],
  paused: ['resume', 'close'],
  closed: [],
};

/** Steps as buttons say them. */
export const stepLabels: Record<Step, string> = { publish: 'Publish', pause: 'Pause', resume: 'Publish again', close: 'Close for good' };
