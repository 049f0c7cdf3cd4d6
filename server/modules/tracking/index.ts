export { trackedPages } from './pages.ts';
export { createTracker } from './track-message.ts';
export { createHitBook, type HitBook } from './write-hits.ts';
export { trackingRoutes } from './routes.ts';
export { removeTrackingJob } from './remove-tracking.ts';
export { createLeaveLooks } from './note-leave-look.ts';
export { judgeAgainJob, judgeHitsJob } from './judging/judge-hits.ts';
export { answersClicks } from './answer-early.ts';
export { createFollowing, type Following } from './follow-link.ts';
