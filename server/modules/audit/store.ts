import type { Tx } from '../../platform/database.ts';
import { chainStart, type ChainedEntry, type Origin } from './audit-entry.ts';

/** Locks the end of the workspace's chain until the transaction ends, so that entries are written one after another. */
export async function lockHead(tx: Tx, workspaceId: string): Promise<{ seq: number; hash: Buffer }> {
  const look = () => tx.selectFrom('auditHeads').select(['seq', 'hash']).where('workspaceId', '=', workspaceId).forUpdate();
  const there = await look().executeTakeFirst();
  if (there) return there;
  await tx
    .insertInto('auditHeads')
    .values({ workspaceId, seq: 0, hash: chainStart })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return look().executeTakeFirstOrThrow();
}

export async function appendEntry(tx: Tx, entry: ChainedEntry, hash: Buffer): Promise<void> {
  await tx
    .insertInto('auditEntries')
    .values({ ...entry, details: JSON.stringify(entry.details), hash })
    .execute();
  await tx.updateTable('auditHeads').set({ seq: entry.seq, hash }).where('workspaceId', '=', entry.workspaceId).execute();
}

export async function insertOrigin(tx: Tx, entry: { workspaceId: string; id: string; recordedAt: Date }, origin: Origin): Promise<void> {
  await tx
    .insertInto('auditOrigins')
    .values({ ...entry, ipAddress: origin.ipAddress ?? null, userAgent: origin.userAgent?.slice(0, 300) ?? null })
    .execute();
}

export async function entriesBefore(tx: Tx, workspaceId: string, before: number | undefined, limit: number) {
  return tx
    .selectFrom('auditEntries')
    .leftJoin('auditOrigins', (join) =>
      join.onRef('auditOrigins.workspaceId', '=', 'auditEntries.workspaceId').onRef('auditOrigins.id', '=', 'auditEntries.originId'),
    )
    .leftJoin('users', 'users.id', 'auditEntries.actorId')
    .select([
      'auditEntries.seq',
      'auditEntries.at',
      'auditEntries.actorKind',
      'auditEntries.action',
      'auditEntries.subjectKind',
      'auditEntries.subjectId',
      'auditEntries.details',
      'auditOrigins.ipAddress',
      'users.name as actorName',
    ])
    .where('auditEntries.workspaceId', '=', workspaceId)
    .where((where) => (before === undefined ? where.lit(true) : where('auditEntries.seq', '<', before)))
    .orderBy('auditEntries.seq', 'desc')
    .limit(limit)
    .execute();
}

/** A slice of the chain in its order, for verification; without a number from the very first row, whatever number that has. */
export async function chainAfter(tx: Tx, workspaceId: string, seq: number | undefined, limit: number) {
  return tx
    .selectFrom('auditEntries')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where((where) => (seq === undefined ? where.lit(true) : where('seq', '>', seq)))
    .orderBy('seq')
    .limit(limit)
    .execute();
}

export async function headOf(tx: Tx, workspaceId: string): Promise<{ seq: number; hash: Buffer } | undefined> {
  return tx.selectFrom('auditHeads').select(['seq', 'hash']).where('workspaceId', '=', workspaceId).executeTakeFirst();
}

export async function chains(tx: Tx): Promise<{ workspaceId: string; slug: string }[]> {
  return tx.selectFrom('workspaces').select(['workspaceId', 'slug']).orderBy('createdAt').execute();
}
