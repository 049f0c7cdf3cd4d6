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
    'suppressions.add',
    'Suppress an address for three years. Doing it twice changes nothing; of two reasons the stronger stays',
  )
    .input(
      inWorkspace.extend({
        email: emailAddress,
        reason: given.default('asked'),
        everywhere: z.boolean().default(false).describe('For every workspace; operators only'),
      }),
    )
    .output(suppression),
  importCsv: route(
    'POST',
    '/workspaces/{workspaceId}/suppression-imports',
    'suppressions.change',
    'Suppress every address of a CSV file for three years: a column email, and if wanted a column reason. Who is suppressed already stays so, for the stronger reason',
  )
    .input(
      inWorkspace.extend({
        csv: z.string().max(5_000_000),
        reason: given.default('asked').describe('For lines that name none of these reasons'),
        everywhere: z.boolean().default(false).describe('For every workspace; operators only'),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        added: z.number().int(),
        unchanged: z.number().int(),
        refused: z.array(z.object({ line: z.number().int(), sentence: z.string() })),
      }),
    ),
  exportCsv: route(
    'GET',
    '/workspaces/{workspaceId}/suppression-exports',
    'contacts.export',
    'The list as CSV in which no cell is a formula',
  )
    .input(
      inWorkspace.extend({
        of: z.enum(['workspace', 'copy']).default('workspace').describe('`copy`: those that bind every workspace; operators only'),
        after: suppressionId.optional(),
      }),
    )
    .output(
      z.object({
        fileName: z.string(),
        csv: z.string(),
        rows: z.number().int(),
        unnamed: z.number().int().describe('How many are known by a code alone, and stand in no file'),
        after: suppressionId.optional().describe('Pass it to go on with the next file; absent when there is no more'),
      }),
    ),
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
