import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** What imports hold of somebody: a row that could not be used, or what a file changed of a contact. */
export interface HeldImport {
  workspaceId: string;
  organisation: string;
  /** When the import began, and on which ground, as its workspace noted it. */
  importedAt: Date;
  basis: string;
  row: string[] | null;
  reason: string | null;
  before: unknown;
  after: unknown;
}

/** What imports of every workspace hold under this key. */
export async function importsUnder(tx: Tx, emailKey: string): Promise<HeldImport[]> {
  const { rows } = await sql<HeldImport>`
    select w.workspace_id, w.name as organisation, i.created_at as imported_at, i.basis, h.cells as row, h.reason, h.before, h.after
    from (
      select workspace_id, import_id, cells, reason, null::jsonb as before, null::jsonb as after from import_problems where email_key = ${emailKey}
      union all
      select g.workspace_id, g.import_id, null, null, g.before, g.after
      from workspaces w join contacts c on c.workspace_id = w.workspace_id and c.email_key = ${emailKey}
      join import_changes g on g.workspace_id = c.workspace_id and g.contact_id = c.id
    ) as h
    join imports i on i.workspace_id = h.workspace_id and i.id = h.import_id
    join workspaces w on w.workspace_id = h.workspace_id
    order by w.name, i.created_at`.execute(tx);
  return rows;
}

/** Deletes it, and the rows of files that are on their way; what was changed of a contact goes with the contact. Gives how many there were. */
export async function deleteImportsUnder(tx: Tx, { address, key }: { address: string; key: string }): Promise<number> {
  const problems = await tx.deleteFrom('importProblems').where('emailKey', '=', key).returning('row').execute();
  const rows = await tx.deleteFrom('importRows').where('emailKey', '=', key).returning('row').execute();
  // The first rows of a file, as they are shown while its columns are named.
  const samples = await tx
    .updateTable('imports')
    .set({ sample: null })
    .where(sql<boolean>`position(${address.toLowerCase()} in lower(sample::text)) > 0`)
    .returning('id')
    .execute();
  return problems.length + rows.length + samples.length;
}

/** With which import a contact came into the address book, and on which ground its workspace writes to them; nothing where somebody added them. */
export async function originOfContact(
  tx: Tx,
  { workspaceId, contactId }: { workspaceId: string; contactId: string },
): Promise<{ basis: string; importedAt: Date } | undefined> {
  // A contact whom an import adds bears its number, and that of the row in the last eight signs.
  const prefix = contactId.slice(0, -8);
  return tx
    .selectFrom('imports')
    .select(['basis', 'createdAt as importedAt'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '>=', `${prefix}00000000`)
    .where('id', '<=', `${prefix}ffffffff`)
    .where('basis', '<>', '')
    .executeTakeFirst();
}
