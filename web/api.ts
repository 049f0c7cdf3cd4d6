import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import routes from 'virtual:contract-routes';
import type { contract } from '../shared/contract/index.ts';
import { askToConfirm } from './confirming.ts';

/** The API as the contract says it, called with the session of this browser. */
export type Api = JsonifiedClient<ContractRouterClient<typeof contract>>;

export const api: Api = createORPCClient(
  new OpenAPILink(routes, {
    url: () => `${location.origin}/api`,
    fetch: call,
  }),
);

/** One call. Where the server wants the password again, it is asked for, and the same call is made once more: no form is lost over it. */
async function call(request: Request, init: RequestInit): Promise<Response> {
  const again = request.clone();
  const answer = await fetch(request, { ...init, credentials: 'same-origin' });
  if (!(await wantsConfirmation(answer)) || !(await askToConfirm())) return answer;
  return fetch(again, { ...init, credentials: 'same-origin' });
}

async function wantsConfirmation(answer: Response): Promise<boolean> {
  if (answer.status !== 403) return false;
  const body = (await answer
    .clone()
    .json()
    .catch(() => undefined)) as { data?: { code?: unknown } } | undefined;
  return body?.data?.code === 'confirm_first';
}

/** Queries and mutations of the API: `orpc.campaigns.list.queryOptions({ input })`. */
export const orpc = createTanstackQueryUtils(api);

/** The kind of a refusal (`SIGNED_OUT`, `CONFLICT` …), or undefined when the server did not answer at all. */
export function refusalKind(error: unknown): string | undefined {
  if (!(error instanceof ORPCError)) return undefined;
  const code: unknown = error.code;
  return typeof code === 'string' ? code : undefined;
}

/** The finer code within a refusal, for a program to act on. */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof ORPCError)) return undefined;
  const data: unknown = error.data;
  return typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string' ? data.code : undefined;
}

/** What to show a person when a call did not go through: what happened, and that nothing was lost. */
export function refusalSentence(error: unknown): string {
  if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR' && error.message) return error.message;
  if (error instanceof ORPCError) return 'The server failed on this one. Nothing you wrote is lost; try again in a moment.';
  if (error instanceof TypeError)
    return 'The server could not be reached. Nothing you wrote is lost; look at your connection and try again.';
  return error instanceof Error ? error.message : 'Something went wrong. Nothing you wrote is lost; try again.';
}
