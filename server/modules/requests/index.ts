export { mailRequestAnswerJob } from './answer-request.ts';
export { dueAt } from './request.ts';
export { openRequest, requestsOf } from './file-request.ts';
export { mailRequestLinkJob } from './mail-request-link.ts';
export { contactPages } from './pages.ts';
export { requestRoutes } from './routes.ts';
