export { accountRoutes } from './account-routes.ts';
export { authoriseCall } from './authorise-call.ts';
export type { SessionRules } from './begin-session.ts';
export { completeSetup, createUserByCommand, needsSetup, newSetupCode } from './complete-setup.ts';
export { createApiToken } from './api-tokens/create-api-token.ts';
export { mailPasswordLinkJob } from './mail-password-link.ts';
export { tokenRoutes } from './api-tokens/routes.ts';
export { findUser, findUserByEmail } from './store.ts';
