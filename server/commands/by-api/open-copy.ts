import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { currentUser } from '../../../shared/contract/account.ts';
import { contract } from '../../../shared/contract/index.ts';
import { createOutbound, type OutboundCall } from '../../platform/outbound.ts';
import { CommandFailed, Misuse, type Options, type Surroundings } from '../command.ts';
import { sendCall } from './send-call.ts';

export type Api = JsonifiedClient<ContractRouterClient<typeof contract>>;

/** A running copy, as the holder of an API token may use it. */
export interface Copy {
  api: Api;
  workspaceId: string;
  /** Sends bytes of a file, which no document of JSON holds. Gives what was answered, whatever it is. */
  put(path: string, bytes: Uint8Array): Promise<{ status: number; answer: unknown }>;
}

/** What every command takes that asks a running copy. */
export const reaching = {
  workspace: { as: 'ID', means: 'In which workspace, by its id or slug, where the token’s user is in several' },
  url: { as: 'URL', means: 'Where the copy answers; else ANTIPHON_URL, else PUBLIC_URL' },
  'token-file': {
    as: 'FILE',
    means: 'A file that holds the API token; else ANTIPHON_TOKEN. Never typed: others on the machine would see it',
  },
} as const;

/**
 * Opens a running copy with the token that is set. Everything goes through the documented API, with the rights of the token.
 * @throws Misuse without an address or a token; CommandFailed when the token opens no workspace
 */
export async function openCopy(options: Options, { clock }: Pick<Surroundings, 'clock'>): Promise<Copy> {
  const url = urlOf(options);
  const token = await tokenOf(options);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const outbound = createOutbound({ allow: [`${url.hostname}:${port}`] });
  const headers = { authorization: `Bearer ${token}` };
  const api: Api = createORPCClient(
    new OpenAPILink(contract, {
      url: `${url.origin}/api`,
      fetch: async (request: Request) => {
        const method = request.method as OutboundCall['method'];
        const body = method === 'GET' ? {} : { body: new Uint8Array(await request.arrayBuffer()) };
        const key = method === 'GET' ? {} : { 'idempotency-key': randomUUID() };
        const sent = { ...Object.fromEntries(request.headers), ...headers, ...key };
        const { status, headers: said, text } = await sendCall(outbound, clock, { url: request.url, method, headers: sent, ...body });
        return new Response(text, { status, headers: said });
      },
    }),
  );
  return {
    api,
    workspaceId: await workspaceOf(api, options.workspace),
    async put(path, body) {
      const sent = { ...headers, 'content-type': 'application/octet-stream' };
      const { status, text } = await sendCall(outbound, clock, { url: `${url.origin}/api${path}`, method: 'PUT', headers: sent, body });
      return { status, answer: JSON.parse(text) as unknown };
    },
  };
}

const onThisMachine = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function urlOf({ url: given, config }: Options): URL {
  const url = URL.parse(given ?? config.ANTIPHON_URL ?? config.PUBLIC_URL);
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`)
    throw new Misuse('--url is the address of the copy without a path, such as https://letters.example.org.');
  if (url.protocol === 'http:' && !onThisMachine.test(url.hostname))
    throw new Misuse('The token would travel where others can read it. Use https://, or run the command on the machine of the copy.');
  return url;
}

async function tokenOf({ 'token-file': file, config }: Options): Promise<string> {
  const token =
    file === undefined
      ? config.ANTIPHON_TOKEN
      : await readFile(file, 'utf8').catch(() => {
          throw new Misuse('The file of --token-file cannot be read.');
        });
  if (!token)
    throw new Misuse('Set ANTIPHON_TOKEN to an API token, or name a file that holds one with --token-file. “token create” makes one.');
  if (!/^antiphon_[\w-]{1,200}$/.test(token.trim())) throw new Misuse('That is no API token: one begins with antiphon_ and stands alone.');
  return token.trim();
}

/** The one workspace that the token opens. A user may be in several, and their token in one of them alone. */
async function workspaceOf(api: Api, wanted: string | undefined): Promise<string> {
  const me = currentUser.safeParse(await api.account.me());
  if (!me.success) throw new CommandFailed('What answered there is no copy of Antiphon, or one of another version.');
  for (const { id, slug } of me.data.workspaces) {
    if (wanted !== undefined && wanted !== id && wanted !== slug) continue;
    if (await opens(api, id)) return id;
  }
  throw new CommandFailed(
    wanted === undefined
      ? 'The token opens no workspace any more.'
      : `The token does not open a workspace ${wanted}. Its id or slug is meant.`,
  );
}

async function opens(api: Api, workspaceId: string): Promise<boolean> {
  try {
    await api.workspaces.show({ workspaceId });
    return true;
  } catch (error) {
    // A token that is not made for looking at the workspace is told so only where it is at home.
    if (error instanceof ORPCError && error.status === 403) return true;
    if (error instanceof ORPCError && error.status === 404) return false;
    throw error;
  }
}
