import type { ArchiveFile } from '../../../platform/archive.ts';
import { writeCsvOf } from '../../../platform/csv.ts';
import type { Tx } from '../../../platform/database.ts';
import { openOrNothing } from '../../../platform/open-or-nothing.ts';
import type { Tools } from '../../../platform/tools.ts';
import { contentOf, filesOf } from '../../files/index.ts';
import { placeOfSuppression } from '../../suppressions/index.ts';
import { membersOfWorkspace, rowsOf, suppressionsOfWorkspace, workspaceTables } from './store.ts';

/** What is no information of the workspace but a way in: hashes of secrets, sealed tokens, keys. */
const isSecret = (column: string) => column.endsWith('_sealed') || column.endsWith('_hash');
/** Files of their own, with what is sealed or stands elsewhere; and a tree of hashes that can be made again from nothing else here. */
const told = ['suppressions', 'members', 'count_nodes', 'file_parts'];
/** An archive stands in memory whole. What of a library does not fit in is fetched file by file, as its list says. */
const mostLibraryBytes = 60_000_000;

/** Everything of a workspace that is not a secret: each table as JSON and as CSV, in the words of the database (docs/generated/data-map.md). */
export async function* workspaceFiles(tools: Tools, tx: Tx, workspaceId: string): AsyncGenerator<ArchiveFile> {
  yield* table('members', await membersOfWorkspace(tx, workspaceId));
  const suppressions = await suppressionsOfWorkspace(tx, workspaceId);
  yield* table(
    'suppressions',
    suppressions.map(({ id, addressSealed, ...row }) => ({
      address: openOrNothing(tools, placeOfSuppression(workspaceId, id), addressSealed) ?? '',
      ...row,
    })),
  );
  for (const { table: name, columns } of await workspaceTables(tx)) {
    if (told.includes(name)) continue;
    const open = columns.filter((column) => !isSecret(column));
    yield* table(name, await rowsOf(tx, name, open, workspaceId));
  }
  yield* library(tx, workspaceId);
}

/** The files of the library as they are, the smallest first. */
async function* library(tx: Tx, workspaceId: string): AsyncGenerator<ArchiveFile> {
  let left = mostLibraryBytes;
  for (const file of (await filesOf(tx, workspaceId)).toSorted((one, other) => one.bytes - other.bytes)) {
    left -= file.bytes;
    const content = left < 0 ? undefined : await contentOf(tx, workspaceId, file);
    if (content) yield { name: `files/${file.id}/${file.name}`, content };
  }
}

function* table(name: string, rows: readonly object[]): Generator<ArchiveFile> {
  if (rows.length === 0) return;
  yield { name: `${name}.json`, content: `${JSON.stringify(rows, null, 1)}\n` };
  yield { name: `${name}.csv`, content: writeCsvOf(rows) };
}
