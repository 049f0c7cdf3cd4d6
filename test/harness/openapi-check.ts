import type { OpenApi, Operation, ResponseObject, Schema } from '../../server/platform/openapi/schema.ts';

/** Looks at answers of the API beside its description: what is not described there is a fault. */
export function createOpenApiCheck(document: OpenApi) {
  const routes = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^/api${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      // What is written out goes before what is filled in.
      filled: (path.match(/\{/g) ?? []).length,
      operation,
    })),
  );
  const ordered = routes.toSorted((one, other) => one.filled - other.filled);
  const seen = new Set<string>();

  return {
    /** The operations that were called. */
    seen,
    /** What an answer holds or is that the description does not say; nothing when it agrees. */
    async faultsOf(method: string, pathname: string, answer: Response): Promise<string[]> {
      const found = ordered.find((one) => one.method === method && one.pattern.test(pathname));
      if (!found) return [404, 405].includes(answer.status) ? [] : [`${method} ${pathname} is not described`];
      const { operation } = found;
      seen.add(operation.operationId);
      const described = responseOf(document, operation, answer.status);
      if (!described) return [`${operation.operationId} answers ${answer.status}, which is not described`];
      const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
      const content = described.content?.[type] ?? described.content?.['*/*'];
      if (!content) return described.content && type !== '' ? [`${operation.operationId} answers ${answer.status} as ${type}`] : [];
      if (type !== 'application/json') return [];
      const faults = [...faultsIn(document, content.schema, await answer.clone().json(), '$')];
      return faults.map((fault) => `${operation.operationId} ${answer.status}: ${fault}`);
    },
  };
}
export type OpenApiCheck = ReturnType<typeof createOpenApiCheck>;

function responseOf(document: OpenApi, operation: Operation, status: number): ResponseObject | undefined {
  const response = operation.responses[String(status)];
  return response?.$ref ? document.components['responses']?.[response.$ref.split('/').at(-1) ?? ''] : response;
}

/** Where a value is not as its schema says, by its place. Fields that are not named are faults too. */
export function* faultsIn(document: OpenApi, schema: Schema, value: unknown, place: string): Generator<string, void> {
  if (schema.$ref) {
    const named = document.components['schemas']?.[schema.$ref.split('/').at(-1) ?? ''];
    return yield* faultsIn(document, named as Schema, value, place);
  }
  if (schema.const !== undefined && value !== schema.const) yield `${place} is not ${JSON.stringify(schema.const)}`;
  if (schema.enum && !schema.enum.includes(value)) yield `${place} is none of its words`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices && !choices.some((one) => faultsIn(document, one, value, place).next().done === true))
    yield `${place} is like none of its shapes`;
  const types = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type];
  if (types.length > 0 && !types.some((type) => isOf(type, value))) {
    yield `${place} is no ${types.join(' or ')}`;
    return;
  }
  if (typeof value === 'string') yield* faultsInText(schema, value, place);
  if (typeof value === 'number' && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity)))
    yield `${place} is out of its bounds`;
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity)) yield `${place} has too few or too many`;
    for (const [at, one] of value.entries()) if (schema.items) yield* faultsIn(document, schema.items, one, `${place}[${at}]`);
  } else if (typeof value === 'object' && value !== null && types.includes('object')) yield* faultsInObject(document, schema, value, place);
}

function* faultsInObject(document: OpenApi, schema: Schema, value: object, place: string): Generator<string, void> {
  for (const name of schema.required ?? []) if (!(name in value)) yield `${place}.${name} is missing`;
  for (const [name, inner] of Object.entries(value)) {
    const known = schema.properties?.[name] ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
    if (known) yield* faultsIn(document, known, inner, `${place}.${name}`);
    else if (schema.additionalProperties !== true && schema.properties) yield `${place}.${name} is not described`;
  }
}

function* faultsInText(schema: Schema, value: string, place: string): Generator<string, void> {
  if (value.length < (schema.minLength ?? 0) || value.length > (schema.maxLength ?? Infinity)) yield `${place} is too short or too long`;
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) yield `${place} does not match ${schema.pattern}`;
  if (schema.format === 'date-time' && Number.isNaN(Date.parse(value))) yield `${place} is no moment`;
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
