import type { ArchiveFile } from '../../../platform/archive.ts';
import { writeCsv } from '../../../platform/csv.ts';
import type { Tx } from '../../../platform/database.ts';
import { rowsOf, workspaceTables } from './store.ts';

/** What is no information of the workspace but a way in: hashes of secrets, sealed tokens, keys. */
const isSecret = (column: string) => column.endsWith('_sealed') || column.endsWith('_hash');

/** Everything of a workspace that is not a secret: each table as JSON and as CSV, in the words of the database (docs/generated/data-map.md). */
export async function* workspaceFiles(tx: Tx, workspaceId: string): AsyncGenerator<ArchiveFile> {
  for (const { table, columns } of await workspaceTables(tx)) {
    const open = columns.filter((column) => !isSecret(column));
    const rows = await rowsOf(tx, table, open, workspaceId);
    if (rows.length === 0) continue;
    const cell = (value: unknown) =>
      value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
    yield { name: `${table}.json`, content: `${JSON.stringify(rows, null, 1)}\n` };
    yield {
      name: `${table}.csv`,
      content: writeCsv(
        open,
        rows.map((row) => open.map((column) => cell(row[column]))),
      ),
    };
  }
}
