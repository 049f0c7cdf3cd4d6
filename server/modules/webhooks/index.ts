export { webhookRoutes, type WebhookNeeds } from './routes.ts';
export { tellTotalsJob } from './tell-totals.ts';
