import { exampleOf } from './example-of.ts';
import type { Operation, Parameter } from './schema.ts';

/** How one calls an operation, in a shell and with the client of `clients/typescript/`. */
export function codeSamples(method: string, path: string, operation: Operation, parameters: readonly Parameter[]) {
  const body = operation.requestBody?.content['application/json']?.example;
  const takesBytes = operation.requestBody?.content['application/octet-stream'] !== undefined;
  const values = Object.fromEntries(
    parameters
      .filter((one) => one.in === 'path' || (one.in === 'query' && one.required))
      .map((one) => [one.name, exampleOf(one.schema, one.name)]),
  );
  return [
    { lang: 'Shell', label: 'curl', source: curlOf({ method, path, values, body, takesBytes, parameters }) },
    {
      lang: 'TypeScript',
      label: 'TypeScript',
      source: typeScriptOf(operation.operationId, { ...values, ...(body as object | undefined) }, takesBytes),
    },
  ];
}

interface Called {
  method: string;
  path: string;
  values: Record<string, unknown>;
  body: unknown;
  takesBytes: boolean;
  parameters: readonly Parameter[];
}

function curlOf({ method, path, values, body, takesBytes, parameters }: Called): string {
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name]));
  const query = parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => [name, String(values[name])]);
  const url = `$ANTIPHON_URL/api${filled}${query.length > 0 ? `?${new URLSearchParams(query).toString()}` : ''}`;
  const keyed = parameters.some(({ name }) => name === 'Idempotency-Key');
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"${url}"`,
    `-H "Authorization: Bearer $ANTIPHON_TOKEN"`,
    ...(keyed ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(takesBytes ? ['-H "Content-Type: application/octet-stream"', '--data-binary @file'] : []),
    ...(body === undefined ? [] : [`-H "Content-Type: application/json"`, `-d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`]),
  ].join(' \\\n  ');
}

function typeScriptOf(operationId: string, input: object, takesBytes: boolean): string {
  const given = Object.keys(input).length > 0 ? JSON.stringify(input, null, 2).replace(/^(\s*)"(\w+)":/gm, '$1$2:') : '';
  return `const answer = await antiphon.${operationId}(${given}${takesBytes ? ', bytes' : ''});`;
}
