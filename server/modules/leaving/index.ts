export { leavingPages, type LeavingNeeds } from './pages.ts';
export { unsubscribeUrlOf } from './unsubscribe-url.ts';
