import { notFound, Refusal } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { shareSuppressions } from '../../suppressions/index.ts';
import { checkedTags } from '../../../../shared/contact.ts';
import { addToList, lockLists } from '../lists/store.ts';
import { deleteContacts, findContact, lockContacts, updateContact, type Contact } from '../store.ts';
import { remembered, type Remembered } from './remembered.ts';
import { insertMerge, pointEnrolments, standingOf } from './store.ts';

/** What can be taken from the contact that goes; tags, lists and campaigns of both stay in any case. */
export const takeable = ['email', 'firstName', 'lastName', 'company', 'jobTitle', 'phone', 'language', 'timeZone'] as const;

/**
 * Makes one contact of two. The kept one has its own values but for those that are taken from the other, has the tags and lists of both, and is whom
 * the campaigns of both point to. Whoever asked not to be written to at one address is not written to at the other either. What both were is kept for
 * ninety days, so that it can be taken back.
 * @param take names out of `takeable`, and `own.` with the key of a field
 */
export async function mergeContacts(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  { keepId, removeId, take }: { keepId: string; removeId: string; take: readonly string[] },
): Promise<{ contact: Contact; mergeId: string; alsoSuppressed: string[] }> {
  if (keepId === removeId) throw new Refusal('invalid', 'same_contact', 'These are one contact already.');
  const [now, mergeId] = [tools.clock.now(), newId(tools.clock)];
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    await lockContacts(tx, workspaceId, [keepId, removeId]);
    const [kept, removed] = [await findContact(tx, workspaceId, keepId), await findContact(tx, workspaceId, removeId)];
    if (!kept || !removed) throw notFound('contact');
    const [standing, others] = [await standingOf(tx, workspaceId, keepId), await standingOf(tx, workspaceId, removeId)];
    const change = together(kept, removed, take);

    await pointEnrolments(tx, workspaceId, others.enrolments, { from: removeId, to: keepId });
    for (const listId of await lockLists(tx, workspaceId, others.lists))
      await addToList(tx, workspaceId, { listId, contactIds: [keepId], now });
    await deleteContacts(tx, workspaceId, [removeId], { keepMerges: true });
    await updateContact(tx, workspaceId, keepId, { ...change, changedAt: now });

    const emails = [kept.email, removed.email] as const;
    const shared = await shareSuppressions(tools, tx, actor, { workspaceId, userId, mergeId, emails });

    const contact = await findContact(tx, workspaceId, keepId);
    if (!contact) throw notFound('contact');
    await insertMerge(tx, workspaceId, {
      id: mergeId,
      keptId: keepId,
      removed: { ...removed, ...others } satisfies Remembered,
      removedEmailKey: removed.emailKey,
      keptBefore: remembered(kept, standing),
      keptAfter: { ...remembered(contact, await standingOf(tx, workspaceId, keepId)), shared },
      mergedBy: userId,
      mergedAt: now,
    });
    const entry = { action: 'contacts.merged', subject: { kind: 'contact', id: keepId }, details: { removed: removeId } } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
    return { contact, mergeId, alsoSuppressed: shared.map(({ email }) => email) };
  });
}

function together(kept: Contact, removed: Contact, take: readonly string[]) {
  const fields = { ...kept.fields };
  for (const name of take) {
    const value = name.startsWith('own.') ? removed.fields[name.slice('own.'.length)] : undefined;
    if (value !== undefined) fields[name.slice('own.'.length)] = value;
  }
  const taken = takeable.filter((name) => take.includes(name));
  const tags = checkedTags([...kept.tags, ...removed.tags].slice(0, 100));
  const { email, emailKey, verdict, verdictBecause, verdictAt, companyId } = removed;
  return {
    ...Object.fromEntries(taken.flatMap((name) => (name === 'email' || name === 'company' ? [] : [[name, removed[name]]]))),
    ...(taken.includes('email') ? { email, emailKey, verdict, verdictBecause, verdictAt } : {}),
    ...(taken.includes('company') ? { companyId } : {}),
    fields,
    tags: tags.ok ? tags.tags : kept.tags,
  };
}
