import { z } from 'zod';
import { webhookEventNames, type WebhookEvent } from '../webhook-events.ts';

export const webhookEvent = z.enum(webhookEventNames);

const campaign = z.object({
  id: z.string().describe('`cmp_…` of a campaign in which supporters send, `otr_…` of a team campaign'),
  kind: z.enum(['advocacy', 'outreach']),
});
const ofRecipient = z.object({
  campaign,
  enrolment: z.string().describe('The recipient’s number in this campaign'),
  step: z.number().int().nullable().describe('Which message of the campaign, the first being 1; null where none has left'),
  address: z.string().nullable().optional().describe('Only where the webhook was made with addresses; null once the recipient was deleted'),
});
const ofCampaign = z.object({ campaign, because: z.string().optional().describe('Why it was paused, in a closed word') });
const totals = z.object({
  campaigns: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      state: z.string(),
      counts: z.object({
        participations: z.number().int(),
        accepted: z.number().int(),
        failed: z.number().int(),
        skipped: z.number().int(),
        uncertain: z.number().int(),
        opened: z.number().int(),
      }),
    }),
  ),
});

/** The shape of what stands in `data`. */
export function shapeOf(name: WebhookEvent): z.ZodType {
  if (name === 'participation.totals') return totals;
  if (name.startsWith('campaign.')) return ofCampaign;
  if (name === 'delivery.settled') return ofRecipient.extend({ became: z.enum(['accepted', 'not_sent']) });
  if (name === 'delivery.accepted') return ofRecipient;
  if (name.startsWith('delivery.')) return ofRecipient.extend({ reason: z.string().nullable().describe('Why, in a closed word') });
  if (name === 'recipient.bounced') return ofRecipient.extend({ severity: z.enum(['hard', 'soft', 'refused']).nullable() });
  return ofRecipient;
}
