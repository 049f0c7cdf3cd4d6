import { takesKey, type RouteMeta } from '../../../shared/contract/base.ts';
import { codeSamples } from './code-samples.ts';
import { exampleOf } from './example-of.ts';
import { everyHeader, idempotencyKey, replayHeader } from './said-once.ts';
import { schemasWithin, type Operation, type Parameter, type ResponseObject, type Schema } from './schema.ts';

interface Called {
  method: string;
  path: string;
  meta: RouteMeta;
}

/** The most that a body holds: a text or a list in it is no longer. */
const mostInBody = 6 * 1_048_576;
/** No answer holds more. */
const mostInAnswer = 100_000_000;

/** Adds to what the contract says of a route what every route has: who may, refusals, limits, its key, examples. */
export function completeOperation({ method, path, meta }: Called, operation: Operation): Operation {
  const changes = method !== 'GET';
  const isPublic = meta.permission === 'public';
  const parameters = operation.parameters ?? [];
  for (const { schema } of parameters) bound(schema, 2000);
  const keyed = takesKey(method, meta);
  const requestBody = meta.takesBytes
    ? bytes
    : operation.requestBody && {
        ...operation.requestBody,
        content: withExamples(operation.requestBody.content, mostInBody),
      };
  const completed: Operation = {
    ...operation,
    description: descriptionOf(meta, keyed),
    'x-permission': meta.permission,
    ...(isPublic ? { security: [{}] } : {}),
    parameters: keyed ? [...parameters, { $ref: '#/components/parameters/IdempotencyKey' } as Parameter] : parameters,
    ...(requestBody ? { requestBody } : {}),
    responses: responsesOf(operation, { keyed, hasInput: changes || parameters.length > 0 }),
  };
  const named = keyed ? [...parameters, idempotencyKey] : parameters;
  return { ...completed, 'x-codeSamples': codeSamples(method, path, completed, named) };
}

/** The bytes of a file, or a piece of it. */
const bytes = {
  required: true,
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary', maxLength: mostInAnswer } } },
};

function descriptionOf({ permission, confirmed, rate, shownOnce }: RouteMeta, keyed: boolean): string {
  const who =
    permission === 'public'
      ? 'Asks for nobody.'
      : permission === 'own_account'
        ? 'For whoever is signed in, about themselves; an API token reaches `/account` alone, and changes it only where it was made for all that its user may do.'
        : permission === 'operator'
          ? 'For operators of this copy.'
          : `Permission: \`${permission}\`.`;
  const again =
    confirmed === true
      ? ' Asks people for their password again, and is not open to API tokens.'
      : confirmed === 'of_people'
        ? ' Asks people for their password again, and API tokens not.'
        : '';
  const once =
    shownOnce && keyed ? ' Its answer is given once: the same call again with its Idempotency-Key is told `answer_withheld`.' : '';
  return `${who}${again}${once}${rate === 'guarded' ? ' At most 60 calls in five minutes from one network address.' : ''}`;
}

function withExamples(content: NonNullable<ResponseObject['content']>, most: number): NonNullable<ResponseObject['content']> {
  return Object.fromEntries(
    Object.entries(content).map(([type, one]) => {
      bound(one.schema, most);
      return [type, type === 'application/json' ? { ...one, example: exampleOf(one.schema) } : one];
    }),
  );
}

/** Says of every text, list and number how large it is at most, where the contract does not say it more narrowly. */
export function bound(schema: Schema, most: number): void {
  for (const one of schemasWithin(schema)) {
    const types = [one.type].flat();
    if (types.includes('string') && !one.enum && one.const === undefined) one.maxLength ??= most;
    if (types.includes('array')) one.maxItems ??= Math.min(most, 1_000_000);
    if (types.includes('integer')) {
      one.minimum ??= one.exclusiveMinimum ?? Number.MIN_SAFE_INTEGER;
      one.maximum ??= one.exclusiveMaximum ?? Number.MAX_SAFE_INTEGER;
      one.format ??= 'int64';
    }
  }
}

function responsesOf(operation: Operation, { keyed, hasInput }: { keyed: boolean; hasInput: boolean }) {
  const done = Object.entries(operation.responses).filter(([status]) => Number(status) < 400);
  const numbers = [...(hasInput ? [400] : []), 401, 403, 404, 409, 413, 415, 422, 429, 500, 502, 503];
  const headers = { ...everyHeader, ...(keyed ? replayHeader : {}) };
  return Object.fromEntries([
    ...done.map(([status, response]) => [
      status,
      { ...response, headers, ...(response.content ? { content: withExamples(response.content, mostInAnswer) } : {}) },
    ]),
    ...numbers.map((status) => [String(status), { $ref: `#/components/responses/Refusal${String(status)}` }]),
  ]) as Record<string, ResponseObject>;
}
