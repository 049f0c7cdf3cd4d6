import type { Member } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { askForChecks } from './checks/check-contacts.ts';
import { findCompany } from './companies/store.ts';
import { checkedContact, type ContactInput } from '../../../shared/contact.ts';
import { alreadyThere, fieldsOrRefusal, refuseErased } from './create-contact.ts';
import { ownFieldsOf } from './fields/store.ts';
import { contactUnder, findContact, forgetVerdict, lockContacts, updateContact, type Contact } from './store.ts';

export type ContactEdit = { [Field in keyof ContactInput]?: ContactInput[Field] | undefined } & { companyId?: string | null | undefined };

const changeable = ['email', 'firstName', 'lastName', 'jobTitle', 'phone', 'language', 'timeZone', 'tags'] as const;

/**
 * Changes what is known of a contact; what is not named stays. Of own fields those that are named change, and an empty value takes one away. A new
 * address has to be checked anew; campaigns that run go on to the address with which they were launched.
 */
export async function changeContact(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { id, edit }: { id: string; edit: ContactEdit },
): Promise<Contact> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    await lockContacts(tx, workspaceId, [id]);
    const before = await findContact(tx, workspaceId, id);
    if (!before) throw notFound('contact');
    const named = Object.fromEntries(changeable.flatMap((name) => (edit[name] === undefined ? [] : [[name, edit[name]]])));
    const input = { ...before, ...named, fields: { ...before.fields, ...edit.fields } };
    const fields = fieldsOrRefusal(checkedContact(input, await ownFieldsOf(tx, workspaceId)));
    if (edit.companyId && !(await findCompany(tx, workspaceId, edit.companyId))) throw notFound('company');
    if (fields.emailKey !== before.emailKey) {
      await refuseErased(tools, tx, fields.emailKey);
      if (await contactUnder(tx, workspaceId, fields.emailKey)) throw alreadyThere();
    }
    const companyId = edit.companyId === undefined ? {} : { companyId: edit.companyId };
    await updateContact(tx, workspaceId, id, { ...fields, ...companyId, changedAt: tools.clock.now() });
    if (fields.email !== before.email) {
      await forgetVerdict(tx, workspaceId, id);
      await askForChecks(tools, tx, workspaceId);
    }
    const after = await findContact(tx, workspaceId, id);
    if (!after) throw notFound('contact');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'contact.changed', subject: { kind: 'contact', id } });
    return after;
  });
}
