export type { Actor, Entry, Origin } from './audit-entry.ts';
export { anchorsIn, type Anchor } from './anchor.ts';
export { anchorAuditJob, anchorChains } from './anchor-chains.ts';
export { chainFiles } from './chain-files.ts';
export { recordEntry } from './record-entry.ts';
export { findOrigin } from './store.ts';
export { verifyAllChains } from './verify-all-chains.ts';
export { verifyChain, type Verification } from './verify-chain.ts';
export { auditRoutes } from './routes.ts';
