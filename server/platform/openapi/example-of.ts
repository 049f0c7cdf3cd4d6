import type { Schema } from './schema.ts';

const byFormat: Readonly<Record<string, string>> = {
  'date-time': '2026-11-22T10:00:00.000Z',
  date: '2026-11-22',
  email: 'ines@example.org',
  uri: 'https://example.org/',
  uuid: '0192f1c2-7e0b-7c4a-9d3e-5f60718293a4',
};

/** What fields of these names hold, where their shape does not say more. */
const byName: Readonly<Record<string, string>> = {
  name: 'Keep the ford open',
  email: 'ines@example.org',
  slug: 'keep-the-ford-open',
  subject: 'A word about the ford',
  body: 'Good morning,\n\nplease keep the ford open.\n',
  html: '<p>Good morning {{first_name}},</p><p>please keep the ford open.</p>',
  csv: 'email,first_name\nines@example.org,Ines\n',
  url: 'https://example.org/',
  timeZone: 'Europe/Berlin',
  language: 'en',
  password: 'sample harbour lantern quilt',
};

/** A value that has this shape, for somebody who reads what a call looks like. What may be absent is absent where nothing is known of it. */
export function exampleOf(schema: Schema, name = ''): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.examples?.length) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return exampleOf(choices.find(({ type }) => type !== 'null') ?? {}, name);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => exampleOf(one, name) as object)) as object;
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key, { default: given }]) => (schema.required ?? []).includes(key) && given === undefined)
          .map(([key, inner]) => [key, exampleOf(inner, key)]),
      );
    case 'array':
      return schema.items ? [exampleOf(schema.items, name)] : [];
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, Math.min(schema.maximum ?? 1, 1));
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema, name);
  }
}

function textOf({ format, pattern, minLength = 0, maxLength = Infinity }: Schema, name: string): string {
  const known = (format && byFormat[format]) ?? byName[name] ?? 'text';
  const long = known.length < minLength ? known.padEnd(minLength, 'x') : known.slice(0, maxLength);
  return pattern && !new RegExp(pattern, 'u').test(long) ? fitting(pattern) : long;
}

/** Words of which one fits any pattern that fields have so far; where none does, the pattern itself says more than a wrong word. */
function fitting(pattern: string): string {
  const words = [
    'en',
    'a',
    'ward',
    'A1',
    '2026-11-22',
    '10:00',
    '123456',
    '#336699',
    'example.org',
    'https://example.org',
    'keep-the-ford-open',
    'first_name',
  ];
  return words.find((word) => new RegExp(pattern, 'u').test(word)) ?? pattern;
}
