import type { Member } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { checkedTags } from '../../../shared/contact.ts';
import { endEnrolmentsOf, holdLaunches } from './enrolled/store.ts';
import { addToList, lockLists, takeFromList } from './lists/store.ts';
import { deleteContacts, lockContacts, tagContacts } from './store.ts';

export type ManyChange = { what: 'tag' | 'untag'; tag: string } | { what: 'list' | 'unlist'; listId: string } | { what: 'remove' };

/** Does one thing to many contacts. Those that are gone are passed over; nothing more goes to those that are removed. Gives how many it changed. */
export async function changeManyContacts(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { contactIds, change }: { contactIds: readonly string[]; change: ManyChange },
): Promise<number> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    // Before the contacts: a launch locks in this order.
    if (change.what === 'remove') await holdLaunches(tx, workspaceId);
    const ids = await lockContacts(tx, workspaceId, contactIds);
    const changed = await apply(tools, tx, { workspaceId, ids, change });
    const subject = 'listId' in change ? { subject: { kind: 'list', id: change.listId } } : {};
    const details = { what: change.what, contacts: changed };
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'contacts.changed', ...subject, details });
    return changed;
  });
}

async function apply(
  tools: Tools,
  tx: Tx,
  { workspaceId, ids, change }: { workspaceId: string; ids: readonly string[]; change: ManyChange },
): Promise<number> {
  const now = tools.clock.now();
  if (change.what === 'remove') {
    await endEnrolmentsOf(tx, workspaceId, ids, now);
    return deleteContacts(tx, workspaceId, ids);
  }
  if ('tag' in change) {
    const checked = checkedTags([change.tag]);
    const [tag] = checked.ok ? checked.tags : [];
    if (tag === undefined) throw new Refusal('invalid', 'tag_unusable', checked.ok ? 'The tag is empty.' : checked.sentence);
    return tagContacts(tx, workspaceId, ids, { tag, on: change.what === 'tag', now });
  }
  const { listId } = change;
  if ((await lockLists(tx, workspaceId, [listId])).length === 0) throw notFound('list');
  return change.what === 'list'
    ? addToList(tx, workspaceId, { listId, contactIds: ids, now })
    : takeFromList(tx, workspaceId, { listId, contactIds: ids });
}

/** Removes one contact, to whom nothing more goes. Campaigns keep what they sent, under a number. */
export async function removeContact(tools: Tools, actor: Actor, { workspaceId }: Member, id: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await holdLaunches(tx, workspaceId);
    await endEnrolmentsOf(tx, workspaceId, [id], tools.clock.now());
    if ((await deleteContacts(tx, workspaceId, [id])) === 0) throw notFound('contact');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'contact.removed', subject: { kind: 'contact', id } });
  });
}
