import { z } from 'zod';
import { campaignId, guardedRoute, instant, inWorkspace, partnerId, route } from './base.ts';

const one = inWorkspace.extend({ campaignId });
const origins = z
  .array(z.string().trim().max(200))
  .min(1)
  .max(20)
  .describe('Where the partner’s pages stand, exactly: https://, host and, if it is not the usual one, port');
const name = z.string().trim().min(1).max(120);

const partner = z.object({
  id: partnerId,
  name,
  origins: z.array(z.string()),
  embedUrl: z.string().describe('The page that stands in the partner’s frame'),
  snippetUrl: z.string().describe('A page for the partner’s webmaster: how to put it on a site, and a check of theirs'),
  participations: z.number().int().describe('Supporters who came by this partner and were counted'),
  createdAt: instant,
  endedAt: instant.nullable(),
});

/** One thing that the embed doctor found. */
export const finding = z.object({
  level: z.enum(['good', 'warning', 'problem']),
  sentence: z.string(),
  fix: z.string().optional(),
});

/** Partners: organisations on whose sites an action page stands. */
export const partners = {
  list: route(
    'GET',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/partners',
    'campaigns.read',
    'Where the action page stands besides here',
  )
    .input(one)
    .output(z.object({ partners: z.array(partner) })),
  add: route(
    'POST',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/partners',
    'campaigns.publish',
    'Let a partner frame the action page',
  )
    .input(one.extend({ name, origins }))
    .output(partner),
  change: route(
    'PATCH',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/partners/{partnerId}',
    'campaigns.publish',
    'Change a partner’s name or origins, or end it',
  )
    .input(one.extend({ partnerId, name: name.optional(), origins: origins.optional(), ended: z.boolean().optional() }))
    .output(partner),
  examine: guardedRoute(
    'POST',
    '/workspaces/{workspaceId}/campaigns/{campaignId}/partners/{partnerId}/examinations',
    'campaigns.read',
    'The embed doctor: look at a page of the partner and say what keeps the frame from working',
  )
    .input(one.extend({ partnerId, url: z.url({ protocol: /^https?$/ }).max(2000) }))
    .output(z.object({ findings: z.array(finding) })),
};
