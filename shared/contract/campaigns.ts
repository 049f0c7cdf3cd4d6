import { z } from 'zod';
import {
  campaignId,
  confirmedOfPeopleRoute,
  done,
  guardedRoute,
  inWorkspace,
  instant,
  partnerId,
  recipientId,
  route,
  shownOnce,
} from './base.ts';
import { campaign, campaignState, counts, fields, recipient, recipientChange, recipientFields, slug, wording } from './campaign-shapes.ts';

const one = inWorkspace.extend({ campaignId });

const recipientCount = z.object({
  recipientId,
  name: z.string(),
  district: z.string(),
  accepted: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  uncertain: z.number().int(),
  opened: z.number().int(),
  bouncedHard: z.number().int(),
  bouncedFull: z.number().int(),
  bouncedBlocked: z.number().int(),
  bouncedLater: z.number().int(),
});

export const campaigns = {
  list: route('GET', '/workspaces/{workspaceId}/campaigns', 'campaigns.read', 'All campaigns, newest first')
    .input(inWorkspace.extend({ state: campaignState.optional() }))
    .output(
      z.object({
        campaigns: z.array(
          campaign.omit({ problems: true, approval: true, subject: true, body: true, introduction: true, wordings: true, rules: true }),
        ),
      }),
    ),
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
        language: fields.language.default('en'),
        choice: fields.choice.default('all'),
        mostLetters: fields.mostLetters.default(10),
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
        ownTextRequired: fields.ownTextRequired.optional(),
        goal: fields.goal.optional(),
        goalGrows: fields.goalGrows.optional(),
        thanks: fields.thanks.optional(),
        language: fields.language.optional(),
        choice: fields.choice.optional(),
        mostLetters: fields.mostLetters.optional(),
        timeZone: fields.timeZone.optional(),
        hourlyBudget: fields.hourlyBudget.optional(),
        dailyBudget: fields.dailyBudget.optional(),
        officeHours: fields.officeHours.optional(),
        routingFields: fields.routingFields.optional(),
        rules: fields.rules.optional(),
        trackLinks: fields.trackLinks.optional(),
        challenge: fields.challenge.optional(),
        wordings: z.array(wording).min(1).max(60).optional().describe('Replaces every message in every language'),
        expectedTextVersion: z.number().int().optional().describe('Refuse when somebody else changed the text meanwhile'),
      }),
    )
    .output(campaign),
  remove: confirmedOfPeopleRoute(
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
    .input(one.extend({ recipientId: recipientId.optional(), language: fields.language.optional() }))
    .output(
      z.object({
        recipient: recipient.omit({ suppressed: true, contacted: true }).nullable(),
        subject: z.string(),
        body: z.string(),
        footer: z.string().describe('What stands under every letter: who sends it, and where its reader learns more'),
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
  duplicate: route(
    'POST',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/duplicates',
    'campaigns.change',
    'Begin a new draft with the words and rules of this campaign, and its recipients if wanted',
  )
    .input(one.extend({ name: fields.name, withRecipients: z.boolean().default(false) }))
    .output(campaign),
  approve: route(
    'POST',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/approvals',
    'campaigns.publish',
    'Approve the text as it is, as a second member. Who wrote it last cannot',
  )
    .input(one.extend({ textVersion: z.number().int() }))
    .output(campaign),
  rehearse: shownOnce(
    route(
      'POST',
      '/workspaces/{workspaceId}/campaigns/{campaignId}/rehearsals',
      'campaigns.change',
      'A link, good for an hour, by which the whole way can be gone; every letter goes to the mailbox that sends it',
    ),
  )
    .input(one)
    .output(z.object({ url: z.string(), expiresAt: instant })),
  statistics: route(
    'GET',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/statistics',
    'campaigns.read',
    'Counts by day (UTC), language, wording, partner and way',
  )
    .input(one)
    .output(
      z.object({
        total: counts,
        days: z.array(counts.extend({ day: z.iso.date() })),
        languages: z.array(counts.extend({ language: z.string() })),
        wordings: z.array(counts.extend({ language: z.string(), combination: z.number().int() })),
        partners: z.array(counts.extend({ partnerId: partnerId.nullable(), name: z.string() })),
        channels: z.array(counts.extend({ channel: z.string() })),
        links: z.array(z.object({ url: z.string(), visits: z.number().int(), people: z.number().int() })),
      }),
    ),
  recipientCounts: route(
    'GET',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/recipient-counts',
    'recipients.read',
    'How many letters each recipient was sent, and what supporters say came back',
  )
    .input(one)
    .output(z.object({ recipients: z.array(recipientCount) })),
  exportCounts: route(
    'GET',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/exports/{what}',
    'recipients.read',
    'A table as CSV, safe to open in a spreadsheet',
  )
    .input(one.extend({ what: z.enum(['days', 'recipients', 'wordings', 'partners', 'links']) }))
    .output(z.object({ fileName: z.string(), csv: z.string() })),
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
  changeRecipient: route(
    'PATCH',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/recipients/{recipientId}',
    'recipients.change',
    'Put right what is known of a recipient. For another address, remove them and add a new one',
  )
    .input(one.extend({ recipientId, ...recipientChange }))
    .output(recipient),
  importRecipients: route(
    'POST',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/recipient-imports',
    'recipients.change',
    'Add recipients from a CSV file: name and email, and any of the other properties and own fields as columns',
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
