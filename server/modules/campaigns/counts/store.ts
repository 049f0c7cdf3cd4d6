import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** What is counted. `accepted` is a provider's word; `opened` is only that a letter was opened in an own program. */
export const counted = ['participations', 'accepted', 'failed', 'skipped', 'uncertain', 'opened'] as const;
export type Counts = Record<(typeof counted)[number], number>;

/** Nobody: the partner of a supporter who came by no partner's site. */
export const noPartner = '00000000-0000-0000-0000-000000000000';

/** What belongs to a count besides its campaign and day. */
export interface Origin {
  channel: string;
  language: string;
  combination: number;
  partnerId: string;
}

const sums = () => counted.map((name) => sql<number>`coalesce(sum(${sql.ref(name)}), 0)::int`.as(name));

/** The totals of campaigns of a workspace, by id; a campaign without any is not among them. */
export async function totalsOf(tx: Tx, workspaceId: string, campaignIds: readonly string[]): Promise<Map<string, Counts>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('campaignCounts')
    .select('campaignId')
    .select(sums)
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', 'in', campaignIds)
    .groupBy('campaignId')
    .execute();
  return new Map(rows.map(({ campaignId, ...counts }) => [campaignId, counts]));
}

export const nothingCounted: Counts = { participations: 0, accepted: 0, failed: 0, skipped: 0, uncertain: 0, opened: 0 };

export async function totalOf(tx: Tx, workspaceId: string, campaignId: string): Promise<Counts> {
  return (await totalsOf(tx, workspaceId, [campaignId])).get(campaignId) ?? nothingCounted;
}

export async function recipientNumbers(tx: Tx, workspaceId: string): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('campaignRecipients')
    .select('campaignId')
    .select((count) => count.fn.countAll<number>().as('number'))
    .where('workspaceId', '=', workspaceId)
    .groupBy('campaignId')
    .execute();
  return new Map(rows.map(({ campaignId, number }) => [campaignId, number]));
}

/** Counts by one property, in its order. */
export async function countsBy<By extends 'day' | 'language' | 'partnerId' | 'channel'>(
  tx: Tx,
  workspaceId: string,
  campaignId: string,
  by: By,
) {
  return tx
    .selectFrom('campaignCounts')
    .select(by)
    .select(sums)
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .groupBy(by)
    .orderBy(by)
    .execute();
}

export async function countsByWording(tx: Tx, workspaceId: string, campaignId: string) {
  return tx
    .selectFrom('campaignCounts')
    .select(['language', 'combination'])
    .select(sums)
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .groupBy(['language', 'combination'])
    .orderBy('language')
    .orderBy('combination')
    .limit(1000)
    .execute();
}

export async function countsByRecipient(tx: Tx, workspaceId: string, campaignId: string) {
  const { ref } = tx.dynamic;
  const numbers = [
    'accepted',
    'failed',
    'skipped',
    'uncertain',
    'opened',
    'bouncedHard',
    'bouncedFull',
    'bouncedBlocked',
    'bouncedLater',
  ] as const;
  return tx
    .selectFrom('campaignRecipients')
    .leftJoin('recipientCounts', (join) =>
      join
        .onRef('recipientCounts.workspaceId', '=', 'campaignRecipients.workspaceId')
        .onRef('recipientCounts.recipientId', '=', 'campaignRecipients.id'),
    )
    .select(['campaignRecipients.id', 'campaignRecipients.name', 'campaignRecipients.district'])
    .select((value) => numbers.map((name) => value.fn.coalesce(ref<string>(`recipientCounts.${name}`), sql<number>`0`).as(name)))
    .where('campaignRecipients.workspaceId', '=', workspaceId)
    .where('campaignRecipients.campaignId', '=', campaignId)
    .orderBy('campaignRecipients.id')
    .execute() as Promise<({ id: string; name: string; district: string } & Record<(typeof numbers)[number], number>)[]>;
}

/** Adds to the counts of a day, in the transaction that settles what is counted. */
export async function addCounts(
  tx: Tx,
  { at, ...where }: { workspaceId: string; campaignId: string; at: Date } & Origin,
  counts: Partial<Counts>,
): Promise<void> {
  await tx
    .insertInto('campaignCounts')
    .values({ ...nothingCounted, ...counts, ...where, day: at.toISOString().slice(0, 10) })
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'campaignId', 'day', 'channel', 'language', 'combination', 'partnerId']).doUpdateSet((value) => ({
        participations: value('campaignCounts.participations', '+', value.ref('excluded.participations')),
        accepted: value('campaignCounts.accepted', '+', value.ref('excluded.accepted')),
        failed: value('campaignCounts.failed', '+', value.ref('excluded.failed')),
        skipped: value('campaignCounts.skipped', '+', value.ref('excluded.skipped')),
        uncertain: value('campaignCounts.uncertain', '+', value.ref('excluded.uncertain')),
        opened: value('campaignCounts.opened', '+', value.ref('excluded.opened')),
      })),
    )
    .execute();
}

export type RecipientOutcome = 'accepted' | 'failed' | 'skipped' | 'uncertain' | 'opened';
export type BounceClass = 'bouncedHard' | 'bouncedFull' | 'bouncedBlocked' | 'bouncedLater';

/** Adds to what is counted of one recipient. Of one who was removed or erased meanwhile nothing is counted any more. */
export async function addRecipientCount(
  tx: Tx,
  recipient: { workspaceId: string; campaignId: string; recipientId: string },
  what: RecipientOutcome | BounceClass,
  by = 1,
): Promise<void> {
  await tx
    .insertInto('recipientCounts')
    .columns(['workspaceId', 'campaignId', 'recipientId', what])
    .expression((select) =>
      select
        .selectFrom('campaignRecipients')
        .select(['workspaceId', 'campaignId', 'id', sql<number>`${by}::integer`.as('by')])
        .where('workspaceId', '=', recipient.workspaceId)
        .where('campaignId', '=', recipient.campaignId)
        .where('id', '=', recipient.recipientId)
        .forKeyShare(),
    )
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'recipientId']).doUpdateSet((value) => ({ [what]: value(`recipientCounts.${what}`, '+', by) })),
    )
    .execute();
}
