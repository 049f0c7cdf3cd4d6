import { actorOf, api, memberOf } from '../../../platform/api.ts';
import { readId, showId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { findSuppressed } from '../../suppressions/index.ts';
import { showContact } from '../show-contact.ts';
import { contactsByIds } from '../store.ts';
import { mergeContacts } from './merge-contacts.ts';
import { recalled } from './remembered.ts';
import { likelyDuplicates, mergesSince } from './store.ts';
import { reversibleSince, undoMerge } from './undo-merge.ts';

const mostOfEach = 30;

/** Contacts that are likely one person, made one, and taken apart again. */
export function duplicateRoutes(tools: Tools) {
  const { duplicates } = api;
  return {
    list: duplicates.list.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const groups = await likelyDuplicates(tx, workspaceId, mostOfEach);
        const contacts = await contactsByIds(tx, workspaceId, [...new Set(groups.flatMap(({ ids }) => ids))]);
        const keys = contacts.map(({ emailKey }) => emailKey);
        const suppressed = await findSuppressed(tools, tx, workspaceId, keys);
        const byId = new Map(contacts.map((contact) => [contact.id, showContact(contact, suppressed.has(contact.emailKey))]));
        const entry = { action: 'contacts.read', details: { rows: contacts.length } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
        return { groups: groups.map(({ because, ids }) => ({ because, contacts: ids.flatMap((id) => byId.get(id) ?? []) })) };
      });
    }),
    merge: duplicates.merge.handler(async ({ input, context }) => {
      const which = { keepId: readId('contact', input.keepId), removeId: readId('contact', input.removeId), take: input.take };
      const { contact, mergeId, alsoSuppressed } = await mergeContacts(tools, actorOf(context), memberOf(context), which);
      return { contactId: showId('contact', contact.id), mergeId, alsoSuppressed };
    }),
    merges: duplicates.merges.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const merges = await mergesSince(tx, workspaceId, reversibleSince(tools.clock.now()));
        const entry = { action: 'contacts.read', details: { rows: merges.length } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
        return {
          merges: merges.map(({ id, keptId, removed, keptAfter, mergedAt }) => ({
            id,
            keptId: showId('contact', keptId),
            kept: recalled(keptAfter).email,
            removed: recalled(removed).email,
            mergedAt: mergedAt.toISOString(),
          })),
        };
      });
    }),
    undo: duplicates.undo.handler(async ({ input, context }) => {
      const { keptId, restoredId } = await undoMerge(tools, actorOf(context), memberOf(context), input.mergeId);
      return { keptId: showId('contact', keptId), restoredId: showId('contact', restoredId) };
    }),
  };
}
