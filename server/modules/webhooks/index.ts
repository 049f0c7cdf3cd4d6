export type { NewEvent } from './event.ts';
export { mailEndedWebhookJob } from './mail-ended-webhook.ts';
export { noteEvents } from './note-events.ts';
export { webhookRoutes, type WebhookNeeds } from './routes.ts';
export { createTeller, type Teller } from './telling/run-telling.ts';
export { tellTotalsJob } from './totals/note-totals.ts';
