export { leavingPages, type LeavingNeeds } from './pages.ts';
export { leavePath, unsubscribeUrlOf } from './unsubscribe-url.ts';
export { readTicket } from './ticket.ts';
