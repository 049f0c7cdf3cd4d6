import type { Context } from 'hono';
import type { SandboxAccount } from './accounts.ts';
import { graphErrorBody, graphErrors, type GraphError } from './error-bodies.ts';
import type { Microsoft } from './state.ts';

/** Whose mailbox a call may use, by its access token and the permission in it. */
export function permitted(microsoft: Microsoft, c: Context, scope: string): SandboxAccount | GraphError {
  const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  const record = token === undefined ? undefined : microsoft.consents.accessToken(token);
  const account = record && microsoft.accounts.bySubject(record.subject);
  if (!record || !account) return graphErrors.InvalidAuthenticationToken;
  return record.scopes.includes(scope) ? account : graphErrors.ErrorAccessDenied;
}

/** Says no as Graph does. */
export function refuse({ clock }: Microsoft, c: Context, error: GraphError, seconds?: number): Response {
  if (seconds !== undefined) c.header('Retry-After', String(seconds));
  if (error.status === 401) c.header('WWW-Authenticate', 'Bearer realm="", error="invalid_token"');
  return c.json(graphErrorBody(error, clock.now()), error.status);
}
