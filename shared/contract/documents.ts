import { z } from 'zod';
import { done, instant, inWorkspace, route } from './base.ts';

const documentName = z.enum(['privacy', 'cookies', 'dpa', 'subprocessors', 'deletion', 'legal']);
const version = z.number().int().min(1);
const wordsHash = z.string().describe('SHA-256 of the words, in hex');

const document = z.object({
  document: documentName,
  title: z.string(),
  path: z.string().describe('Where it stands; with `.md` behind it, as text'),
  version,
  updated: z.iso.date().describe('The day of its last change'),
});

/** The documents of this copy, and the agreement that a workspace accepts. */
export const documents = {
  list: route('GET', '/documents', 'public', 'Every document that this copy publishes, with its version and day').output(
    z.object({ documents: z.array(document) }),
  ),
  changes: route('GET', '/documents/changes', 'own_account', 'What changed lately, since one has one’s account').output(
    z.object({ changes: z.array(document.omit({ updated: true }).extend({ publishedAt: instant })) }),
  ),
  agreement: route(
    'GET',
    '/workspaces/{workspaceId}/agreement',
    'workspace.read',
    'The data processing agreement in force, and the version that the workspace accepted',
  )
    .input(inWorkspace)
    .output(
      z.object({
        inForce: z.object({ version, updated: z.iso.date(), wordsHash }),
        accepted: z
          .object({
            version,
            wordsHash,
            at: instant,
            by: z.string().nullable().describe('Their name; null when their account is gone'),
          })
          .nullable(),
      }),
    ),
  acceptAgreement: route(
    'POST',
    '/workspaces/{workspaceId}/agreement',
    'workspace.change',
    'Accept the agreement for the workspace, in the version that was read',
  )
    .input(inWorkspace.extend({ version }))
    .output(done),
};
