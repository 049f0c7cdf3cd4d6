import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { CampaignState, Editing } from './campaign.ts';

function campaignRows(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('campaigns')
    .innerJoin('campaignTexts', (join) =>
      join
        .onRef('campaignTexts.workspaceId', '=', 'campaigns.workspaceId')
        .onRef('campaignTexts.campaignId', '=', 'campaigns.id')
        .onRef('campaignTexts.version', '=', 'campaigns.textVersion'),
    )
    .leftJoinLateral(
      (select) =>
        select
          .selectFrom('campaignDays')
          .select((sum) => [
            sum.fn.coalesce(sum.fn.sum<number>('participations'), sql<number>`0`).as('participations'),
            sum.fn.coalesce(sum.fn.sum<number>('accepted'), sql<number>`0`).as('accepted'),
            sum.fn.coalesce(sum.fn.sum<number>('failed'), sql<number>`0`).as('failed'),
            sum.fn.coalesce(sum.fn.sum<number>('skipped'), sql<number>`0`).as('skipped'),
            sum.fn.coalesce(sum.fn.sum<number>('uncertain'), sql<number>`0`).as('uncertain'),
          ])
          .whereRef('campaignDays.workspaceId', '=', 'campaigns.workspaceId')
          .whereRef('campaignDays.campaignId', '=', 'campaigns.id')
          .as('total'),
      (join) => join.onTrue(),
    )
    .selectAll('campaigns')
    .select([
      'campaignTexts.subject',
      'campaignTexts.body',
      'total.participations',
      'total.accepted',
      'total.failed',
      'total.skipped',
      'total.uncertain',
    ])
    .select((select) =>
      select
        .selectFrom('campaignRecipients')
        .select((count) => count.fn.countAll<number>().as('recipients'))
        .whereRef('campaignRecipients.workspaceId', '=', 'campaigns.workspaceId')
        .whereRef('campaignRecipients.campaignId', '=', 'campaigns.id')
        .as('recipientCount'),
    )
    .where('campaigns.workspaceId', '=', workspaceId);
}

export type CampaignRow = Awaited<ReturnType<typeof listCampaigns>>[number];

const typed = <Row extends { state: string; editing: string }>(row: Row) => ({
  ...row,
  state: row.state as CampaignState,
  editing: row.editing as Editing,
});

export async function listCampaigns(tx: Tx, workspaceId: string, state?: CampaignState) {
  const rows = await campaignRows(tx, workspaceId)
    .$if(state !== undefined, (query) => query.where('campaigns.state', '=', state ?? ''))
    .orderBy('campaigns.createdAt', 'desc')
    .limit(500)
    .execute();
  return rows.map(typed);
}

export async function findCampaign(tx: Tx, workspaceId: string, id: string) {
  const row = await campaignRows(tx, workspaceId).where('campaigns.id', '=', id).executeTakeFirst();
  return row && typed(row);
}

export async function findCampaignBySlug(tx: Tx, workspaceId: string, slug: string) {
  const row = await campaignRows(tx, workspaceId).where('campaigns.slug', '=', slug).executeTakeFirst();
  return row && typed(row);
}

/** Holds the campaign's row: `share` keeps its state from changing while a supporter confirms, `update` is for who changes it. */
export async function lockCampaign(tx: Tx, workspaceId: string, id: string, strength: 'share' | 'update') {
  const query = tx
    .selectFrom('campaigns')
    .select(['id', 'state', 'textVersion', 'name', 'slug'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id);
  const row = await (strength === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst();
  return row && { ...row, state: row.state as CampaignState };
}

export async function campaignSlugs(tx: Tx, workspaceId: string): Promise<Set<string>> {
  const rows = await tx.selectFrom('campaigns').select('slug').where('workspaceId', '=', workspaceId).execute();
  return new Set(rows.map((row) => row.slug));
}

export interface NewCampaign {
  workspaceId: string;
  id: string;
  name: string;
  slug: string;
  introduction: string;
  editing: Editing;
  goal: number | null;
  createdBy: string;
  createdAt: Date;
}

export async function insertCampaign(tx: Tx, campaign: NewCampaign): Promise<void> {
  await tx
    .insertInto('campaigns')
    .values({ ...campaign, kind: 'advocacy', state: 'draft', textVersion: 1 })
    .execute();
}

export async function insertText(
  tx: Tx,
  text: { workspaceId: string; campaignId: string; version: number; subject: string; body: string; createdAt: Date },
) {
  await tx.insertInto('campaignTexts').values(text).execute();
}

export interface CampaignChange {
  name?: string;
  slug?: string;
  introduction?: string;
  editing?: Editing;
  goal?: number | null;
  textVersion?: number;
  state?: CampaignState;
  publishedAt?: Date;
  closedAt?: Date;
}

export async function updateCampaign(tx: Tx, workspaceId: string, id: string, change: CampaignChange): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.updateTable('campaigns').set(change).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

export async function deleteCampaign(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('campaigns').where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

/** Begins or ends the year after which the recipients of an inactive campaign go (promise A13). */
export async function setInactiveSince(tx: Tx, workspaceId: string, campaignId: string, inactiveSince: Date | null): Promise<void> {
  await tx
    .updateTable('campaignRecipients')
    .set({ inactiveSince })
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .execute();
}

export async function countsByDay(tx: Tx, workspaceId: string, campaignId: string) {
  return tx
    .selectFrom('campaignDays')
    .select(['day', 'participations', 'accepted', 'failed', 'skipped', 'uncertain'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .orderBy('day')
    .execute();
}

export interface Counts {
  participations?: number;
  accepted?: number;
  failed?: number;
  skipped?: number;
  uncertain?: number;
}

/** Adds to the counts of a day, in the transaction that settles what is counted. */
export async function addCounts(tx: Tx, where: { workspaceId: string; campaignId: string; at: Date }, counts: Counts): Promise<void> {
  const { participations = 0, accepted = 0, failed = 0, skipped = 0, uncertain = 0 } = counts;
  await tx
    .insertInto('campaignDays')
    .values({
      workspaceId: where.workspaceId,
      campaignId: where.campaignId,
      day: where.at.toISOString().slice(0, 10),
      participations,
      accepted,
      failed,
      skipped,
      uncertain,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'campaignId', 'day']).doUpdateSet({
        participations: sql`campaign_days.participations + excluded.participations`,
        accepted: sql`campaign_days.accepted + excluded.accepted`,
        failed: sql`campaign_days.failed + excluded.failed`,
        skipped: sql`campaign_days.skipped + excluded.skipped`,
        uncertain: sql`campaign_days.uncertain + excluded.uncertain`,
      }),
    )
    .execute();
}
