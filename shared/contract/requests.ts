import { z } from 'zod';
import { campaignId, confirmedRoute, done, instant, requestId, route, shownOnce } from './base.ts';

export const requestKind = z.enum([
  ...(['access', 'rectification', 'erasure', 'objection', 'restriction', 'portability', 'consent', 'question'] as const),
  // Rights of California’s law.
  ...(['know', 'delete', 'correct', 'no_sale', 'limit'] as const),
]);

const request = z.object({
  id: requestId,
  kind: requestKind,
  state: z.enum(['open', 'answered', 'refused']),
  email: z.string(),
  message: z.string(),
  answer: z.string().nullable(),
  receivedAt: instant,
  dueAt: instant,
  answeredAt: instant.nullable(),
  /** Whether `carryOut` does what was asked for. */
  canCarryOut: z.boolean(),
});

/** What people ask about their data, for the operator of this copy; each has a day by which it is answered. */
export const requests = {
  list: route('GET', '/operator/requests', 'operator', 'Requests and questions from people, the first due first')
    .input(z.object({ state: z.enum(['open', 'answered', 'refused']).optional() }))
    .output(z.object({ requests: z.array(request), overdue: z.number().int() })),
  answer: shownOnce(route('POST', '/operator/requests/{requestId}/answer', 'operator', 'Mail an answer, and close the request'))
    .input(z.object({ requestId, answer: z.string().trim().min(1).max(10_000), refused: z.boolean().default(false) }))
    .output(request),
  carryOut: shownOnce(
    confirmedRoute(
      'POST',
      '/operator/requests/{requestId}/fulfilment',
      'operator',
      'Do what was asked for, where the product can do it itself; mail what was done, and close the request',
    ),
  )
    .input(z.object({ requestId, note: z.string().trim().max(5_000).default('') }))
    .output(request),
  heldCampaigns: route('GET', '/operator/held-campaigns', 'operator', 'Campaigns that are held, and why')
    .input(z.object({}))
    .output(
      z.object({
        campaigns: z.array(
          z.object({
            campaignId,
            name: z.string(),
            workspace: z.string(),
            held: z.enum(['complaints', 'operator']),
            heldAt: instant,
            complaints: z.number().int(),
          }),
        ),
      }),
    ),
  hold: route('PUT', '/operator/campaigns/{campaignId}/hold', 'operator', 'Hold a campaign, or let it go on')
    .input(z.object({ campaignId, held: z.boolean() }))
    .output(done),
};
