import type { Visitor } from '../harness/people.ts';
import type { Schema } from './samples.ts';

/** One route of the API as its own document describes it. */
export interface Operation {
  method: string;
  path: string;
  body: Schema | undefined;
  /** Names of the fields in its address. */
  query: string[];
}

interface Described {
  requestBody?: { content: Record<string, { schema: Schema }> };
  parameters?: { name: string; in: string }[];
}

/** Every route of a running copy, read from its OpenAPI document: a new route is attacked like the others without being named here. */
export async function operationsOf(visitor: Visitor): Promise<Operation[]> {
  const document = (await (await visitor.request('/api/openapi.json')).json()) as { paths: Record<string, Record<string, Described>> };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody, parameters = [] }]) => ({
      method: method.toUpperCase(),
      path: `/api${path}`,
      body: requestBody?.content['application/json']?.schema,
      query: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
    })),
  );
}
