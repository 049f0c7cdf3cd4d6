import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { ColumnMeaning, Refused, Understood } from './import.ts';

const columns = [
  ...(['workspaceId', 'id', 'state', 'fence', 'createdBy', 'createdAt', 'fileName', 'fileBytes', 'kind', 'encoding'] as const),
  ...(['delimiter', 'headers', 'sample', 'mapping', 'listId', 'tags', 'basis', 'rows', 'stagedRows', 'appliedRows', 'readBytes'] as const),
  ...(['added', 'changed', 'unchanged', 'refused', 'preview', 'previewedRows', 'failure', 'beganAt', 'endedAt'] as const),
  ...(['undoneRows', 'undone', 'endsAt'] as const),
] as const;

/** What a run would do, or did. */
export interface Counts {
  added: number;
  changed: number;
  unchanged: number;
}

/** What an undoing did: removed and put back, and what stayed because it was used or changed since. */
export interface Undone {
  removed: number;
  stayed: number;
  putBack: number;
  left: number;
}

interface Typed {
  sample: string[][] | null;
  mapping: ColumnMeaning[];
  refused: Refused;
  preview: Counts | null;
  undone: Undone | null;
}

const imports = (tx: Tx, workspaceId: string) => tx.selectFrom('imports').select(columns).where('workspaceId', '=', workspaceId);
type Row = Awaited<ReturnType<ReturnType<typeof imports>['executeTakeFirstOrThrow']>>;
export type Import = Omit<Row, keyof Typed> & Typed;

const typed = (row: Row): Import => row as unknown as Import;

export async function findImport(tx: Tx, workspaceId: string, id: string): Promise<Import | undefined> {
  const row = await imports(tx, workspaceId).where('id', '=', id).executeTakeFirst();
  return row && typed(row);
}

/** Keeps every other from changing the import until the end of the transaction. */
export async function lockImport(tx: Tx, workspaceId: string, id: string): Promise<Import | undefined> {
  const row = await imports(tx, workspaceId).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && typed(row);
}

export async function listImports(tx: Tx, workspaceId: string, page: { after: string | undefined; limit: number }): Promise<Import[]> {
  const rows = await imports(tx, workspaceId)
    .$if(page.after !== undefined, (query) => query.where('id', '<', page.after ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(typed);
}

export async function insertImport(
  tx: Tx,
  row: { workspaceId: string; id: string; createdBy: string; createdAt: Date; fileName: string; endsAt: Date },
): Promise<void> {
  await tx
    .insertInto('imports')
    .values({ ...row, state: 'uploading' })
    .execute();
}

export type ImportChange = Partial<{
  state: string;
  fence: string | null;
  encoding: string | null;
  delimiter: string | null;
  fileBytes: number;
  listId: string | null;
  tags: string[];
  basis: string;
  rows: number | null;
  stagedRows: number;
  appliedRows: number;
  readBytes: number;
  added: number;
  changed: number;
  unchanged: number;
  previewedRows: number;
  failure: string | null;
  beganAt: Date | null;
  endedAt: Date;
  endsAt: Date;
  undoneRows: number;
  mapping: readonly ColumnMeaning[];
  refused: Refused;
  preview: Counts | null;
  undone: Undone;
}>;

const asJson = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));

export async function updateImport(tx: Tx, workspaceId: string, id: string, change: ImportChange): Promise<void> {
  const { mapping, refused, preview, undone, ...plain } = change;
  const set = {
    ...plain,
    ...(mapping ? { mapping: asJson(mapping) ?? '[]' } : {}),
    ...(refused ? { refused: asJson(refused) ?? '{}' } : {}),
    ...(preview !== undefined ? { preview: asJson(preview) } : {}),
    ...(undone ? { undone: asJson(undone) } : {}),
  };
  await tx.updateTable('imports').set(set).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

export async function noteUnderstood(tx: Tx, workspaceId: string, id: string, { sample, ...found }: Understood): Promise<void> {
  await tx
    .updateTable('imports')
    .set({ ...found, sample: JSON.stringify(sample) })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** What columns of these titles meant when they came last. */
export async function findMapping(tx: Tx, workspaceId: string, headersHash: Buffer): Promise<ColumnMeaning[] | undefined> {
  const row = await tx
    .selectFrom('importMappings')
    .select('mapping')
    .where('workspaceId', '=', workspaceId)
    .where('headersHash', '=', headersHash)
    .executeTakeFirst();
  return row?.mapping as unknown as ColumnMeaning[] | undefined;
}

export async function keepMapping(
  tx: Tx,
  row: { workspaceId: string; headersHash: Buffer; mapping: readonly ColumnMeaning[]; usedAt: Date },
): Promise<void> {
  const values = { ...row, mapping: JSON.stringify(row.mapping) };
  await tx
    .insertInto('importMappings')
    .values(values)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'headersHash']).doUpdateSet({ mapping: values.mapping, usedAt: row.usedAt }))
    .execute();
}

export interface Problem {
  row: number;
  line: number;
  reason: string;
  cells: string[];
}

/** Rows that could not be used, in the order of the file. */
export async function problemsOf(
  tx: Tx,
  workspaceId: string,
  importId: string,
  page: { after: number; limit: number },
): Promise<Problem[]> {
  return tx
    .selectFrom('importProblems')
    .select(['row', 'line', 'reason', 'cells'])
    .where('workspaceId', '=', workspaceId)
    .where('importId', '=', importId)
    .where('row', '>', page.after)
    .orderBy('row')
    .limit(page.limit)
    .execute();
}

/** Imports of any workspace that nobody touched since a moment and that have not ended, and every one whose file may be there still. */
export async function idleImports(tx: Tx, before: Date): Promise<{ workspaceId: string; id: string }[]> {
  return tx
    .selectFrom('imports')
    .select(['workspaceId', 'id'])
    .where('state', 'in', ['uploading', 'reading', 'read', 'checking', 'checked'])
    .where('createdAt', '<=', before)
    .execute();
}

/** Which of these imports still need their file. */
export async function importsWithFile(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('imports')
    .select('id')
    .where('id', '=', sql<string>`any (${sql.val([...ids])}::uuid[])`)
    .where('state', 'in', ['uploading', 'reading', 'read', 'checking', 'checked', 'running'])
    .execute();
  return rows.map(({ id }) => id);
}

export async function hasList(tx: Tx, workspaceId: string, listId: string): Promise<boolean> {
  const row = await tx.selectFrom('lists').select('id').where('workspaceId', '=', workspaceId).where('id', '=', listId).executeTakeFirst();
  return row !== undefined;
}

export async function ownFieldsOf(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('contactFields')
    .select(['key', 'label', 'kind'])
    .where('workspaceId', '=', workspaceId)
    .orderBy('position')
    .$narrowType<{ kind: 'text' | 'number' | 'date' }>()
    .execute();
}
