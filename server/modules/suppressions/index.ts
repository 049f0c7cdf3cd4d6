export { findSuppressed, findSuppressedEverywhere } from './find-suppressed.ts';
export { erasedAt, forgetErasure, rememberErasure, takeUnsweptErasure } from './remember-erasure.ts';
export { renewSuppressionCodes } from './renew-suppression-codes.ts';
export { repeatSuppressions } from './repeat-suppressions.ts';
export { suppressionRoutes } from './routes.ts';
export {
  extendSuppressionOf as extendSuppression,
  hashesOf as suppressionHashes,
  placeOf as placeOfSuppression,
  releaseAddress,
  suppressAddress,
} from './suppress-address.ts';
export { deleteErasures } from './store.ts';
