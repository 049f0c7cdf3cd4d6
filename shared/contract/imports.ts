import { z } from 'zod';
import { importId, inWorkspace, instant, listId, page, route, takesBytes } from './base.ts';

const one = inWorkspace.extend({ importId });
const target = z.enum([
  'email',
  'first_name',
  'last_name',
  'full_name',
  'company',
  'job_title',
  'phone',
  'language',
  'time_zone',
  'tags',
  'own',
]);
const meaning = z.object({
  column: z.number().int().min(0).max(4_999).describe('Place of the column in the file, from 0'),
  to: target,
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .optional()
    .describe('Of a field of the workspace'),
  policy: z
    .enum(['keep', 'replace', 'fill'])
    .describe('For contacts that are there: keep what is there, replace it by what the file says, or fill it only where it is empty'),
});
const encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis']);
const delimiter = z.enum([',', ';', '\t', '|']);
const count = z.number().int();
const counts = z.object({ added: count, changed: count, unchanged: count });
const tag = z.string().trim().min(1).max(60);

/** An import as it is shown. */
export const importShape = z.object({
  id: importId,
  state: z.enum(['uploading', 'reading', 'read', 'checking', 'checked', 'running', 'finished', 'cancelled', 'failed', 'undoing', 'undone']),
  fileName: z.string().nullable(),
  fileBytes: count.describe('How much of the file is here'),
  kind: z.enum(['csv', 'xlsx']).nullable(),
  encoding: encoding.nullable(),
  delimiter: delimiter.nullable(),
  headers: z.array(z.string()),
  mapping: z.array(meaning),
  listId: listId.nullable(),
  tags: z.array(z.string()),
  basis: z.string().describe('On what ground these people may be written to, as it was noted for this import'),
  progress: z.number().min(0).max(1).describe('Of what is being done now'),
  rows: count.nullable().describe('Rows of the file, once it was read to its end'),
  appliedRows: count,
  counts,
  preview: counts.nullable().describe('What a run would do'),
  refused: z.array(z.object({ sentence: z.string(), rows: count })).describe('Rows that cannot be used, by reason'),
  failure: z.string().nullable(),
  undone: z
    .object({
      removed: count.describe('Contacts that it had added'),
      stayed: count.describe('Contacts that it had added and that were used or changed since'),
      putBack: count.describe('Contacts that are as they were before'),
      left: count.describe('Contacts of which some values were changed since, or that are gone'),
    })
    .nullable(),
  createdAt: instant,
  beganAt: instant.nullable(),
  endedAt: instant.nullable(),
  undoUntil: instant.nullable().describe('Until when it can be undone; nothing when it cannot'),
});

/** Imports: contacts from a file of comma-separated values, or from a workbook. */
export const imports = {
  list: route('GET', '/workspaces/{workspaceId}/imports', 'contacts.read', 'Imports, newest first')
    .input(inWorkspace.extend(page.shape))
    .output(z.object({ imports: z.array(importShape), after: importId.optional() })),
  begin: route('POST', '/workspaces/{workspaceId}/imports', 'contacts.change', 'Begin an import; its file follows')
    .input(inWorkspace.extend({ fileName: z.string().trim().min(1).max(255) }))
    .output(importShape),
  receive: takesBytes(
    route(
      'PUT',
      '/workspaces/{workspaceId}/imports/{importId}/file/{from}',
      'contacts.change',
      'The file, or a piece of it that begins at this byte: the body is its bytes, as application/octet-stream',
    ),
  )
    .input(one.extend({ from: z.coerce.number().int().min(0).max(1e12) }))
    .output(z.object({ fileBytes: count.describe('How much of the file is here: the next piece begins there') })),
  read: route(
    'POST',
    '/workspaces/{workspaceId}/imports/{importId}/reading',
    'contacts.change',
    'The file is complete: find out what it is. Once more with an encoding or delimiter that is known better',
  )
    .input(one.extend({ encoding: encoding.optional(), delimiter: delimiter.optional() }))
    .output(importShape),
  show: route(
    'GET',
    '/workspaces/{workspaceId}/imports/{importId}',
    'contacts.read',
    'An import: what was found, how far it is, what it did',
  )
    .input(one)
    .output(importShape),
  sample: route(
    'GET',
    '/workspaces/{workspaceId}/imports/{importId}/sample',
    'contacts.change',
    'The first rows, as they stand in the file',
  )
    .input(one)
    .output(z.object({ sample: z.array(z.array(z.string())) })),
  map: route(
    'PUT',
    '/workspaces/{workspaceId}/imports/{importId}/mapping',
    'contacts.change',
    'Say what the columns mean, and have every row checked',
  )
    .input(
      one.extend({
        mapping: z.array(meaning).min(1).max(200),
        listId: listId.nullable().default(null),
        tags: z.array(tag).max(20).default([]),
      }),
    )
    .output(importShape),
  run: route('POST', '/workspaces/{workspaceId}/imports/{importId}/run', 'contacts.change', 'Make contacts of the rows')
    .input(
      one.extend({
        basis: z.string().trim().min(3).max(2000).describe('On what ground these people may be written to; kept with the import'),
      }),
    )
    .output(importShape),
  cancel: route(
    'POST',
    '/workspaces/{workspaceId}/imports/{importId}/cancel',
    'contacts.change',
    'Stop; what was done stays and can be undone',
  )
    .input(one)
    .output(importShape),
  undo: route('POST', '/workspaces/{workspaceId}/imports/{importId}/undo', 'contacts.change', 'Take back what an import did')
    .input(one)
    .output(importShape),
  problems: route(
    'GET',
    '/workspaces/{workspaceId}/imports/{importId}/problems',
    'contacts.change',
    'The rows that could not be used, as CSV with the reasons, in pages',
  )
    .input(one.extend({ after: z.coerce.number().int().min(0).default(0) }))
    .output(z.object({ csv: z.string(), after: count.optional() })),
};
