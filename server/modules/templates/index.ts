export { imageFile } from './clean-attributes.ts';
export { cleanDraft } from './clean-draft.ts';
export { compileText, leaveTag, sampleLeaveValues, type Compiled, type Text } from './compile-text.ts';
export { compileFileName, fillFileName, type FileName } from './file-name.ts';
export type { Problem } from './problem.ts';
export { problemsOf } from './problems-of.ts';
export { renderSignature } from './render-signature.ts';
export { renderText, type Rendered } from './render-text.ts';
export { templateRoutes } from './routes.ts';
