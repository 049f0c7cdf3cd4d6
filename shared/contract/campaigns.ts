import { z } from 'zod';
import { campaignId, done, emailAddress, instant, inWorkspace, recipientId, route, guardedRoute } from './base.ts';

const slug = z
  .string()
  .trim()
  .regex(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/, 'Use small letters, digits and hyphens, 1 to 64 of them');

/** What an organiser writes. Changing subject or body makes a new text version. */
const fields = {
  name: z.string().trim().min(1).max(120).describe('The title on the action page'),
  slug: slug.describe('The last part of the public address'),
  introduction: z.string().trim().max(2000).describe('A few sentences above the letter'),
  subject: z.string().trim().min(1).max(300),
  body: z.string().trim().min(1).max(20_000).describe('Plain text with merge tags such as {{ recipient.salutation }}'),
  editing: z.enum(['whole', 'own_line', 'locked']).describe('What a supporter may change: everything, one added line, nothing'),
  goal: z.number().int().min(1).max(100_000_000).nullable(),
};

export const campaignState = z.enum(['draft', 'published', 'paused', 'closed']);
/** A closed set. `accepted` is all that Gmail says; nothing more is known. */
export const counts = z.object({
  participations: z.number().int(),
  accepted: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  uncertain: z.number().int(),
});

const problem = z.object({
  field: z.enum(['subject', 'body', 'recipients', 'slug']),
  sentence: z.string(),
  line: z.number().int().optional(),
});
export const campaign = z.object({
  id: campaignId,
  kind: z.literal('advocacy'),
  state: campaignState,
  ...fields,
  textVersion: z.number().int(),
  publicUrl: z.string(),
  recipientCount: z.number().int(),
  counts,
  /** What stands in the way of publishing, in sentences. Empty when nothing does. */
  problems: z.array(problem),
  createdAt: instant,
  publishedAt: instant.nullable(),
  closedAt: instant.nullable(),
});
const recipient = z.object({
  id: recipientId,
  name: z.string(),
  email: z.string(),
  salutation: z.string(),
  district: z.string(),
  suppressed: z.boolean(),
});
const recipientFields = {
  name: z.string().trim().min(1).max(200),
  email: emailAddress,
  salutation: z.string().trim().max(200).default('').describe('How a letter begins, such as “Dear Councillor Falk”'),
  district: z.string().trim().max(120).default('').describe('Ward, constituency or office'),
};
const one = inWorkspace.extend({ campaignId });

export const campaigns = {
  list: route('GET', '/workspaces/{workspaceId}/campaigns', 'campaigns.read', 'All campaigns, newest first')
    .input(inWorkspace.extend({ state: campaignState.optional() }))
    .output(z.object({ campaigns: z.array(campaign.omit({ problems: true, subject: true, body: true, introduction: true })) })),
  create: route('POST', '/workspaces/{workspaceId}/campaigns', 'campaigns.change', 'Begin a campaign of kind advocacy, as a draft')
    .input(
      inWorkspace.extend({
        name: fields.name,
        slug: slug.optional().describe('Made from the name when absent'),
        introduction: fields.introduction.default(''),
        subject: fields.subject.default('A word about {{ recipient.district | default: "our town" }}'),
        body: fields.body.default(
          '{{ recipient.salutation | default: "Dear Sir or Madam" }},\n\n\n\nYours sincerely,\n{{ supporter.name }}',
        ),
        editing: fields.editing.default('whole'),
        goal: fields.goal.default(null),
      }),
    )
    .output(campaign),
  show: route(
    'GET',
    '/workspaces/{workspaceId}/campaigns/{campaignId}',
    'campaigns.read',
    'One campaign with its counts and what stands in the way of publishing',
  )
    .input(one)
    .output(campaign),
  change: route(
    'PATCH',
    '/workspaces/{workspaceId}/campaigns/{campaignId}',
    'campaigns.change',
    'Change what a campaign says. Flows that supporters opened before are refused at their confirmation',
  )
    .input(
      one.extend({
        name: fields.name.optional(),
        slug: slug.optional(),
        introduction: fields.introduction.optional(),
        subject: fields.subject.optional(),
        body: fields.body.optional(),
        editing: fields.editing.optional(),
        goal: fields.goal.optional(),
        expectedTextVersion: z.number().int().optional().describe('Refuse when somebody else changed the text meanwhile'),
      }),
    )
    .output(campaign),
  remove: route(
    'DELETE',
    '/workspaces/{workspaceId}/campaigns/{campaignId}',
    'campaigns.publish',
    'Delete a campaign with its recipients, deliveries and counts',
  )
    .input(one.extend({ name: z.string().describe('The campaign’s name, typed to confirm') }))
    .output(done),
  setState: route(
    'PUT',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/state',
    'campaigns.publish',
    'Publish, pause, publish again, or close for good',
  )
    .input(one.extend({ state: z.enum(['published', 'paused', 'closed']) }))
    .output(campaign),
  preview: route(
    'GET',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/preview',
    'recipients.read',
    'The letter as one recipient will read it',
  )
    .input(one.extend({ recipientId: recipientId.optional() }))
    .output(
      z.object({
        recipient: recipient.omit({ suppressed: true }).nullable(),
        subject: z.string(),
        body: z.string(),
        missing: z.array(z.string()).describe('Merge tags that have no value for this recipient'),
      }),
    ),
  sendTest: guardedRoute(
    'POST',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/test-messages',
    'campaigns.change',
    'Mail the letter to oneself; it cannot reach a recipient',
  )
    .input(one)
    .output(z.object({ sentTo: z.string() })),
  statistics: route(
    'GET',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/statistics',
    'campaigns.read',
    'Counts by day (UTC), oldest first',
  )
    .input(one)
    .output(z.object({ total: counts, days: z.array(counts.extend({ day: z.iso.date() })) })),
  recipients: route('GET', '/workspaces/{workspaceId}/campaigns/{campaignId}/recipients', 'recipients.read', 'Who the letters are for')
    .input(
      one.extend({
        after: recipientId.optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        search: z.string().trim().max(120).optional(),
      }),
    )
    .output(z.object({ recipients: z.array(recipient), after: recipientId.optional(), total: z.number().int() })),
  addRecipient: route('POST', '/workspaces/{workspaceId}/campaigns/{campaignId}/recipients', 'recipients.change', 'Add one recipient')
    .input(one.extend(recipientFields))
    .output(recipient),
  importRecipients: route(
    'POST',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/recipient-imports',
    'recipients.change',
    'Add recipients from a CSV file with the columns name, email, salutation, district',
  )
    .input(one.extend({ csv: z.string().max(5_000_000), dryRun: z.boolean().default(false) }))
    .output(
      z.object({
        added: z.number().int(),
        changed: z.number().int(),
        unchanged: z.number().int(),
        refused: z.array(z.object({ line: z.number().int(), sentence: z.string() })),
      }),
    ),
  removeRecipient: route(
    'DELETE',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/recipients/{recipientId}',
    'recipients.change',
    'Remove one recipient',
  )
    .input(one.extend({ recipientId }))
    .output(done),
  deliveries: route(
    'GET',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/deliveries',
    'recipients.read',
    'Deliveries that were not accepted or are uncertain, newest first, with the reason',
  )
    .input(one.extend({ state: z.enum(['accepted', 'failed', 'skipped', 'uncertain']).optional() }))
    .output(
      z.object({
        deliveries: z.array(
          z.object({
            recipientAddress: z.string().nullable().describe('Cleared after 90 days'),
            state: z.enum(['planned', 'sending', 'accepted', 'failed', 'skipped', 'uncertain']),
            reason: z.string().nullable(),
            plannedAt: instant,
          }),
        ),
      }),
    ),
};
