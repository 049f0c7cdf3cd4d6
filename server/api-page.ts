import type { Context, MiddlewareHandler } from 'hono';
import { apiPage, type ApiCall, type ApiCallInFull, type ApiField } from '../public-pages/api-page.ts';
import { frameOf, type PageEnv, type Site } from './platform/page.ts';
import { refusals } from './platform/openapi/said-once.ts';
import type { OpenApi, Operation, Parameter, Schema } from './platform/openapi/schema.ts';

/** The page on which people read what the API does, made from its description. */
export function serveApiPage(site: Site, description: () => Promise<OpenApi>): MiddlewareHandler<PageEnv> {
  return async (visit: Context<PageEnv, string>) => {
    const document = await description();
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ operation, call: callOf(method, path, operation) })),
    );
    const wanted = visit.req.query('call');
    const shown = operations.find(({ call }) => call.id === wanted);
    if (wanted !== undefined && !shown) return visit.redirect('/api', 302);
    const props = {
      calls: operations.map(({ call }) => call),
      introduction: String(document.info['description'])
        .replace(/\*\*|`/g, '')
        .split('\n\n'),
      query: (visit.req.query('q') ?? '').slice(0, 80),
      shown: shown && inFull(document, shown.call, shown.operation),
    };
    return visit.html(apiPage(props, frameOf(site, visit, site.operator.name)));
  };
}

const callOf = (method: string, path: string, { operationId, summary = '', tags = [] }: Operation): ApiCall => ({
  id: operationId,
  method: method.toUpperCase(),
  path,
  summary,
  tag: tags[0] ?? '',
});

function inFull(document: OpenApi, call: ApiCall, operation: Operation): ApiCallInFull {
  const parameters = (operation.parameters ?? []).map((one) =>
    one.$ref ? (document.components['parameters']?.[one.$ref.split('/').at(-1) ?? ''] as Parameter) : one,
  );
  const body = operation.requestBody?.content['application/json'];
  const [done] = Object.entries(operation.responses).filter(([status]) => Number(status) < 400);
  const answer = done?.[1].content?.['application/json'];
  return {
    ...call,
    description: (operation.description ?? '').replaceAll('`', ''),
    parameters: parameters.map(({ name, schema, required, description }) => fieldOf(name, schema, { required, description })),
    body: body ? fieldsOf(body.schema) : [],
    answer: answer ? fieldsOf(answer.schema) : [],
    refusals: Object.keys(operation.responses)
      .filter((status) => Number(status) >= 400)
      .map((status) => ({ status, description: refusals[`Refusal${status}`]?.description ?? '' })),
    samples: operation['x-codeSamples'] ?? [],
    exampleAnswer: JSON.stringify(answer?.example ?? {}, null, 2),
  };
}

/** The fields of an object, and those of what is within it, two steps deep. */
function fieldsOf(schema: Schema, before = '', depth = 0): ApiField[] {
  const inner = schema.items ? { schema: schema.items, mark: `${before}[]` } : { schema, mark: before };
  return Object.entries(inner.schema.properties ?? {}).flatMap(([key, one]) => {
    const name = inner.mark === '' ? key : `${inner.mark}.${key}`;
    const required = (inner.schema.required ?? []).includes(key);
    return [fieldOf(name, one, { required }), ...(depth < 2 ? fieldsOf(one, name, depth + 1) : [])];
  });
}

function fieldOf(name: string, schema: Schema, more: { required?: boolean | undefined; description?: string | undefined }): ApiField {
  const about = more.description ?? schema.description ?? '';
  return { name, shape: shapeOf(schema), required: more.required ?? false, description: about.replaceAll('`', '') };
}

/** The shape of a value in a few words. */
function shapeOf(schema: Schema): string {
  if (schema.const !== undefined) return `always ${JSON.stringify(schema.const)}`;
  if (schema.enum) return `one of ${schema.enum.map((one) => JSON.stringify(one)).join(', ')}`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(shapeOf))].join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? shapeOf(schema.items) : 'anything'}`;
  const kind = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything');
  return schema.format && schema.format !== 'int64' ? `${kind}, ${schema.format}` : kind;
}
