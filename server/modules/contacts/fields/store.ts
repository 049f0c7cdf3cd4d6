import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { OwnField } from '../../../../shared/contact.ts';

/** The workspace's own fields, in the order in which they were added. */
export async function ownFieldsOf(tx: Tx, workspaceId: string): Promise<OwnField[]> {
  const rows = await tx
    .selectFrom('contactFields')
    .select(['key', 'label', 'kind'])
    .where('workspaceId', '=', workspaceId)
    .orderBy('position')
    .orderBy('key')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as OwnField['kind'] }));
}

/** Adds a field behind the others. False when its key is taken. */
export async function insertField(tx: Tx, workspaceId: string, field: OwnField): Promise<boolean> {
  const position = sql<number>`(select coalesce(max(position), 0) + 1 from contact_fields where workspace_id = ${workspaceId})`;
  const row = await tx
    .insertInto('contactFields')
    .values({ workspaceId, ...field, position })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateField(tx: Tx, workspaceId: string, key: string, label: string): Promise<boolean> {
  const row = await tx
    .updateTable('contactFields')
    .set({ label })
    .where('workspaceId', '=', workspaceId)
    .where('key', '=', key)
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteField(tx: Tx, workspaceId: string, key: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('contactFields')
    .where('workspaceId', '=', workspaceId)
    .where('key', '=', key)
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a field's values from every contact that has one. Gives how many. */
export async function clearFieldValues(tx: Tx, workspaceId: string, key: string): Promise<number> {
  const result = await tx
    .updateTable('contacts')
    .set({ fields: sql`fields - ${key}::text` })
    .where('workspaceId', '=', workspaceId)
    .where(sql<boolean>`jsonb_exists(fields, ${key})`)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
