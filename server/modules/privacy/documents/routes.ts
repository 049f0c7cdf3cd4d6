import { documents } from '../../../../privacy/documents.ts';
import { terms } from '../../../../privacy/terms.ts';
import { actorOf, api, callerOf, memberOf } from '../../../platform/api.ts';
import { earlier } from '../../../platform/period.ts';
import type { Tools } from '../../../platform/tools.ts';
import { acceptAgreement } from './accept-agreement.ts';
import { documentNames, lastUpdated, toldDocuments, type Publisher } from './document.ts';
import { publishDocuments } from './publish-documents.ts';
import { standings } from './standing.ts';
import { findReader, lastAcceptance, newestVersions } from './store.ts';

/** The documents as the app shows them: what changed, and what a workspace agreed to. */
export function documentRoutes(tools: Tools, publisher: Publisher) {
  const standing = standings(tools, publisher);
  const named = (name: keyof typeof documents) => ({ document: name, title: documents[name].title, path: documents[name].path });
  return {
    list: api.documents.list.handler(async () => {
      const all = await tools.database.inInstallation('documents', standing.ofAll);
      return { documents: documentNames.map((name) => ({ ...named(name), version: all[name].version, updated: all[name].updated })) };
    }),
    changes: api.documents.changes.handler(({ context }) => {
      const { userId } = callerOf(context);
      // A day and a half more than is shown: the browser knows in which zone the last day ends.
      const since = earlier(earlier(tools.clock.now(), terms.changeShownFor), { days: 1, hours: 12 });
      return tools.database.inInstallation('documents', async (tx) => {
        const reader = await findReader(tx, userId);
        const newest = await newestVersions(tx);
        const changes = toldDocuments.flatMap((name) => {
          const row = newest.get(name);
          if (!reader || !row || row.version === 1 || row.publishedAt <= since || row.publishedAt <= reader.createdAt) return [];
          return [{ ...named(name), version: row.version, publishedAt: row.publishedAt.toISOString() }];
        });
        return { changes };
      });
    }),
    agreement: api.documents.agreement.handler(async ({ context }) => {
      const { workspaceId } = memberOf(context);
      await publishDocuments(tools, publisher);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const newest = (await newestVersions(tx)).get('dpa') ?? (await standing.ofAll(tx)).dpa;
        const accepted = await lastAcceptance(tx, workspaceId);
        return {
          inForce: { version: newest.version, updated: lastUpdated('dpa', newest), wordsHash: newest.wordsHash.toString('hex') },
          accepted: accepted
            ? {
                version: accepted.version,
                wordsHash: accepted.wordsHash.toString('hex'),
                at: accepted.acceptedAt.toISOString(),
                by: accepted.acceptedBy,
              }
            : null,
        };
      });
    }),
    acceptAgreement: api.documents.acceptAgreement.handler(async ({ input, context }) => {
      const { workspaceId, userId } = memberOf(context);
      await acceptAgreement(tools, publisher, actorOf(context), { workspaceId, userId, version: input.version });
      return { done: true as const };
    }),
  };
}
