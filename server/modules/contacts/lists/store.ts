import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

export interface List {
  id: string;
  name: string;
  contacts: number;
  createdAt: Date;
}

/** The lists of a workspace by name, with how many contacts stand in each. */
export async function listsOf(tx: Tx, workspaceId: string): Promise<List[]> {
  return tx
    .selectFrom('lists')
    .select([
      'id',
      'name',
      'createdAt',
      sql<number>`(select count(*) from list_contacts l where l.workspace_id = lists.workspace_id and l.list_id = lists.id)`.as('contacts'),
    ])
    .where('workspaceId', '=', workspaceId)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export async function listsOfContact(tx: Tx, workspaceId: string, contactId: string): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('lists')
    .innerJoin('listContacts as l', (join) => join.onRef('l.workspaceId', '=', 'lists.workspaceId').onRef('l.listId', '=', 'lists.id'))
    .select(['lists.id', 'lists.name'])
    .where('l.workspaceId', '=', workspaceId)
    .where('l.contactId', '=', contactId)
    .orderBy('lists.name')
    .execute();
}

/** Which of these lists are there; each stays until the end of the transaction. */
export async function lockLists(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('lists')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forShare()
    .execute();
  return rows.map(({ id }) => id);
}

export async function insertList(tx: Tx, workspaceId: string, list: Omit<List, 'contacts'>): Promise<void> {
  await tx
    .insertInto('lists')
    .values({ workspaceId, ...list })
    .execute();
}

export async function updateList(tx: Tx, workspaceId: string, id: string, name: string): Promise<boolean> {
  const row = await tx
    .updateTable('lists')
    .set({ name })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteList(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const row = await tx.deleteFrom('lists').where('workspaceId', '=', workspaceId).where('id', '=', id).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** Puts contacts into a list. Those who are in it stay. Gives how many came. */
export async function addToList(
  tx: Tx,
  workspaceId: string,
  { listId, contactIds, now }: { listId: string; contactIds: readonly string[]; now: Date },
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into list_contacts (workspace_id, list_id, contact_id, added_at)
    select ${workspaceId}, ${listId}, c.id, ${now} from contacts c
    where c.workspace_id = ${workspaceId} and c.id = any (${sql.val([...contactIds])}::uuid[])
    on conflict do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export async function takeFromList(
  tx: Tx,
  workspaceId: string,
  { listId, contactIds }: { listId: string; contactIds: readonly string[] },
): Promise<number> {
  const result = await tx
    .deleteFrom('listContacts')
    .where('workspaceId', '=', workspaceId)
    .where('listId', '=', listId)
    .where('contactId', '=', sql<string>`any (${sql.val([...contactIds])}::uuid[])`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
