import type { OpenApi, Operation, Parameter, Schema } from '../platform/openapi/schema.ts';

/** The client in TypeScript, from the description of the API alone: one function for each call, typed, with nothing to install. */
export function typescriptClient(document: OpenApi): string {
  const groups = new Map<string, string[]>();
  const shapes: string[] = [];
  for (const [path, item] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(item)) {
      const [group = '', name = ''] = operation.operationId.split('.');
      const shape = `${upper(group)}${upper(name)}`;
      const { input, required } = inputOf(operation);
      if (input) shapes.push(`export type ${shape}Input = ${input};`);
      shapes.push(`export type ${shape}Answer = ${answerOf(operation)};`);
      const given = input ? `input${required ? '' : '?'}: ${shape}Input, ` : '';
      const query = (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name);
      const takesBytes = operation.requestBody?.content['application/octet-stream'] !== undefined;
      const call = JSON.stringify({ method: method.toUpperCase(), path, ...(query.length > 0 ? { query } : {}) });
      const bytes = takesBytes ? ['body: Uint8Array, ', ', body'] : ['', ''];
      const lines = groups.get(group) ?? [];
      lines.push(
        `    /** ${(operation.summary ?? '').replaceAll('*/', '')} */\n` +
          `    ${name}: (${given}${bytes[0] ?? ''}options?: CallOptions) => call<${shape}Answer>(${call}, ${input ? 'input' : 'undefined'}, options${bytes[1] ?? ''}),`,
      );
      groups.set(group, lines);
    }
  const functions = [...groups].map(([group, lines]) => `  ${group}: {\n${lines.join('\n')}\n  },`).join('\n');
  return `${runtime}\n${shapes.join('\n')}\n\nfunction callsOf(call: Call) {\n  return {\n${functions.replaceAll(/^/gm, '  ')}\n  };\n}\n`;
}

const upper = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function inputOf(operation: Operation): { input?: string; required: boolean } {
  const named = (operation.parameters ?? [])
    .filter((one): one is Parameter => !one.$ref && (one.in === 'path' || one.in === 'query'))
    .map(({ name, schema, required }) => field(name, schema, required ?? false));
  const body = operation.requestBody?.content['application/json']?.schema;
  const parts = [...(named.length > 0 ? [`{ ${named.join(' ')} }`] : []), ...(body ? [typeOf(body, 'in')] : [])];
  const isRequired = named.some((one) => !one.includes('?: ')) || (body?.required?.length ?? 0) > 0;
  return { ...(parts.length > 0 ? { input: parts.join(' & ') } : {}), required: isRequired };
}

function answerOf(operation: Operation): string {
  const [done] = Object.entries(operation.responses).filter(([status]) => Number(status) < 400);
  const content = done?.[1].content ?? {};
  if (content['application/json']) return typeOf(content['application/json'].schema, 'out');
  return Object.keys(content).length > 0 ? 'Uint8Array' : 'undefined';
}

const field = (name: string, schema: Schema, required: boolean) =>
  `${JSON.stringify(name)}${required ? '' : '?'}: ${typeOf(schema, 'in')}${required ? '' : ' | undefined'};`;

/** A shape as TypeScript writes it. What has a value of its own may be left out of what is sent, and is always answered. */
function typeOf(schema: Schema, way: 'in' | 'out'): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ') || 'never';
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map((one) => typeOf(one, way)))].map(bracketed).join(' | ');
  if (schema.allOf) return schema.allOf.map((one) => bracketed(typeOf(one, way))).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, way)).join(' | ');
  switch (schema.type) {
    case 'object':
      return objectOf(schema, way);
    case 'array':
      return `${bracketed(schema.items ? typeOf(schema.items, way) : 'unknown')}[]`;
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    default:
      return 'unknown';
  }
}

const bracketed = (type: string) => (/[|&]/.test(type) ? `(${type})` : type);

function objectOf(schema: Schema, way: 'in' | 'out'): string {
  const fields = Object.entries(schema.properties ?? {}).map(([name, one]) => {
    const required = (schema.required ?? []).includes(name);
    return `${JSON.stringify(name)}${required ? '' : '?'}: ${typeOf(one, way)}${required ? '' : ' | undefined'};`;
  });
  const rest = schema.additionalProperties;
  if (typeof rest === 'object' && fields.length === 0) return `Record<string, ${typeOf(rest, way)}>`;
  return fields.length > 0 ? `{ ${fields.join(' ')} }` : 'Record<string, unknown>';
}

/** What the functions below are made of: one file that needs nothing but \`fetch\`. */
const runtime = `// Made from the contract by \`npm run generate\`. A client of the API in TypeScript that needs nothing but \`fetch\`.
/* eslint-disable */

export interface ClientOptions {
  /** Where the copy answers, such as https://antiphon.example.org. */
  url: string;
  /** An API token of a workspace. */
  token?: string;
  /** How often a call is made again that got no answer or was told to come back; 5 unless said. */
  retries?: number;
  fetch?: typeof fetch;
}

export interface CallOptions {
  /** By which a call is done once, however often it is made; a new one for each call unless given. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** What was not done: a sentence for people, and a word for programs in \`reason\`. */
export class AntiphonRefusal extends Error {
  readonly status: number;
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;
  constructor(status: number, reason: string, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = 'AntiphonRefusal';
    this.status = status;
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface Route {
  method: string;
  path: string;
  query?: readonly string[];
}

type Call = <Answer>(route: Route, input?: object, options?: CallOptions, body?: Uint8Array) => Promise<Answer>;

/**
 * Opens the API. A call that changes something carries a key, so that it is done once although it may be made again. What takes bytes has no key: it is
 * made again only where the copy said that it was not done.
 */
export function createAntiphon({ url, token, retries = 5, fetch: ask = fetch }: ClientOptions) {
  const call: Call = async <Answer>({ method, path, query = [] }: Route, input: object = {}, options: CallOptions = {}, body?: Uint8Array) => {
    const rest: Record<string, unknown> = { ...input };
    const take = (name: string) => {
      const value = rest[name];
      delete rest[name];
      return value;
    };
    const target = new URL(\`\${url.replace(/\\/$/, '')}/api\${path.replace(/\\{(\\w+)\\}/g, (_, name: string) => encodeURIComponent(String(take(name))))}\`);
    for (const name of query) {
      const value = take(name);
      if (value !== undefined) target.searchParams.set(name, String(value));
    }
    const changes = method !== 'GET';
    const headers: Record<string, string> = {
      ...(token === undefined ? {} : { authorization: \`Bearer \${token}\` }),
      ...(changes && !body ? { 'content-type': 'application/json', 'idempotency-key': options.idempotencyKey ?? crypto.randomUUID() } : {}),
      ...(body ? { 'content-type': 'application/octet-stream' } : {}),
    };
    const sent = body ? { body: body as NonNullable<RequestInit['body']> } : changes ? { body: JSON.stringify(rest) } : {};
    const request: RequestInit = { method, headers, ...sent, ...(options.signal ? { signal: options.signal } : {}) };
    for (let tried = 0; ; tried++) {
      const answer = await ask(target, request).catch((error: unknown) => {
        if (body || tried >= retries || options.signal?.aborted) throw error;
        return undefined;
      });
      if (answer?.ok) return (await contentOf(answer)) as Answer;
      const refusal = answer && (await refusalOf(answer));
      const comesBack = !refusal || (body ? [429, 503] : [429, 502, 503, 504]).includes(refusal.status) || refusal.reason === 'still_running';
      if (refusal && (!comesBack || tried >= retries)) throw refusal;
      await new Promise((resolve) => setTimeout(resolve, 1000 * (refusal?.retryAfterSeconds ?? Math.min(2 ** tried / 4, 10))));
    }
  };
  return callsOf(call);
}
export type Antiphon = ReturnType<typeof createAntiphon>;

async function contentOf(answer: Response): Promise<unknown> {
  if (answer.headers.get('content-type')?.includes('json')) return answer.json();
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.length > 0 ? bytes : undefined;
}

async function refusalOf(answer: Response): Promise<AntiphonRefusal> {
  const body = (await answer.json().catch(() => ({}))) as { message?: string; data?: { code?: string; retryAfterSeconds?: number } };
  const wait = Number(answer.headers.get('retry-after') ?? body.data?.retryAfterSeconds ?? NaN);
  return new AntiphonRefusal(answer.status, body.data?.code ?? '', body.message ?? answer.statusText, Number.isNaN(wait) ? undefined : wait);
}
`;
