import { z } from 'zod';
import { confirmedRoute, guardedRoute, inWorkspace, instant, outreachId, route, shownOnce, workspaceId } from './base.ts';

/** What the browser extension asks of this copy beyond what everybody may ask: to be paired, and to hand over a draft. */
export const extension = {
  beginPairing: shownOnce(
    confirmedRoute(
      'POST',
      '/workspaces/{workspaceId}/pairings',
      'tokens.manage',
      'Show a short code by which the browser extension is paired. It is good once, for five minutes; the one before ends',
    ),
  )
    .input(inWorkspace)
    .output(z.object({ code: z.string().describe('Such as K7MP-4XQZ'), endsAt: instant })),
  pair: shownOnce(
    guardedRoute(
      'POST',
      '/pairings',
      'public',
      'Take a code for an API token of the extension; it stands in the list of its user’s tokens',
    ),
  )
    .input(z.object({ code: z.string().min(1).max(40).describe('As it was shown; blanks, hyphens and small letters do not matter') }))
    .output(
      z.object({
        token: z.string().describe('Shown this once'),
        endsAt: instant.describe('When the token ends'),
        workspace: z.object({ id: workspaceId, name: z.string(), slug: z.string() }),
      }),
    ),
  takeDraft: route(
    'POST',
    '/workspaces/{workspaceId}/taken-drafts',
    'outreach.change',
    'Take a draft that was written in a mail program into a team campaign: a new one, or one that is still a draft. Sent again, it changes nothing',
  )
    .input(
      inWorkspace.extend({
        exportId: z.uuid().describe('A random number of this draft; under it, it is taken once'),
        outreachId: outreachId.optional().describe('The campaign that is still a draft; a new one where it is left out'),
        name: z.string().trim().min(1).max(120).optional().describe('Of a new campaign; its subject where it is left out'),
        timeZone: z.string().max(60).default('UTC').describe('Of a new campaign, such as Europe/Vienna'),
        place: z
          .enum(['first', 'further'])
          .default('first')
          .describe('In place of the first message, or as a further one after the others'),
        expectedVersion: z.number().int().optional().describe('Refuse when somebody else changed the steps meanwhile'),
        subject: z.string().max(2000),
        html: z.string().max(500_000).describe('Cleaned like a text that is pasted into the editor'),
        recipients: z
          .array(z.object({ email: z.string().max(320), name: z.string().max(300).default('') }))
          .max(500)
          .default([])
          .describe('Are added to the campaign by hand'),
      }),
    )
    .output(
      z.object({
        outreachId,
        again: z.boolean().describe('Whether it was taken before, and nothing was changed now'),
        added: z.number().int().describe('Recipients who were added'),
        leftOut: z.number().int().describe('Recipients who were there already, may not be written to, or have no usable address'),
        notes: z.array(z.string()).describe('What was left out of the text'),
      }),
    ),
};
