import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenApi } from '../../server/platform/openapi/schema.ts';
import { createOpenApiCheck, type OpenApiCheck } from './openapi-check.ts';

const published = join(import.meta.dirname, '../../docs/generated/openapi.json');
let check: OpenApiCheck | undefined;

type Serve<Env> = (request: Request, env: Env) => Response | Promise<Response>;

/**
 * Serves as before and looks at every answer of the API beside its published description, whoever asked: a browser, a program, the command line.
 * @returns what serves, and what is told at the end: every answer that the description does not say
 */
export function seesUndescribed<Env>(serve: Serve<Env>): { serve: Serve<Env>; refuse(): void } {
  const faults = new Set<string>();
  return {
    async serve(request, env) {
      const answer = await serve(request, env);
      const { pathname, hostname } = new URL(request.url);
      // Under a name of a customer's own there is no API.
      const isHere = hostname === 'localhost' || hostname === '127.0.0.1';
      if (!isHere || !pathname.startsWith('/api/') || pathname === '/api/openapi.json') return answer;
      check ??= createOpenApiCheck(JSON.parse(readFileSync(published, 'utf8')) as OpenApi);
      for (const fault of await check.faultsOf(request.method, pathname, answer)) faults.add(fault);
      return answer;
    },
    refuse() {
      if (faults.size > 0) throw new Error(`The description of the API does not say: ${[...faults].slice(0, 8).join('; ')}`);
    },
  };
}
