import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

export type HeldBecause = 'complaints' | 'operator';

/** In which workspace a campaign is. Needs a transaction over the whole installation. */
export async function workspaceOfCampaign(tx: Tx, id: string): Promise<string | undefined> {
  return (await tx.selectFrom('campaigns').select('workspaceId').where('id', '=', id).executeTakeFirst())?.workspaceId;
}

/** Holds a campaign; false when it is held already, whose time and reason then stay. */
export async function markHeld(
  tx: Tx,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
  held: { at: Date; because: HeldBecause },
): Promise<boolean> {
  const row = await tx
    .updateTable('campaigns')
    .set({ heldAt: held.at, heldBecause: held.because })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', campaignId)
    .where('heldAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets a held campaign go on; false when it was not held. */
export async function markReleased(tx: Tx, { workspaceId, campaignId }: { workspaceId: string; campaignId: string }): Promise<boolean> {
  const row = await tx
    .updateTable('campaigns')
    .set({ heldAt: null, heldBecause: null })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', campaignId)
    .where('heldAt', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** When the operator last let the campaign go on: only complaints of after that can hold it again. */
export async function lastReleased(tx: Tx, { workspaceId, campaignId }: { workspaceId: string; campaignId: string }) {
  const row = await tx
    .selectFrom('auditEntries')
    .select((latest) => latest.fn.max('at').as('at'))
    .where('workspaceId', '=', workspaceId)
    .where('action', '=', 'campaign.released')
    .where('subjectId', '=', campaignId)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** Every held campaign of the copy, the longest held first. Needs a transaction over the whole installation. */
export async function heldCampaigns(tx: Tx) {
  const rows = await tx
    .selectFrom('campaigns')
    .innerJoin('workspaces', 'workspaces.workspaceId', 'campaigns.workspaceId')
    .select(['campaigns.id', 'campaigns.name', 'campaigns.heldAt', 'campaigns.heldBecause', 'workspaces.name as workspace'])
    .select((value) =>
      value
        .selectFrom('complaints')
        .select(sql<number>`count(*)::int`.as('complaints'))
        .whereRef('complaints.workspaceId', '=', 'campaigns.workspaceId')
        .whereRef('complaints.campaignId', '=', 'campaigns.id')
        // As the rule counts that holds: those of after it was let go on the last time.
        .where('complaints.madeAt', '>', (latest) =>
          latest
            .selectFrom('auditEntries')
            .select(sql<Date>`coalesce(max(at), '-infinity')`.as('at'))
            .whereRef('auditEntries.workspaceId', '=', 'campaigns.workspaceId')
            .whereRef('auditEntries.subjectId', '=', 'campaigns.id')
            .where('action', '=', 'campaign.released'),
        )
        .as('complaints'),
    )
    .where('heldAt', 'is not', null)
    .orderBy('heldAt')
    .limit(500)
    .execute();
  return rows.map((row) => ({ ...row, heldBecause: row.heldBecause as HeldBecause, complaints: row.complaints ?? 0 }));
}
