import { z } from 'zod';
import { inWorkspace, outreachId, route } from './base.ts';
import { outreachCampaign } from './outreach-shapes.ts';

const one = inWorkspace.extend({ outreachId });
const variant = z.string().regex(/^[a-h]$/);

/** How the variants of a team campaign do beside each other. */
export const outreachComparing = {
  compareVariants: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/variants',
    'outreach.read',
    'How many replied to each variant, and whether the difference can be chance',
  )
    .input(one)
    .output(
      z.object({
        variants: z.array(
          z.object({
            variant,
            weight: z.number().int(),
            accepted: z.number().int().describe('Recipients whose first message was accepted'),
            replied: z.number().int().describe('How many of them replied, to whichever message'),
          }),
        ),
        better: variant.nullable().describe('The one that gets more replies by more than luck'),
        sentence: z.string(),
      }),
    ),
  preferVariant: route(
    'PUT',
    '/workspaces/{workspaceId}/outreach/{outreachId}/preferred-variant',
    'outreach.change',
    'Use one variant from now on. Who was begun with keeps theirs through all steps',
  )
    .input(one.extend({ variant }))
    .output(outreachCampaign),
};
