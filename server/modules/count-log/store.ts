import { sql } from 'kysely';
import type { LogNode, Place } from '../../../shared/merkle-log.ts';
import type { Tx } from '../../platform/database.ts';

interface Log {
  workspaceId: string;
  campaignId: string;
}

/** How many are in the log. */
export async function sizeOf(tx: Tx, { workspaceId, campaignId }: Log): Promise<number> {
  const row = await tx
    .selectFrom('countLogs')
    .select('size')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .executeTakeFirst();
  return row?.size ?? 0;
}

/** Takes the next place in the log, one transaction after another; gives its number, from 0. */
export async function takePlace(tx: Tx, { workspaceId, campaignId }: Log): Promise<number> {
  const { size } = await tx
    .insertInto('countLogs')
    .values({ workspaceId, campaignId, size: 1 })
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'campaignId']).doUpdateSet((value) => ({ size: value('countLogs.size', '+', 1) })),
    )
    .returning('size')
    .executeTakeFirstOrThrow();
  return size - 1;
}

export async function insertNodes(tx: Tx, log: Log, nodes: readonly LogNode[]): Promise<void> {
  await tx
    .insertInto('countNodes')
    .values(
      nodes.map(({ level, index, hash }) => ({
        workspaceId: log.workspaceId,
        campaignId: log.campaignId,
        level,
        index,
        hash: Buffer.from(hash),
      })),
    )
    .execute();
}

export async function readNodes(tx: Tx, { workspaceId, campaignId }: Log, places: readonly Place[]): Promise<LogNode[]> {
  return tx
    .selectFrom('countNodes')
    .select(['level', 'index', 'hash'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where(
      sql<boolean>`(level, index) in (select * from unnest(${places.map(({ level }) => level)}::smallint[], ${places.map(({ index }) => index)}::bigint[]))`,
    )
    .execute();
}

/** Where a leaf stands in the log. */
export async function findLeaf(tx: Tx, { workspaceId, campaignId }: Log, leaf: Uint8Array): Promise<number | undefined> {
  const row = await tx
    .selectFrom('countNodes')
    .select('index')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('level', '=', 0)
    .where('hash', '=', Buffer.from(leaf))
    .executeTakeFirst();
  return row?.index;
}
