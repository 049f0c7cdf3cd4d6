export type { Actor, Entry, Origin } from './audit-entry.ts';
export { recordEntry } from './record-entry.ts';
export { verifyChain, type Verification } from './verify-chain.ts';
export { auditRoutes } from './routes.ts';
export { chains } from './store.ts';
