import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { contract } from '../../shared/contract/index.ts';
import type { Role } from '../../shared/permissions.ts';
import { createUserByCommand, newSetupCode } from '../../server/modules/identity/index.ts';
import { asOwner } from './database.ts';
import type { Product } from './product.ts';

export type Api = JsonifiedClient<ContractRouterClient<typeof contract>>;

export const password = 'sample harbour lantern quilt';

let network = 0;

/** Somebody at a browser of their own, from an address of their own: keeps cookies, follows nothing by itself. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #url: string;
  readonly #address = `198.51.${Math.floor(++network / 250) % 250}.${network % 250}`;

  constructor(product: Pick<Product, 'url'>) {
    this.#url = product.url;
  }

  /** One request with this visitor's cookies. Redirects come back as they are. */
  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, this.#url);
    const headers = new Headers(init.headers);
    headers.set('x-forwarded-for', this.#address);
    const cookies = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookies) headers.set('cookie', cookies);
    const answer = await fetch(url, { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** Presses a button: posts a form. */
  post(path: string, fields: Record<string, string> = {}): Promise<Response> {
    return this.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }

  /** The documented API as this visitor may use it. */
  get api(): Api {
    return createORPCClient(
      new OpenAPILink(contract, {
        url: `${this.#url}/api`,
        fetch: (request: Request, init?: RequestInit) => this.#send(request, init),
      }),
    );
  }

  async #send(request: Request, init: RequestInit | undefined): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const body = request.method === 'GET' || request.method === 'HEAD' ? undefined : await request.arrayBuffer();
    return this.request(pathname + search, { ...init, method: request.method, headers: request.headers, ...(body ? { body } : {}) });
  }
}

/** The owner of a fresh copy, signed in, with their workspace. */
export async function setUp(product: Product): Promise<{ owner: Visitor; workspaceId: string; slug: string; email: string }> {
  const setupCode = await newSetupCode(product.app.tools);
  const owner = new Visitor(product);
  const email = 'owner@example.org';
  const { workspaceId } = await owner.api.setup.complete({
    setupCode: setupCode ?? '',
    name: 'Olga Sample',
    email,
    password,
    workspaceName: 'River Watch',
  });
  const me = await owner.api.account.me();
  return { owner, workspaceId, slug: me.workspaces[0]?.slug ?? '', email };
}

/** A signed-in member of somebody's workspace, who came by invitation. */
export async function invite(product: Product, by: Visitor, input: { workspaceId: string; email: string; role: Role }): Promise<Visitor> {
  await by.api.workspaces.invite(input).catch(async (refusal: unknown) => {
    if ((refusal as { data?: { code?: unknown } }).data?.code !== 'confirm_first') throw refusal;
    await by.api.account.confirm({ password });
    await by.api.workspaces.invite(input);
  });
  await runJobs(product, 'mail-invitation');
  const guest = new Visitor(product);
  await guest.api.account.acceptInvitation({ token: linkToken(product, input.email), name: 'Gus Sample', password });
  return guest;
}

/** Somebody who owns another workspace of the same copy. */
export async function stranger(product: Product, email = 'stranger@example.org'): Promise<{ visitor: Visitor; workspaceId: string }> {
  await createUserByCommand(
    product.app.tools,
    { kind: 'command' },
    { email, password, name: 'Sam Sample', workspaceName: 'Elsewhere', operator: false },
  );
  const visitor = new Visitor(product);
  await visitor.api.account.signIn({ email, password });
  const me = await visitor.api.account.me();
  return { visitor, workspaceId: me.workspaces[0]?.id ?? '' };
}

/** Runs what waits in a queue now, in this process. */
export async function runJobs(product: Product, name: string): Promise<void> {
  const job = product.app.jobs.find((one) => one.name === name);
  if (!job) throw new Error(`There is no job ${name}.`);
  const waiting = await asOwner(product.databaseUrl, "delete from pgboss.job where name = $1 and state = 'created' returning data", [name]);
  for (const { data } of waiting) await job.run(data as Record<string, string>);
}

/** The secret in the newest mailed link to an address. */
export function linkToken(product: Product, email: string): string {
  const mail = product.app.sandbox?.mail.messages().find((message) => message.recipients.includes(email));
  const token = /#([A-Za-z0-9_-]+)/.exec(mail?.email.text ?? '')?.[1];
  if (!token) throw new Error(`No link was mailed to ${email}.`);
  return token;
}
