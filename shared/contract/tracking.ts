import { z } from 'zod';
import { done, enrolmentId, inWorkspace, instant, outreachId, page, route } from './base.ts';
import { tracking } from './outreach-shapes.ts';

const one = inWorkspace.extend({ outreachId });

export const verdict = z.enum(['person', 'machine', 'unknown']);

/** Whoever opened something, set apart by what they are taken for. */
const byVerdict = z.object({ people: z.number().int(), machines: z.number().int(), unknown: z.number().int() });

const hit = z.object({
  at: instant,
  step: z.number().int().nullable(),
  kind: z
    .enum(['open', 'click', 'hidden', 'leave'])
    .describe('`hidden` is a link that nobody sees, `leave` the look at the page for leaving'),
  url: z.string().nullable().describe('Where the link leads'),
  verdict: verdict.nullable().describe('Empty for two minutes, until it is known what came around it'),
  because: z.string().nullable(),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
});

/** What is known of messages being opened, where a campaign wants to know it. */
export const trackingContract = {
  show: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/tracking',
    'outreach.read',
    'Opens and clicks by message and by link, with people, machines and unknown apart',
  )
    .input(one)
    .output(
      z.object({
        tracking,
        steps: z.array(z.object({ step: z.number().int(), opened: byVerdict, clicked: byVerdict })),
        links: z.array(z.object({ step: z.number().int(), url: z.string(), clicked: byVerdict })),
        ownLinks: z
          .array(z.object({ step: z.number().int(), links: z.number().int(), clicked: byVerdict }))
          .describe('Of links made for one recipient each'),
      }),
    ),
  ofRecipient: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/recipients/{enrolmentId}/hits',
    'contacts.read',
    'Each time that one recipient’s messages and links were opened, newest first, as it came and as what it is taken for',
  )
    .input(one.extend(page.shape).extend({ enrolmentId }))
    .output(z.object({ hits: z.array(hit), after: z.string().optional() })),
  export: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/exports/hits',
    'contacts.export',
    'Every time that a message or link was opened, with its recipient, as CSV that is safe to open in a spreadsheet',
  )
    .input(one)
    .output(
      z.object({ fileName: z.string(), csv: z.string(), truncated: z.boolean().describe('Whether there were more rows than fit in') }),
    ),
  judgeAgain: route(
    'POST',
    '/workspaces/{workspaceId}/outreach/{outreachId}/judgements',
    'outreach.change',
    'Tell people and machines apart again, in everything that was noted of this campaign, with the rules of today',
  )
    .input(one)
    .output(done),
  remove: route(
    'DELETE',
    '/workspaces/{workspaceId}/outreach/{outreachId}/tracking',
    'outreach.launch',
    'Delete what was noted of opens and clicks in this campaign, with its counts. What is opened from now on is noted as the campaign says',
  )
    .input(one)
    .output(done),
};
