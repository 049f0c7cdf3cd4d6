import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { Tried } from './comparison.ts';

interface Which {
  workspaceId: string;
  campaignId: string;
}

/** The variants of the first message of a version, by letter, each with how much it is used. */
export async function weightsOf(
  tx: Tx,
  { workspaceId, campaignId }: Which,
  version: number,
): Promise<{ variant: string; weight: number }[]> {
  return tx
    .selectFrom('outreachTexts')
    .select(['variant', 'weight'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('version', '=', version)
    .where('position', '=', 1)
    .orderBy('variant')
    .execute();
}

/** To how many the first message of each variant was accepted, and how many of them replied to any. */
export async function repliesByVariant(tx: Tx, { workspaceId, campaignId }: Which): Promise<Tried[]> {
  const { rows } = await sql<Tried>`
    select variant, coalesce(sum(accepted) filter (where step = 1), 0) as accepted, coalesce(sum(replied), 0) as replied
    from outreach_counts where workspace_id = ${workspaceId} and campaign_id = ${campaignId}
    group by variant order by variant`.execute(tx);
  return rows;
}

/**
 * Gives everybody with whom nothing was begun another variant, and moves them in the counts, at the hour of the change.
 * @returns how many they were
 */
export async function moveToVariant(tx: Tx, { workspaceId, campaignId }: Which, variant: string, now: Date): Promise<number> {
  const { rows } = await sql<{ variant: string; moved: number }>`
    with them as (
      select e.id, e.variant from enrolments e
      where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.state = 'waiting' and e.mailbox_id is null and e.next_step = 1
        and e.variant <> ${variant} and not exists (
          select from outreach_deliveries d
          where d.workspace_id = e.workspace_id and d.campaign_id = e.campaign_id and d.enrolment_id = e.id)
      for update of e
    ), moved as (
      update enrolments e set variant = ${variant} from them t
      where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.id = t.id returning t.variant as variant
    )
    select variant, count(*)::int4 as moved from moved group by variant`.execute(tx);
  const moved = rows.reduce((sum, row) => sum + row.moved, 0);
  const changes = [...rows.map((row) => ({ variant: row.variant, by: -row.moved })), { variant, by: moved }];
  if (moved > 0)
    await sql`
      insert into outreach_counts (workspace_id, campaign_id, step, variant, mailbox_id, hour, enrolled)
      select ${workspaceId}, ${campaignId}, 1, c.variant, ${noMailbox}, date_trunc('hour', ${now}::timestamptz), c.by
      from unnest(${changes.map((one) => one.variant)}::text[], ${changes.map(({ by }) => by)}::int[]) as c (variant, by)
      on conflict (workspace_id, campaign_id, step, variant, mailbox_id, hour)
        do update set enrolled = outreach_counts.enrolled + excluded.enrolled`.execute(tx);
  return moved;
}
/** In the counts: no mailbox in particular. */
const noMailbox = '00000000-0000-0000-0000-000000000000';
