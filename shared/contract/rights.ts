import { z } from 'zod';
import { confirmedRoute, guardedRoute, inWorkspace, instant, shownOnce } from './base.ts';
import { requestKind } from './requests.ts';

const offer = z.object({
  url: z.string().describe('Where the file is fetched, once'),
  passphrase: z.string().describe('What opens it; shown this once'),
  expiresAt: instant,
});

/** What somebody who is signed in may ask about what is kept of them, and an organisation about what is its own. */
export const rights = {
  exportAccount: shownOnce(
    confirmedRoute('POST', '/account/exports', 'own_account', 'Everything that is kept about one’s account and address, as a locked file'),
  )
    .input(z.object({}))
    .output(offer),
  ask: guardedRoute('POST', '/account/requests', 'own_account', 'Ask the operator for something that one cannot do oneself')
    .input(z.object({ kind: requestKind, message: z.string().trim().min(1).max(5_000) }))
    .output(z.object({ dueAt: instant.describe('When it is answered at the latest') })),
  exportWorkspace: shownOnce(
    confirmedRoute(
      'POST',
      '/workspaces/{workspaceId}/exports',
      'workspace.export',
      'Everything of the workspace but hashes, keys and sealed secrets, as a locked file',
    ),
  )
    .input(inWorkspace)
    .output(offer),
};
