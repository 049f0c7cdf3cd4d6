import type { Tx } from '../../platform/database.ts';

const columns = ['workspaceId', 'id', 'url'] as const;

/** A link by its code alone, in any workspace. */
export async function findLink(tx: Tx, code: string) {
  return tx.selectFrom('trackedLinks').select(columns).where('code', '=', code).executeTakeFirst();
}
export type TrackedLink = NonNullable<Awaited<ReturnType<typeof findLink>>>;

interface OfCampaign {
  workspaceId: string;
  campaignId: string;
}

/** The codes of a campaign's links, by their addresses. */
export async function codesOf(tx: Tx, { workspaceId, campaignId }: OfCampaign): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('trackedLinks')
    .select(['url', 'code'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .execute();
  return new Map(rows.map(({ url, code }) => [url, code]));
}

/** Adds links; one that another supporter's page has added meanwhile stays as it is. */
export async function insertLinks(
  tx: Tx,
  links: readonly (OfCampaign & { id: string; code: string; url: string; createdAt: Date })[],
): Promise<void> {
  await tx
    .insertInto('trackedLinks')
    .values(links)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What was counted of a campaign's links, in the order in which they were first used. */
export async function linkCounts(tx: Tx, workspaceId: string, campaignId: string) {
  return tx
    .selectFrom('trackedLinks')
    .select(['url', 'visits', 'people'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .orderBy('id')
    .execute();
}

export interface Visits {
  id: string;
  visits: number;
  people: number;
}

/** Adds to the two numbers of each link. One that was removed with its campaign is not counted any more. */
export async function addVisits(tx: Tx, workspaceId: string, counted: readonly Visits[]): Promise<void> {
  for (const { id, visits, people } of counted)
    await tx
      .updateTable('trackedLinks')
      .set((value) => ({ visits: value('visits', '+', visits), people: value('people', '+', people) }))
      .where('workspaceId', '=', workspaceId)
      .where('id', '=', id)
      .execute();
}
