/** A JSON schema as the OpenAPI document has it. */
export interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  format?: string;
  minimum?: number;
  examples?: unknown[];
}

/** Words that a field of this name takes, where its schema alone does not tell. */
const usual: Record<string, string> = {
  email: 'later@example.org',
  url: 'https://walkers.example.org/',
  link: 'https://walkers.example.org/',
  origins: 'https://walkers.example.org',
  language: 'en',
  timeZone: 'Europe/Vienna',
  message: 'main',
  field: 'district',
  csv: 'name,email\nPiet Adler,piet.adler@council.example.org\n',
  password: 'not the right password',
  current: 'not the right password',
  token: 'x'.repeat(43),
  code: '123456',
  country: 'AT',
  body: 'Dear Sir or Madam,\n\nplease.\n\nYours sincerely,\n{{ supporter.name }}',
  routingFields: 'committee',
};

let made = 0;

/** A value that a schema takes: every property, the first of what may be chosen. */
export function sample(schema: Schema, name: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return sample(choice.find(({ type }) => type !== 'null') ?? {}, name);
  if (schema.type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, one]) => [key, sample(one, key)]));
  if (schema.type === 'array') return [sample(schema.items ?? {}, name)];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (schema.type === 'boolean') return false;
  if (schema.format === 'date') return '2026-11-02';
  if (name === 'slug') return `ford-${String(++made)}`;
  return usual[name] ?? schema.examples?.[0] ?? `Sample ${String(++made)}`;
}

/** Where in a value its texts stand. */
export function stringsIn(value: unknown, place: (string | number)[] = []): (string | number)[][] {
  if (typeof value === 'string') return [place];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => stringsIn(one, [...place, Array.isArray(value) ? Number(key) : key]));
}

/** The value with something else in one place. */
export function withValue(value: unknown, [key, ...rest]: (string | number)[], other: unknown): unknown {
  if (key === undefined) return other;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = withValue(copy[key], rest, other);
  return copy;
}
