export { mailRequestAnswerJob } from './answer-request.ts';
export type { CarryOut } from './carry-out-request.ts';
export { remindOfRequestsJob, mailRequestReminderJob } from './remind-of-requests.ts';
export { dueAt, type RequestKind } from './request.ts';
export { openRequest, requestsOf } from './file-request.ts';
export { mailRequestLinkJob } from './mail-request-link.ts';
export { contactPages } from './pages.ts';
export { requestRoutes } from './routes.ts';
