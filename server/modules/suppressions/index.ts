export { findSuppressed, findSuppressedEverywhere } from './find-suppressed.ts';
export { suppressionRoutes } from './routes.ts';
export { extendSuppressionOf as extendSuppression, hashesOf as suppressionHashes, suppressAddress } from './suppress-address.ts';
