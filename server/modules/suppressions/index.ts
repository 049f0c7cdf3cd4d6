export { findSuppressed } from './find-suppressed.ts';
export { suppressionRoutes } from './routes.ts';
export { suppressAddress } from './suppress-address.ts';
