export { doubtDeliveries } from './doubt-deliveries.ts';
export { emlFile } from './compose-draft.ts';
export type { DeliveryState, Reason, Settled } from './delivery.ts';
export { liftQuarantine } from './lift-quarantine.ts';
export { recoverDeliveriesJob, type Recovered } from './recover-deliveries.ts';
export { reserveCalls } from './reserve-calls.ts';
export { sendDelivery, type MailSender, type Outgoing, type Sending } from './send-delivery.ts';
export { deliveriesOfFlow, failPlanned, insertDeliveries, outcomesSince, replanFailed, type FlowDelivery } from './store.ts';
export { unfinishedDeliveries } from './unfinished-deliveries.ts';
