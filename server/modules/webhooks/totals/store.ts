import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { CampaignTotals } from './totals.ts';

/** The webhooks that want to hear totals, of every workspace. */
export async function webhooksForTotals(tx: Tx) {
  return tx
    .selectFrom('webhooks')
    .select(['workspaceId', 'id'])
    .where('provenAt', 'is not', null)
    .where('endedAt', 'is', null)
    .where(sql<boolean>`'participation.totals' = any(events)`)
    .orderBy('id')
    .execute();
}

/** By what it is known which totals a webhook heard last, held: of two processes that look at once, the second sees what the first has written. */
export async function lockTotals(tx: Tx, { workspaceId, id }: { workspaceId: string; id: string }) {
  return tx
    .selectFrom('webhooks')
    .select(['totalsHash', 'messageId'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** The totals that were noted; a message of before the events were written down is told as one of them. */
export async function setTotals(tx: Tx, { workspaceId, id }: { workspaceId: string; id: string }, totalsHash: Buffer): Promise<void> {
  await tx
    .updateTable('webhooks')
    .set({ totalsHash, messageId: null, messageBody: null })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

const counted = ['participations', 'accepted', 'failed', 'skipped', 'uncertain', 'opened'] as const;

/** The totals of every campaign of a workspace that has ever been public, at one moment. */
export async function campaignTotals(tx: Tx, workspaceId: string): Promise<CampaignTotals[]> {
  return tx
    .selectFrom('campaigns')
    .leftJoin('campaignCounts', (join) =>
      join.onRef('campaignCounts.workspaceId', '=', 'campaigns.workspaceId').onRef('campaignCounts.campaignId', '=', 'campaigns.id'),
    )
    .select(['campaigns.id', 'campaigns.name', 'campaigns.state'])
    .select(() => counted.map((name) => sql<number>`coalesce(sum(${sql.ref(`campaignCounts.${name}`)}), 0)::int`.as(name)))
    .where('campaigns.workspaceId', '=', workspaceId)
    .where('campaigns.state', '<>', 'draft')
    .groupBy(['campaigns.id', 'campaigns.name', 'campaigns.state'])
    .orderBy('campaigns.id')
    .execute();
}
