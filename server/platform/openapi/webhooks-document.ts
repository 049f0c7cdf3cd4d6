import { z } from 'zod';
import { shapeOf } from '../../../shared/contract/webhook-shapes.ts';
import { exampleOf, webhookEventNames, webhookEvents, webhookVersion } from '../../../shared/webhook-events.ts';
import { bound } from './complete-operation.ts';
import type { Schema } from './schema.ts';

const header = (name: string, description: string, maxLength: number) => ({
  ...{ name, in: 'header', required: true, description },
  schema: { type: 'string', maxLength },
});

const headers = [
  header('webhook-id', 'The same for one event however often it is told: whoever has taken it before answers 200 and does nothing', 64),
  header('webhook-timestamp', 'When this try was made, in seconds since 1970. Refuse what is older than five minutes', 20),
  header(
    'webhook-signature',
    'One or, while the secret is being changed, two signatures with a space between: `v1,` and base64 of HMAC-SHA256 over id, timestamp and body, joined by full stops',
    200,
  ),
];

const responses = {
  '2XX': { description: 'Taken' },
  '410': { description: 'Nothing more is told to this address' },
  default: { description: 'Not taken, as no answer within ten seconds: it is told again after pauses that grow, for three days' },
};

function message(type: string, description: string, data: { shape: z.ZodType; example: object }) {
  const schema = z.toJSONSchema(
    z.object({ type: z.literal(type), version: z.literal(webhookVersion), timestamp: z.iso.datetime(), data: data.shape }),
    { io: 'output' },
  );
  delete schema.$schema;
  bound(schema as Schema, mostTold);
  return {
    post: {
      operationId: `webhook.${type}`,
      summary: description,
      tags: ['webhooks'],
      security: [],
      parameters: headers,
      requestBody: { required: true, content: { 'application/json': { schema, example: data.example } } },
      responses,
    },
  };
}

/** No text that is told is longer, and no list. */
const mostTold = 100_000;

const challenge = { challenge: 'zJ4wVqX1mB0sN7dT2cGhK9yRfLpE5uAoQi3xWvY8eMs' };
const timestamp = '2026-11-22T05:00:00.000Z';

/** What is told to webhooks, each message with its shape and an example, for the section `webhooks` of the OpenAPI document. */
export function webhooksDocument(): Record<string, object> {
  const own = {
    'webhook.challenge': message('webhook.challenge', 'The question that proves an address: answer 200 with {"challenge": "…"}', {
      shape: z.object({ challenge: z.string() }),
      example: { type: 'webhook.challenge', version: webhookVersion, timestamp, data: challenge },
    }),
    'webhook.test': message('webhook.test', 'A member wants to see that messages arrive', {
      shape: z.object({}),
      example: { type: 'webhook.test', version: webhookVersion, timestamp, data: {} },
    }),
  };
  const chosen = webhookEventNames.map((name) => [
    name,
    message(name, webhookEvents[name], { shape: shapeOf(name), example: exampleOf(name) }),
  ]);
  return { ...own, ...(Object.fromEntries(chosen) as Record<string, object>) };
}
