export { actionPages } from './action-pages.ts';
export { flowPages } from './flow-pages.ts';
export type { SupporterNeeds } from './flow-visits.ts';
export { recoverFlowsJob } from './recover-flows.ts';
export { countRecovered } from './send-letters.ts';
