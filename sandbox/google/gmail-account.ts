import type { Context } from 'hono';
import type { SandboxAccount } from './accounts.ts';
import { gmailErrorBody, gmailErrors, invalidMessage, type GmailError } from './error-bodies.ts';
import type { ScriptedFault } from './faults.ts';
import type { Google } from './state.ts';

/** Whose mailbox a call may use, by its access token and the permission in it. */
export function permitted(google: Google, c: Context, scope: string): SandboxAccount | GmailError {
  const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  const record = token === undefined ? undefined : google.consents.accessToken(token);
  const account = record && google.accounts.bySubject(record.subject);
  if (!record || !account) return gmailErrors.authError;
  if (!record.scopes.includes(scope)) return gmailErrors.insufficientPermissions;
  const user = c.req.param('user');
  return user === 'me' || user === account.emailAddress ? account : invalidMessage('Delegation denied');
}

/** Says no as Gmail does. */
export function refuse(c: Context, error: GmailError, seconds?: number): Response {
  if (seconds !== undefined) c.header('Retry-After', String(seconds));
  if (error.status === 401) c.header('WWW-Authenticate', 'Bearer realm="https://accounts.google.com/", error="invalid_token"');
  return c.json(gmailErrorBody(error), error.status);
}

/** The refusal that was scripted, if it is one. */
export function scriptedRefusal({ fault }: ScriptedFault): GmailError | undefined {
  return Object.hasOwn(gmailErrors, fault) ? gmailErrors[fault as keyof typeof gmailErrors] : undefined;
}
