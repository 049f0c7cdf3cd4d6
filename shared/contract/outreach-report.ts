import { z } from 'zod';
import { instant, inWorkspace, mailboxId, outreachId, route } from './base.ts';
import { outreachCounts } from './outreach-shapes.ts';

/** What became of a team campaign’s messages, from the side of time, of mailboxes and of the mail providers of its recipients. */
export const outreachReport = {
  report: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/report',
    'outreach.read',
    'What became of its messages by time, by mailbox, and by the domain of the address; added up as it happens, and never counted anew',
  )
    .input(inWorkspace.extend({ outreachId, unit: z.enum(['hour', 'day']).default('day').describe('Hours and days in UTC') }))
    .output(
      z.object({
        byTime: z
          .array(z.object({ at: instant.describe('When it begins'), counts: outreachCounts }))
          .describe('Those in which something happened'),
        byMailbox: z.array(
          z.object({
            mailboxId: mailboxId.nullable().describe('Empty for those that are gone, and for what belongs to none yet'),
            address: z.string(),
            counts: outreachCounts,
          }),
        ),
        byDomain: z
          .array(
            z.object({
              domain: z.string(),
              accepted: z.number().int(),
              failed: z.number().int(),
              bounced: z.number().int().describe('Of those that were accepted: came back, for whatever reason'),
              replied: z.number().int(),
              complained: z.number().int(),
            }),
          )
          .describe('The hundred with the most messages; those with fewer than five stay unnamed, because they may be one person’s own'),
      }),
    ),
};
