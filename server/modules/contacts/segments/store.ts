import { sql } from 'kysely';
import type { SegmentRule } from '../../../../shared/segment-rule.ts';
import type { Tx } from '../../../platform/database.ts';

export interface Segment {
  id: string;
  name: string;
  rule: SegmentRule;
  createdAt: Date;
}

/** Every segment of a workspace, by name. What is stored went through the schema of a rule. */
export async function segmentsOf(tx: Tx, workspaceId: string): Promise<Segment[]> {
  const rows = await tx
    .selectFrom('segments')
    .select(['id', 'name', 'rule', 'createdAt'])
    .where('workspaceId', '=', workspaceId)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, rule: row.rule as unknown as SegmentRule }));
}

/** Takes turns with whoever else changes segments of this workspace, so that two changes cannot close a ring between them. */
export async function takeTurnOfSegments(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('segments ' || ${workspaceId}, 0))`.execute(tx);
}

export async function insertSegment(tx: Tx, workspaceId: string, segment: Segment): Promise<void> {
  await tx
    .insertInto('segments')
    .values({ workspaceId, ...segment, rule: JSON.stringify(segment.rule) })
    .execute();
}

export async function updateSegment(
  tx: Tx,
  workspaceId: string,
  id: string,
  { name, rule }: { name?: string | undefined; rule?: SegmentRule | undefined },
): Promise<void> {
  await tx
    .updateTable('segments')
    .set({ id, ...(name === undefined ? {} : { name }), ...(rule === undefined ? {} : { rule: JSON.stringify(rule) }) })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function deleteSegment(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('segments').where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}
