import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import { valuesOfAll, type Meant } from '../launching/store.ts';

/** What recipients to be have for some merge tags, and how many have the same. */
export interface Combination {
  values: Record<string, string>;
  recipients: number;
}

const atOnce = 5_000;

/** What all recipients to be have for these merge tags, some thousand combinations at a time: there may be as many as recipients. */
export async function* combinationsOf(tx: Tx, meant: Meant, tags: readonly string[]): AsyncGenerator<readonly Combination[]> {
  await sql`
    declare combinations no scroll cursor for
    select values, count(*)::int4 as recipients from (select ${valuesOf(tags)} as values from (${valuesOfAll(meant)}) as v) as c
    group by values`.execute(tx);
  for (;;) {
    const { rows } = await sql<Combination>`fetch ${sql.raw(String(atOnce))} from combinations`.execute(tx);
    if (rows.length > 0) yield rows;
    if (rows.length < atOnce) break;
  }
  await sql`close combinations`.execute(tx);
}

/** The values of some merge tags of recipients to be, called v. */
export const valuesOf = (tags: readonly string[]) =>
  sql<
    Record<string, string>
  >`jsonb_build_object(${sql.join(tags.flatMap((tag) => [sql`${tag}::text`, sql`coalesce(v.fields ->> ${tag}::text, '')`]))})`;

/** Campaigns that were launched and are not finished. */
export async function unfinishedOutreach(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('outreachCampaigns')
    .select(['id', 'version'])
    .where('workspaceId', '=', workspaceId)
    .where('state', 'in', ['running', 'paused'])
    .execute();
}
