export { countFileUses } from './attaching/count-uses.ts';
export { addCounts } from './counts/store.ts';
export type { Tracking } from './outreach.ts';
export { enrolmentRoutes } from './recipients/routes.ts';
export { sentMessages, type SentWords } from './recipients/sent-messages.ts';
export { comparingRoutes } from './comparing/routes.ts';
export { launchingRoutes } from './launching/routes.ts';
export { outreachRoutes } from './routes.ts';
export { takingRoutes } from './taking/routes.ts';
export { steerCampaignsJob } from './steering/steer-campaigns.ts';
export { guardCampaign } from './guarding/guard-campaign.ts';
export { followRefusalJob } from './guarding/follow-refusal.ts';
export { mailPausedOutreachJob } from './guarding/mail-paused-outreach.ts';
export { guardRoutes } from './guarding/routes.ts';
export { stopForCompany } from './stopping/stop-for-company.ts';
export { stopMessages } from './stopping/stop-messages.ts';
export { eraseEnrolments } from './held/erase-enrolments.ts';
export { enrolmentsUnder, type HeldEnrolment } from './held/store.ts';
export { noteLeave } from './returning/note-leave.ts';
export { noteReturn, type Returned } from './returning/note-return.ts';
export {
  acceptedAfter,
  isNoted,
  sentInThreads,
  sentToAddresses,
  sentUnderIds,
  softBouncesTo,
  takeUncertain,
  type SentMessage,
  type UncertainMessage,
} from './returning/store.ts';
export { createRunner, type Runner, type RunnerNeeds } from './sending/run-sending.ts';
export { whyNotSent } from './sending/foresight/why-not-sent.ts';
export { doubtTeamMail, recoverClaims, recoverClaimsJob } from './sending/recover-claims.ts';
export { settleUncertain } from './sending/settle-uncertain.ts';
export { simulateSending, type Ahead } from './sending/simulate-sending.ts';
export { createUses } from './sending/uses.ts';
