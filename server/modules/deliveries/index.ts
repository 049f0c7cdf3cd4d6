export type { DeliveryState, Reason, Settled } from './delivery.ts';
export { recoverDeliveriesJob, type Recovered } from './recover-deliveries.ts';
export { sendDelivery, type MailSender, type Outgoing, type Sending } from './send-delivery.ts';
export { deliveriesOfFlow, failPlanned, insertDeliveries, replanFailed, type FlowDelivery } from './store.ts';
export { unfinishedDeliveries } from './unfinished-deliveries.ts';
