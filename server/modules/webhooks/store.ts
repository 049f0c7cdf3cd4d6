import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Sealed } from '../../platform/sealed.ts';
import type { CampaignTotals } from './webhook.ts';

export async function webhooksOf(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('webhooks')
    .select(['id', 'url', 'lastTriedAt', 'lastStatus', 'createdAt'])
    .where('workspaceId', '=', workspaceId)
    .orderBy('id')
    .execute();
}
export type WebhookRow = Awaited<ReturnType<typeof webhooksOf>>[number];

export async function insertWebhook(
  tx: Tx,
  webhook: { workspaceId: string; id: string; url: string; secretSealed: Sealed; createdAt: Date },
): Promise<void> {
  await tx.insertInto('webhooks').values(webhook).execute();
}

export async function deleteWebhook(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('webhooks')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The webhooks that may be told something now, of every workspace: those that always answered come first. */
export async function dueWebhooks(tx: Tx, now: Date) {
  return tx
    .selectFrom('webhooks')
    .select(['workspaceId', 'id'])
    .where('endedAt', 'is', null)
    .where((where) => where.or([where('nextTryAt', 'is', null), where('nextTryAt', '<=', now)]))
    .orderBy('failures')
    .orderBy('id')
    .execute();
}

/** A webhook whose turn it is, its row held: of two processes that look at once, the second sees what the first has begun. */
export async function findDueWebhook(tx: Tx, { workspaceId, id }: { workspaceId: string; id: string }, now: Date) {
  return tx
    .selectFrom('webhooks')
    .select(['url', 'secretSealed', 'totalsHash', 'messageId', 'messageBody'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .where((where) => where.or([where('nextTryAt', 'is', null), where('nextTryAt', '<=', now)]))
    .forUpdate()
    .executeTakeFirst();
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

export interface Claim {
  messageId: string;
  messageBody: string;
  totalsHash: Buffer;
  at: Date;
  until: Date;
}

/** Takes a webhook for one try. False when another process took it meanwhile, or it was removed. */
export async function claimWebhook(
  tx: Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
  { messageId, messageBody, totalsHash, at, until }: Claim,
): Promise<boolean> {
  const row = await tx
    .updateTable('webhooks')
    .set({ messageId, messageBody, totalsHash, lastTriedAt: at, nextTryAt: until })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .where((where) => where.or([where('nextTryAt', 'is', null), where('nextTryAt', '<=', at)]))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

interface Tried {
  workspaceId: string;
  id: string;
  messageId: string;
}
const noMessage = { messageId: null, messageBody: null };

/** The message was taken: what failed before is forgotten. */
export async function settleTaken(tx: Tx, tried: Tried, status: number | null): Promise<void> {
  await settling(tx, tried)
    .set({ ...noMessage, failures: 0, failingSince: null, nextTryAt: null, lastStatus: status })
    .execute();
}

/** Nothing more is told to this address. */
export async function settleEnded(tx: Tx, tried: Tried, { at, status }: { at: Date; status: number | null }): Promise<void> {
  await settling(tx, tried)
    .set({ ...noMessage, nextTryAt: null, lastStatus: status, endedAt: at })
    .execute();
}

/** Counts a failure; gives how many there were in a row and since when. Nothing when the webhook was removed meanwhile. */
export async function countFailure(tx: Tx, tried: Tried, { at, status }: { at: Date; status: number | null }) {
  return settling(tx, tried)
    .set((value) => ({
      failures: value('failures', '+', 1),
      failingSince: value.fn.coalesce('failingSince', value.val(at)),
      lastStatus: status,
    }))
    .returning(['failures', 'failingSince'])
    .executeTakeFirst();
}

export async function setNextTry(tx: Tx, tried: Tried, nextTryAt: Date): Promise<void> {
  await settling(tx, tried).set({ nextTryAt }).execute();
}

const settling = (tx: Tx, { workspaceId, id, messageId }: Tried) =>
  tx.updateTable('webhooks').where('workspaceId', '=', workspaceId).where('id', '=', id).where('messageId', '=', messageId);
