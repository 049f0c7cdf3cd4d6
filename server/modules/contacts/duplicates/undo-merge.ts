import { isDeepStrictEqual } from 'node:util';
import { periodOf } from '../../../../privacy/promises.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { earlier } from '../../../platform/period.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { takeBackShared } from '../../suppressions/index.ts';
import { refuseErased } from '../create-contact.ts';
import { ownFieldsOf } from '../fields/store.ts';
import { addToList, lockLists, takeFromList } from '../lists/store.ts';
import { contactUnder, findContact, lockContacts, updateContact, type Contact } from '../store.ts';
import { recalled, recalledShares, type Remembered } from './remembered.ts';
import { pointEnrolments, restoreContact, takeMerge } from './store.ts';

/** Since when a merge can be taken back: for as long as the register keeps it. */
export const reversibleSince = (now: Date): Date => earlier(now, periodOf('contact_merges'));

const restorable = [
  ...(['email', 'emailKey', 'firstName', 'lastName', 'companyId', 'jobTitle', 'phone', 'language', 'timeZone', 'fields'] as const),
  ...(['verdict', 'verdictBecause', 'verdictAt'] as const),
] as const;

/**
 * Makes two contacts of one again. The removed one comes back under its number, with its lists, tags and campaigns; the kept one gets back what the
 * merge changed and nobody changed since; an address that may not be written to because of the merge alone may be again. Whoever was erased
 * meanwhile, or whose address somebody added anew, does not come back.
 */
export async function undoMerge(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  id: string,
): Promise<{ keptId: string; restoredId: string }> {
  const now = tools.clock.now();
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const merge = await takeMerge(tx, workspaceId, id, reversibleSince(now));
    if (!merge) throw notFound('merge');
    const [removed, before, after] = [recalled(merge.removed), recalled(merge.keptBefore), recalled(merge.keptAfter)];
    await lockContacts(tx, workspaceId, [merge.keptId]);
    const current = await findContact(tx, workspaceId, merge.keptId);
    if (!current)
      throw new Refusal(
        'conflict',
        'kept_contact_gone',
        'The contact that was kept is gone. If it was made one with another since, take that back first.',
      );
    await refuseErased(tools, tx, removed.emailKey);
    await updateContact(tx, workspaceId, current.id, { ...backTo(current, before, after), changedAt: now });
    const other = await contactUnder(tx, workspaceId, removed.emailKey);
    if (other)
      throw new Refusal(
        'conflict',
        'contact_there',
        'The address of the contact that was removed is among the contacts again. Remove that contact first.',
      );

    await restore(tx, workspaceId, removed, now);
    await pointEnrolments(tx, workspaceId, removed.enrolments, { from: current.id, to: removed.id });
    const added = after.lists.filter((list) => !before.lists.includes(list));
    for (const listId of added) await takeFromList(tx, workspaceId, { listId, contactIds: [current.id] });
    await takeBackShared(tools, tx, actor, { workspaceId, mergeId: id, shared: recalledShares(merge.keptAfter) });
    const subject = { kind: 'contact', id: current.id };
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'contacts.unmerged', subject, details: { restored: removed.id } });
    return { keptId: current.id, restoredId: removed.id };
  });
}

/** What the merge changed and nobody changed since, as it was before. */
function backTo(current: Contact, before: Remembered, after: Remembered): Partial<Contact> {
  const untouched = restorable.filter((name) => isDeepStrictEqual(current[name], after[name]));
  const added = after.tags.filter((tag) => !before.tags.includes(tag));
  return { ...Object.fromEntries(untouched.map((name) => [name, before[name]])), tags: current.tags.filter((tag) => !added.includes(tag)) };
}

async function restore(tx: Tx, workspaceId: string, { lists, enrolments: _, companyName: __, ...contact }: Remembered, now: Date) {
  const known = new Set((await ownFieldsOf(tx, workspaceId)).map(({ key }) => key));
  const fields = Object.fromEntries(Object.entries(contact.fields).filter(([key]) => known.has(key)));
  await restoreContact(tx, workspaceId, { ...contact, fields: JSON.stringify(fields) });
  for (const listId of await lockLists(tx, workspaceId, lists)) await addToList(tx, workspaceId, { listId, contactIds: [contact.id], now });
}
