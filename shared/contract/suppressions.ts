import { z } from 'zod';
import { done, emailAddress, instant, inWorkspace, page, route, suppressionId } from './base.ts';

/** Why somebody puts an address on the list. */
const given = z.enum(['asked', 'complaint', 'bounce', 'member']);
/** `restricted`: the person had the use of their address paused, and ends the pause themselves. */
const reason = z.enum([...given.options, 'restricted']);
const suppression = z.object({
  id: suppressionId,
  email: z.string(),
  reason,
  addedAt: instant,
  keepUntil: instant,
  everywhere: z.boolean().describe('Set by the operator for the whole installation'),
});

/** Addresses that nothing is sent to. */
export const suppressions = {
  list: route('GET', '/workspaces/{workspaceId}/suppressions', 'suppressions.read', 'Suppressed addresses, newest first')
    .input(inWorkspace.extend(page.shape).extend({ search: z.string().trim().max(320).optional().describe('A whole address') }))
    .output(z.object({ suppressions: z.array(suppression), after: z.string().optional() })),
  suppress: route(
    'POST',
    '/workspaces/{workspaceId}/suppressions',
    'suppressions.change',
    'Suppress an address for three years. Doing it twice changes nothing',
  )
    .input(
      inWorkspace.extend({
        email: emailAddress,
        reason: given.default('asked'),
        everywhere: z.boolean().default(false).describe('For every workspace; operators only'),
      }),
    )
    .output(suppression),
  extend: route(
    'POST',
    '/workspaces/{workspaceId}/suppressions/{suppressionId}/extension',
    'suppressions.change',
    'Keep it three years from now',
  )
    .input(inWorkspace.extend({ suppressionId }))
    .output(suppression),
  release: route(
    'DELETE',
    '/workspaces/{workspaceId}/suppressions/{suppressionId}',
    'suppressions.change',
    'Let the address be written to again',
  )
    .input(inWorkspace.extend({ suppressionId }))
    .output(done),
};
