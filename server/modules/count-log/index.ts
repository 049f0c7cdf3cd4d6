export { appendReceipt } from './append-receipt.ts';
export { headOf, proveGrowth, proveReceipt } from './prove-count.ts';
