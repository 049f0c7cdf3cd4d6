import { OpenAPIGenerator } from '@orpc/openapi';
import { traverseContractProcedures } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '../../../shared/contract/index.ts';
import type { RouteMeta } from '../../../shared/contract/base.ts';
import { completeOperation } from './complete-operation.ts';
import { headers, idempotencyKey, refusals, refusalSchema } from './said-once.ts';
import type { OpenApi } from './schema.ts';
import { webhooksDocument } from './webhooks-document.ts';

const description = `Everything that the screens do.

**Who calls.** A program sends an API token of a workspace as \`Authorization: Bearer antiphon_…\`. A token acts with its user’s role, for the permissions that it was made for.

**Refusals** carry a sentence for people in \`message\` and a word for programs in \`data.code\`.

**Once.** What changes something takes an \`Idempotency-Key\`, but what asks for nobody, the bytes of files and the end of one’s account: the same call with the same key within a day is answered the same and done once, whatever broke in between. An answer that shows a secret, hands out files or lists, or is longer than 64 KB is given once.

**Pages.** A list takes \`limit\` and \`after\`; its answer has \`after\` as long as there is more.

**Limits.** 600 calls a minute for a user and 6,000 for a network address; \`RateLimit\` says how many are left, and \`Retry-After\` when to come back.`;

/** The API as an OpenAPI 3.1 document, made from the contract. */
export async function openApiDocument(publicUrl: string): Promise<OpenApi> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = (await generator.generate(contract, {
    info: {
      title: 'Antiphon',
      version: '0.1.0',
      description,
      license: { name: 'MIT', identifier: 'MIT' },
      contact: { name: 'Whoever runs this copy', url: `${publicUrl}/contact` },
    },
    servers: [{ url: `${publicUrl}/api`, description: 'This copy, in production', 'x-internal': false }] as never,
    security: [{ token: [] }, { session: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'antiphon_…', description: 'An API token of a workspace (RFC 6750)' },
        session: { type: 'apiKey', in: 'cookie', name: 'antiphon_session', description: 'The cookie of a signed-in browser' },
      },
    },
  })) as unknown as OpenApi;
  const metas = metaByOperation();
  for (const [path, item] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(item)) {
      const meta = metas.get(`${method.toUpperCase()} ${path}`);
      if (meta) item[method] = completeOperation({ method: method.toUpperCase(), path, meta }, operation);
    }
  const tags = [...new Set(Object.values(document.paths).flatMap((item) => Object.values(item).flatMap((one) => one.tags ?? [])))];
  return {
    ...document,
    webhooks: webhooksDocument(),
    tags: tags.toSorted().map((name) => ({ name, description: `Routes of ${name.replaceAll('-', ' ')}` })),
    components: {
      ...document.components,
      schemas: { Refusal: refusalSchema },
      parameters: { IdempotencyKey: idempotencyKey },
      headers,
      responses: refusals,
    },
  };
}

function metaByOperation(): Map<string, RouteMeta> {
  const metas = new Map<string, RouteMeta>();
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure }) => {
    const { route, meta } = procedure['~orpc'] as { route: { method?: string; path?: string }; meta: RouteMeta };
    metas.set(`${route.method ?? ''} ${route.path ?? ''}`, meta);
  });
  return metas;
}
