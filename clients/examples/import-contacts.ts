import type { Antiphon } from '../typescript/antiphon.ts';

/** Puts people into the address book and on a list of their own. */
export async function importContacts(antiphon: Antiphon, workspaceId: string, people: { email: string; firstName: string }[]) {
  const { id: listId } = await antiphon.lists.create({ workspaceId, name: 'From our own records' });
  for (const person of people) await antiphon.contacts.create({ workspaceId, ...person, listIds: [listId] });
  return listId;
}
