import type { Tx } from '../../../platform/database.ts';

/** What became of messages. `recipients` are those who were enrolled, which is counted with the first step. */
export interface OutreachCounts {
  recipients: number;
  accepted: number;
  failed: number;
  skipped: number;
  uncertain: number;
}

export const nothingCounted: OutreachCounts = { recipients: 0, accepted: 0, failed: 0, skipped: 0, uncertain: 0 };

function counts(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('outreachCounts')
    .select(({ fn }) => [
      fn.sum<number>('enrolled').as('recipients'),
      fn.sum<number>('accepted').as('accepted'),
      fn.sum<number>('failed').as('failed'),
      fn.sum<number>('skipped').as('skipped'),
      fn.sum<number>('uncertain').as('uncertain'),
    ])
    .where('workspaceId', '=', workspaceId);
}

/** Sums of each campaign; those of which nothing was counted are absent. */
export async function totalsOf(tx: Tx, workspaceId: string, campaignIds: readonly string[]): Promise<Map<string, OutreachCounts>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await counts(tx, workspaceId).select('campaignId').where('campaignId', 'in', campaignIds).groupBy('campaignId').execute();
  return new Map(rows.map(({ campaignId, ...sums }) => [campaignId, sums]));
}

/** Sums of one campaign by step and variant. */
export async function countsByText(tx: Tx, workspaceId: string, campaignId: string) {
  return counts(tx, workspaceId)
    .select(['step', 'variant'])
    .where('campaignId', '=', campaignId)
    .groupBy(['step', 'variant'])
    .orderBy('step')
    .orderBy('variant')
    .execute();
}

/** The counts as they are kept: by step, variant, mailbox and hour. */
export async function countRows(tx: Tx, workspaceId: string, campaignId: string) {
  return tx
    .selectFrom('outreachCounts')
    .leftJoin('mailboxes', (join) =>
      join.onRef('mailboxes.workspaceId', '=', 'outreachCounts.workspaceId').onRef('mailboxes.id', '=', 'outreachCounts.mailboxId'),
    )
    .select([
      'outreachCounts.hour',
      'outreachCounts.step',
      'outreachCounts.variant',
      'mailboxes.address as mailbox',
      'outreachCounts.enrolled',
      'outreachCounts.accepted',
      'outreachCounts.failed',
      'outreachCounts.skipped',
      'outreachCounts.uncertain',
    ])
    .where('outreachCounts.workspaceId', '=', workspaceId)
    .where('outreachCounts.campaignId', '=', campaignId)
    .orderBy('outreachCounts.hour')
    .orderBy('outreachCounts.step')
    .orderBy('outreachCounts.variant')
    .execute();
}
