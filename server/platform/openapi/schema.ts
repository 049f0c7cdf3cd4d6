/** As much of JSON Schema (2020-12) as the description of the API uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  items?: Schema;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  not?: Schema;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  default?: unknown;
  examples?: unknown[];
  description?: string;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
  description?: string;
}

interface Content {
  schema: Schema;
  example?: unknown;
}

export interface ResponseObject {
  $ref?: string;
  description?: string;
  headers?: Record<string, object>;
  content?: Record<string, Content>;
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: object[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, Content> };
  responses: Record<string, ResponseObject>;
  'x-permission'?: string;
  'x-codeSamples'?: { lang: string; label: string; source: string }[];
}

/** The description of the API (OpenAPI 3.1). */
export interface OpenApi {
  openapi: string;
  info: Record<string, unknown>;
  servers: { url: string; description?: string }[];
  security: object[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  webhooks?: Record<string, object>;
  components: Record<string, Record<string, object>>;
}

/** Every schema within a schema, with itself. */
export function* schemasWithin(schema: Schema): Generator<Schema> {
  yield schema;
  const inner = [
    ...Object.values(schema.properties ?? {}),
    ...[schema.items, schema.not, schema.propertyNames, schema.additionalProperties].filter((one) => typeof one === 'object'),
    ...[schema.anyOf, schema.oneOf, schema.allOf, schema.prefixItems].flatMap((list) => list ?? []),
  ];
  for (const one of inner) yield* schemasWithin(one);
}
