import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { partBytes, type LibraryFile } from './library-file.ts';

const listed = ['id', 'name', 'mediaType', 'bytes', 'createdBy', 'addedAt'] as const;

/** The files of a library by name. */
export async function filesOf(tx: Tx, workspaceId: string): Promise<LibraryFile[]> {
  return tx.selectFrom('files').select(listed).where('workspaceId', '=', workspaceId).orderBy('nameKey').execute();
}

export async function findFile(tx: Tx, workspaceId: string, id: string): Promise<LibraryFile | undefined> {
  return tx.selectFrom('files').select(listed).where('workspaceId', '=', workspaceId).where('id', '=', id).executeTakeFirst();
}

/** A file that nobody else removes, or launches a campaign with, until the transaction ends. */
export async function lockFile(tx: Tx, workspaceId: string, id: string): Promise<LibraryFile | undefined> {
  return tx.selectFrom('files').select(listed).where('workspaceId', '=', workspaceId).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The files of these names; a file that is not there is left out. */
export async function filesNamed(tx: Tx, workspaceId: string, keys: readonly string[]): Promise<(LibraryFile & { nameKey: string })[]> {
  if (keys.length === 0) return [];
  return tx
    .selectFrom('files')
    .select([...listed, 'nameKey'])
    .where('workspaceId', '=', workspaceId)
    .where('nameKey', 'in', [...keys])
    .execute();
}

/** Keeps every file of a library from being removed until the transaction ends. */
export async function holdLibrary(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select from files where workspace_id = ${workspaceId} for share`.execute(tx);
}

/** How much a library holds. Whoever adds to it waits for whoever adds at the same time. */
export async function lockSizeOf(tx: Tx, workspaceId: string): Promise<{ files: number; bytes: number }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`files ${workspaceId}`}, 0))`.execute(tx);
  return sizeOf(tx, workspaceId);
}

export async function sizeOf(tx: Tx, workspaceId: string): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: number }>`
    select count(*)::int4 as files, coalesce(sum(bytes), 0)::float8 as bytes from files where workspace_id = ${workspaceId}`.execute(tx);
  return rows[0] ?? { files: 0, bytes: 0 };
}

export async function insertFile(tx: Tx, file: LibraryFile & { workspaceId: string; nameKey: string }, content: Uint8Array): Promise<void> {
  await tx.insertInto('files').values(file).execute();
  for (let position = 0; position * partBytes < content.length; position++) {
    const part = Buffer.from(content.subarray(position * partBytes, (position + 1) * partBytes));
    await tx.insertInto('fileParts').values({ workspaceId: file.workspaceId, fileId: file.id, position, content: part }).execute();
  }
}

export async function deleteFile(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('files').where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

/** One part of what a file holds; nothing where it is gone. */
export async function partOf(
  tx: Tx,
  workspaceId: string,
  { id, position }: { id: string; position: number },
): Promise<Uint8Array | undefined> {
  const part = await tx
    .selectFrom('fileParts')
    .select('content')
    .where((where) => where.and({ workspaceId, fileId: id, position }))
    .executeTakeFirst();
  return part?.content;
}

/** What a file holds; nothing where it is gone. */
export async function contentOf(
  tx: Tx,
  workspaceId: string,
  { id, bytes }: Pick<LibraryFile, 'id' | 'bytes'>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const content = new Uint8Array(bytes);
  for (let position = 0; position * partBytes < bytes; position++) {
    const part = await partOf(tx, workspaceId, { id, position });
    if (!part) return undefined;
    content.set(part, position * partBytes);
  }
  return content;
}
