import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { onError, ORPCError, type AnyRouter } from '@orpc/server';
import type { RouteMeta } from '../../shared/contract/base.ts';
import type { CallContext } from './api.ts';
import { isDatabaseAway, isUnkeepableText } from './database.ts';
import { httpStatus, type Refusal } from './errors.ts';
import { EvidenceUnwritable } from './evidence.ts';
import { faultOf } from './last-resort.ts';
import type { Log } from './log.ts';
import { CannotOpen } from './sealed.ts';

/** What serving needs from above: the log, and which faults of outside services are refusals in which words. */
export interface ApiNeeds {
  log: Log;
  refusalOf(error: unknown): Refusal | undefined;
}

/** Turns what a verb threw into what the contract says; anything unknown is a fault of ours and says nothing about itself. */
export function asApiError(error: unknown, { log, refusalOf }: ApiNeeds): unknown {
  const refusal = refusalOf(error);
  if (refusal) {
    const { kind, code, message, retryAfterSeconds } = refusal;
    const data = { code, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
    return new ORPCError(kind.toUpperCase(), { defined: true, status: httpStatus[kind], message, data });
  }
  if (error instanceof ORPCError) {
    if (error.code !== 'BAD_REQUEST') return error;
    return new ORPCError('INVALID', { defined: true, status: 400, message: sentenceOf(error), data: { code: 'input_invalid' } });
  }
  // The only JSON that is read here is a caller's.
  if (error instanceof SyntaxError)
    return new ORPCError('INVALID', {
      defined: true,
      status: 400,
      message: 'The body is not valid JSON.',
      data: { code: 'json_malformed' },
    });
  if (isUnkeepableText(error))
    return new ORPCError('INVALID', {
      defined: true,
      status: 400,
      message: 'A text holds a character that cannot be kept (U+0000). Take it out and try again; nothing was done.',
      data: { code: 'text_unkeepable' },
    });
  if (isDatabaseAway(error)) {
    const message = 'The database does not answer or has no room. What you asked for was not done; please try again in a moment.';
    return new ORPCError('SERVICE_UNAVAILABLE', { message, data: { code: 'database_away', retryAfterSeconds: 5 } });
  }
  if (error instanceof EvidenceUnwritable) {
    const message =
      'A record outside the database could not be written, so what you asked for was not done. The operator has to look at it.';
    return new ORPCError('SERVICE_UNAVAILABLE', { message, data: { code: 'evidence_unwritable', retryAfterSeconds: 60 } });
  }
  log.error('fault', { ...faultOf(error), ...(error instanceof CannotOpen ? { problem: error.message } : {}) });
  if (error instanceof CannotOpen) {
    const message =
      'What is kept for this is sealed and cannot be opened: its key is missing, or it was altered. The operator has to look at it.';
    return new ORPCError('INTERNAL_SERVER_ERROR', { message, data: { code: 'cannot_open' } });
  }
  return new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Something broke on our side. What you asked for was not finished.' });
}

function sentenceOf(error: { data?: unknown; message: string }): string {
  const issue = (error.data as { issues?: { path?: (string | number)[]; message: string }[] } | undefined)?.issues?.[0];
  if (!issue) return 'The input could not be read.';
  return issue.path?.length ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
}

/** What guards a call before its input is looked at. */
export type Guard = (
  context: CallContext,
  call: { meta: RouteMeta; method: string; path: string; workspaceId: unknown },
) => Promise<Pick<CallContext, 'caller' | 'member'>>;

/** Serves the router below `/api`. */
export function serveApi(router: AnyRouter, needs: ApiNeeds) {
  const handler = new OpenAPIHandler<CallContext>(router, {
    interceptors: [
      onError((error) => {
        throw asApiError(error, needs);
      }),
    ],
  });
  return async (request: Request, context: CallContext): Promise<Response | undefined> => {
    const { matched, response } = await handler.handle(request, { prefix: '/api', context });
    if (!matched) return undefined;
    const disposition = response.headers.get('content-disposition');
    if (disposition !== null) {
      // A file is kept or shown by whoever asked for it, and never opened as a page of ours.
      if (disposition.startsWith('inline')) response.headers.set('Content-Disposition', disposition.replace('inline', 'attachment'));
      // As a stream it goes out as fast as it is taken; a File would be read into memory whole.
      return new Response(response.body, response);
    }
    return [409, 429, 503].includes(response.status) ? withRetryAfter(response) : response;
  };
}

async function withRetryAfter(response: Response): Promise<Response> {
  const body = (await response.clone().json()) as { data?: { retryAfterSeconds?: number } };
  const wait = body.data?.retryAfterSeconds ?? (response.status === 409 ? undefined : 60);
  if (wait !== undefined) response.headers.set('Retry-After', String(wait));
  return response;
}
