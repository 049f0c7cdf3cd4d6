import type { Parameter, ResponseObject, Schema } from './schema.ts';

const text = (description: string, maxLength = 2000): Schema => ({ type: 'string', maxLength, description });

/** The body of every refusal. */
export const refusalSchema: Schema = {
  type: 'object',
  description: 'What was not done, and why',
  properties: {
    defined: { type: 'boolean', description: 'Whether the kind is one of this description' },
    code: text('The kind of the refusal', 80),
    status: { type: 'integer', format: 'int32', minimum: 400, maximum: 599, description: 'The number of the answer once more' },
    message: text('A sentence for people: what was not done, and what to do'),
    data: {
      type: 'object',
      properties: {
        code: text('What was refused, for a program', 80),
        retryAfterSeconds: { type: 'integer', format: 'int32', minimum: 0, maximum: 86_400, description: 'When it is worth asking again' },
      },
      required: ['code'],
    },
  },
  required: ['code', 'message'],
};

export const headers: Record<string, object> = {
  'Access-Control-Allow-Origin': {
    description: 'The address of this copy: no page of another site reads an answer',
    schema: { type: 'string', format: 'uri', maxLength: 2000 },
  },
  RetryAfter: {
    description: 'After how many seconds to ask again',
    schema: { type: 'integer', format: 'int32', minimum: 0, maximum: 86_400 },
  },
  RateLimit: { description: 'How many calls are left, and in how many seconds all are back', schema: text('`"user";r=599;t=60`', 200) },
  RateLimitPolicy: { description: 'How many calls there are in how many seconds', schema: text('`"user";q=600;w=60`', 200) },
  IdempotentReplayed: {
    description: '`true` when the call was done before, and this is what was answered then',
    schema: { type: 'string', enum: ['true'] },
  },
};

const link = (name: string) => ({ $ref: `#/components/headers/${name}` });
export const everyHeader = {
  'Access-Control-Allow-Origin': link('Access-Control-Allow-Origin'),
  RateLimit: link('RateLimit'),
  'RateLimit-Policy': link('RateLimitPolicy'),
};
export const replayHeader = { 'Idempotent-Replayed': link('IdempotentReplayed') };

/** The parameter of every call that changes something. */
export const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'The same call with the same key within 24 hours is done once and answered the same. The same key for another call is refused with 422; while the first is under way the answer is 409 with `Retry-After`. A refusal that changed nothing is not remembered; an answer that is given once, is a file or is longer than 64 KB is not repeated: then the answer is 409 `answer_withheld`.',
  schema: { type: 'string', minLength: 1, maxLength: 257, examples: ['8e03978e-40d5-43e8-bc93-6894a57f9324'] },
};

interface Said {
  description: string;
  code: string;
  sentence: string;
  waits?: true;
}

const said: Record<number, Said> = {
  400: { description: 'The input is not usable', code: 'input_invalid', sentence: 'name: is too long.' },
  401: {
    description: 'Nobody is signed in, or the token is not valid',
    code: 'signed_out',
    sentence: 'You are signed out. Sign in and try again.',
  },
  403: {
    description: 'The role or the token does not allow it',
    code: 'not_allowed',
    sentence: 'Your role does not allow this. Ask an owner or admin of the workspace.',
  },
  404: {
    description: 'Not here, or not yours to see',
    code: 'not_found',
    sentence: 'There is no campaign here, or it is not yours to see.',
  },
  409: {
    description: 'Something changed meanwhile, or the same call is under way',
    code: 'still_running',
    sentence: 'The first call with this Idempotency-Key is not answered yet. Please ask again in a moment.',
    waits: true,
  },
  413: { description: 'The body is too large', code: 'too_large', sentence: 'This is too large: at most 6 MiB are taken.' },
  415: {
    description: 'The body is not JSON',
    code: 'content_type',
    sentence: 'The body has to be JSON, with the header Content-Type: application/json. It was not read.',
  },
  422: {
    description: 'Understood, and refused with a reason',
    code: 'idempotency_key_reused',
    sentence: 'This Idempotency-Key was used for another call within the last day. Take a new key for each thing to do. Nothing was done.',
  },
  429: {
    description: 'Too many calls',
    code: 'too_many',
    sentence: 'That was tried too often. Please wait 42 seconds and try again.',
    waits: true,
  },
  500: {
    description: 'Something broke on our side',
    code: 'fault',
    sentence: 'Something broke on our side. What you asked for was not finished.',
  },
  502: {
    description: 'An outside service did not do its part',
    code: 'provider_down',
    sentence: 'The mail service does not answer. Nothing was sent.',
    waits: true,
  },
  503: {
    description: 'Not now: the copy is crowded, ends, or its database is away',
    code: 'crowded',
    sentence: 'Too much is asked of this copy at the same moment. What you asked for was not done; please try again in some seconds.',
    waits: true,
  },
};

/** What a page of another site asks for is refused before it is looked at. */
const fromElsewhere = text('In words alone, where another site asked');

/** Every refusal once, under its number. */
export const refusals: Record<string, ResponseObject> = Object.fromEntries(
  Object.entries(said).map(([status, { description, code, sentence, waits }]): [string, ResponseObject] => {
    const data = { code, ...(waits ? { retryAfterSeconds: 5 } : {}) };
    const content = { schema: { $ref: '#/components/schemas/Refusal' }, example: { code: 'REFUSED', message: sentence, data } };
    const named = { ...everyHeader, ...(waits ? { 'Retry-After': link('RetryAfter') } : {}) };
    return [
      `Refusal${status}`,
      {
        description,
        headers: named,
        content: { 'application/json': content, ...(status === '403' ? { 'text/plain': { schema: fromElsewhere } } : {}) },
      },
    ];
  }),
);
