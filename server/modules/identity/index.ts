export { accountRoutes } from './account-routes.ts';
export { authoriseCall } from './authorise-call.ts';
export type { SessionRules } from './begin-session.ts';
export { completeSetup, createUserByCommand, needsSetup, newSetupCode } from './complete-setup.ts';
export { createApiToken } from './create-api-token.ts';
export { mailPasswordLinkJob } from './mail-password-link.ts';
export { tokenRoutes } from './token-routes.ts';
export { findUser, findUserByEmail } from './store.ts';
