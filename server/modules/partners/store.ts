import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';

const columns = ['workspaceId', 'id', 'campaignId', 'name', 'origins', 'createdAt', 'endedAt'] as const;

export async function partnersOf(tx: Tx, workspaceId: string, campaignId: string) {
  return tx
    .selectFrom('partners')
    .select(columns)
    .select((select) =>
      select
        .selectFrom('campaignCounts')
        .select(sql<number>`coalesce(sum(participations), 0)::int`.as('sum'))
        .whereRef('campaignCounts.workspaceId', '=', 'partners.workspaceId')
        .whereRef('campaignCounts.campaignId', '=', 'partners.campaignId')
        .whereRef('campaignCounts.partnerId', '=', 'partners.id')
        .as('participations'),
    )
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .orderBy('id')
    .execute();
}
export type PartnerRow = Awaited<ReturnType<typeof partnersOf>>[number];

/** A partner by its id alone, in any workspace. */
export async function findPartner(tx: Tx, id: string) {
  return tx.selectFrom('partners').select(columns).where('id', '=', id).executeTakeFirst();
}
export type Partner = NonNullable<Awaited<ReturnType<typeof findPartner>>>;

export async function insertPartner(
  tx: Tx,
  partner: { workspaceId: string; id: string; campaignId: string; name: string; origins: string[]; createdAt: Date },
): Promise<void> {
  await tx.insertInto('partners').values(partner).execute();
}

export async function updatePartner(
  tx: Tx,
  { workspaceId, campaignId, id }: { workspaceId: string; campaignId: string; id: string },
  change: { name?: string; origins?: string[]; endedAt?: Date | null },
): Promise<boolean> {
  const row = await tx
    .updateTable('partners')
    .set({ ...change, id })
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
