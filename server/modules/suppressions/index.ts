export { findErasedAmong, findLeftAndPaused, findSuppressed, findSuppressedEverywhere } from './find-suppressed.ts';
export { erasedAt, forgetErasure, rememberErasure, takeUnsweptErasure } from './remember-erasure.ts';
export { renewSuppressionCodes } from './renew-suppression-codes.ts';
export { repeatSuppressions } from './repeat-suppressions.ts';
export { suppressionRoutes } from './routes.ts';
export { shareSuppressions, type Shared } from './share-suppressions.ts';
export { suppressedKeys } from './suppressed-keys.ts';
export {
  hashesOf as suppressionHashes,
  placeOf as placeOfSuppression,
  releaseAddress,
  suppressAddress,
  suppressCodeFromNow,
  suppressFromNow,
} from './suppress-address.ts';
export { takeBackShared } from './take-back-shared.ts';
export { deleteErasures, suppressionsOf as suppressionsUnder } from './store.ts';
