import type { Member } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { findSuppressedEverywhere } from '../suppressions/index.ts';
import { askForChecks } from './checks/check-contacts.ts';
import { findCompany } from './companies/store.ts';
import { checkedContact, type CheckedContact, type ContactFields, type ContactInput } from '../../../shared/contact.ts';
import { ownFieldsOf } from './fields/store.ts';
import { addToList, lockLists } from './lists/store.ts';
import { findContact, insertContact, type Contact } from './store.ts';

/** What it says to a person when their contact cannot be kept. */
export function fieldsOrRefusal(checked: CheckedContact): ContactFields {
  if (!checked.ok) throw new Refusal('invalid', 'contact_unusable', checked.sentence);
  return checked.fields;
}

/** Adds a contact. Its address stands in the workspace once, and whoever was erased or may not be written to by anybody here is not taken in again. */
export async function createContact(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { companyId, listIds, ...input }: ContactInput & { companyId: string | null; listIds: readonly string[] },
): Promise<Contact> {
  const now = tools.clock.now();
  const id = newId(tools.clock);
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const fields = fieldsOrRefusal(checkedContact(input, await ownFieldsOf(tx, workspaceId)));
    await refuseErased(tools, tx, fields.emailKey);
    if (companyId && !(await findCompany(tx, workspaceId, companyId))) throw notFound('company');
    const lists = await lockLists(tx, workspaceId, listIds);
    if (lists.length < new Set(listIds).size) throw notFound('list');
    if (!(await insertContact(tx, workspaceId, { ...fields, id, companyId, createdAt: now }))) throw alreadyThere();
    for (const listId of lists) await addToList(tx, workspaceId, { listId, contactIds: [id], now });
    await askForChecks(tools, tx, workspaceId);
    const contact = await findContact(tx, workspaceId, id);
    if (!contact) throw notFound('contact');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'contact.created', subject: { kind: 'contact', id } });
    return contact;
  });
}

/** Refuses an address that nobody on this copy may write to. */
export async function refuseErased(tools: Tools, tx: Tx, emailKey: string): Promise<void> {
  if ((await findSuppressedEverywhere(tools, tx, [emailKey])).size > 0)
    throw new Refusal('refused', 'contact_left_out', 'Nobody on this copy may write to this address, so it is not taken in.');
}

export const alreadyThere = () => new Refusal('conflict', 'contact_there', 'This address is among the contacts already.');
