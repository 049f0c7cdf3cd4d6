import { z } from 'zod';
import { webhookEvent } from './webhook-shapes.ts';
import { done, eventId, guardedRoute, inWorkspace, instant, page, route, shownOnce, webhookId } from './base.ts';

const one = inWorkspace.extend({ webhookId });
const events = z.array(webhookEvent).min(1).max(50).describe('What it is told. At least one');
const withAddresses = z
  .boolean()
  .describe('Whether events about one recipient carry their e-mail address. Only who may read contacts can choose it');

const webhook = z.object({
  id: webhookId,
  url: z.string(),
  events: z.array(webhookEvent),
  withAddresses: z.boolean(),
  provenAt: instant.nullable().describe('When the address gave back what it was asked. Nothing is told before'),
  oldSecretUntil: instant.nullable().describe('Until when the secret before the present one signs too'),
  endedBecause: z
    .enum(['gone', 'failing'])
    .nullable()
    .describe('Why nothing more is told: it answered 410, or failed for five days. Proving it again lets it go on'),
  lastTriedAt: instant.nullable(),
  lastStatus: z.number().int().nullable().describe('What it answered last; empty where it did not answer'),
  nextTryAt: instant.nullable().describe('After failures: before this nothing is tried'),
  waiting: z.number().int().describe('Events that are still to be told; counted up to 1,000'),
  givenUp: z.number().int().describe('Events that it did not take for three days; counted up to 1,000'),
  createdAt: instant,
});
const secret = z.string().describe('Signs each message by the Standard Webhooks rules; begins with whsec_. Shown this once');

const event = z.object({
  id: eventId.describe('The same in the header `webhook-id`, however often it is told'),
  type: z.string(),
  state: z.enum(['waiting', 'told', 'given_up']),
  campaign: z.string().nullable(),
  enrolment: z.string().nullable(),
  happenedAt: instant,
  tries: z.number().int(),
  triedAt: instant.nullable(),
  nextTryAt: instant.nullable(),
  status: z.number().int().nullable(),
  milliseconds: z.number().int().nullable().describe('How long the last answer took'),
});

const at = '/workspaces/{workspaceId}/webhooks' as const;

/** Webhooks: a server of the organisation is told what happens, and proves first that it wants to hear it. */
export const webhooks = {
  list: route('GET', at, 'workspace.change', 'Where something is told, what, and how it goes')
    .input(inWorkspace)
    .output(z.object({ webhooks: z.array(webhook) })),
  add: shownOnce(
    route('POST', at, 'workspace.change', 'Add an address that is told what happens. The secret is shown once; prove the address next'),
  )
    .input(
      inWorkspace.extend({
        url: z.url({ protocol: /^https?$/ }).max(2000),
        events: events.default(['participation.totals']),
        withAddresses: withAddresses.default(false),
      }),
    )
    .output(webhook.extend({ secret })),
  change: route('PATCH', `${at}/{webhookId}`, 'workspace.change', 'Choose anew what an address is told, from now on')
    .input(one.extend({ events: events.optional(), withAddresses: withAddresses.optional() }))
    .output(webhook),
  remove: route('DELETE', `${at}/{webhookId}`, 'workspace.change', 'Tell an address nothing more, and delete what waits for it')
    .input(one)
    .output(done),
  prove: guardedRoute(
    'POST',
    `${at}/{webhookId}/proof`,
    'workspace.change',
    'Ask the address for its echo: a signed `webhook.challenge` whose `data.challenge` it gives back as `{"challenge": "…"}`, within ten seconds',
  )
    .input(one)
    .output(webhook),
  rotate: shownOnce(
    route(
      'POST',
      `${at}/{webhookId}/secret`,
      'workspace.change',
      'Make a new secret. For 24 hours each message bears the signatures of both',
    ),
  )
    .input(one)
    .output(webhook.extend({ secret })),
  endOldSecret: route('DELETE', `${at}/{webhookId}/secret/old`, 'workspace.change', 'Sign with the new secret alone from now on')
    .input(one)
    .output(webhook),
  test: route('POST', `${at}/{webhookId}/test`, 'workspace.change', 'Tell it a `webhook.test` event in its turn')
    .input(one)
    .output(z.object({ id: eventId })),
  events: route('GET', `${at}/{webhookId}/events`, 'workspace.change', 'What it was told, is to be told or never took, newest first')
    .input(one.extend(page.shape).extend({ state: z.enum(['waiting', 'told', 'given_up']).optional() }))
    .output(z.object({ events: z.array(event), after: z.string().optional() })),
  replay: route(
    'POST',
    `${at}/{webhookId}/replay`,
    'workspace.change',
    'Tell again, under the same ids, what it never took: one event, or all of them. One that it took can be named, too',
  )
    .input(one.extend({ eventId: eventId.optional() }))
    .output(z.object({ replayed: z.number().int() })),
};
