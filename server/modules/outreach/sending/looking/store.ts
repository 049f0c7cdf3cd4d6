import { sql } from 'kysely';
import type { Tx } from '../../../../platform/database.ts';
import type { Bucket } from '../readiness.ts';
import { readByKeys } from '../store.ts';

export interface Held {
  workspaceId: string;
  mailboxId: string;
}

/**
 * Takes and keeps mailboxes from which running campaigns are sent: those that this runner holds already, and some that nobody does. Where a process
 * vanished, its hold ends by itself.
 */
export async function holdMailboxes(
  tx: Tx,
  { by, now, until, most }: { by: string; now: Date; until: Date; most: number },
): Promise<Held[]> {
  await sql`
    insert into mailbox_runs (workspace_id, mailbox_id)
    select distinct m.workspace_id, m.mailbox_id from outreach_campaigns c
    join outreach_mailboxes m on m.workspace_id = c.workspace_id and m.campaign_id = c.id
    where c.state = 'running' and not exists (
      select from mailbox_runs r where r.workspace_id = m.workspace_id and r.mailbox_id = m.mailbox_id)
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<Held>`
    with wanted as (
      select distinct m.workspace_id, m.mailbox_id from outreach_campaigns c
      join outreach_mailboxes m on m.workspace_id = c.workspace_id and m.campaign_id = c.id
      where c.state = 'running'
    ), free as (
      select r.workspace_id, r.mailbox_id from mailbox_runs r join wanted w on w.workspace_id = r.workspace_id and w.mailbox_id = r.mailbox_id
      where r.held_by is null or r.held_until <= ${now}
      order by r.workspace_id, r.mailbox_id limit ${most} for update of r skip locked
    ), mine as (
      select r.workspace_id, r.mailbox_id from mailbox_runs r join wanted w on w.workspace_id = r.workspace_id and w.mailbox_id = r.mailbox_id
      where r.held_by = ${by} and r.held_until > ${now}
      order by r.workspace_id, r.mailbox_id for update of r
    )
    update mailbox_runs r set held_by = ${by}, held_until = ${until}
    from (select * from free union select * from mine) h
    where r.workspace_id = h.workspace_id and r.mailbox_id = h.mailbox_id
    returning r.workspace_id, r.mailbox_id`.execute(tx);
  return rows;
}

/** Which of these mailboxes a runner holds at this moment, held for longer, so that no other takes them while it claims. */
export async function keepHolds(
  tx: Tx,
  workspaceId: string,
  { by, mailboxIds, now, until }: { by: string; mailboxIds: readonly string[]; now: Date; until: Date },
): Promise<Set<string>> {
  // Locked by themselves and in one order; as a part of a join they would be locked again for each row of the other side.
  const { rows } = await sql<{ mailboxId: string }>`
    with held as materialized (
      select mailbox_id from mailbox_runs where workspace_id = ${workspaceId} and mailbox_id = any(${mailboxIds}::uuid[])
        and held_by = ${by} and held_until > ${now} order by mailbox_id for update
    ), parked as materialized (
      select id from mailboxes where workspace_id = ${workspaceId} and id = any(${mailboxIds}::uuid[])
        and parked_at is not null and (parked_until is null or parked_until > ${now})
    )
    update mailbox_runs r set held_until = ${until}
    where r.workspace_id = ${workspaceId} and r.mailbox_id = any(array(select mailbox_id from held))
      and r.mailbox_id <> all(array(select id from parked))
    returning r.mailbox_id`.execute(tx);
  return new Set(rows.map(({ mailboxId }) => mailboxId));
}

/** Notes the message that each mailbox began last. */
export async function noteClaims(
  tx: Tx,
  workspaceId: string,
  claims: readonly { mailboxId: string; deliveryId: string }[],
  now: Date,
): Promise<void> {
  if (claims.length === 0) return;
  await sql`
    update mailbox_runs r set last_claim_at = ${now}, last_delivery_id = c.delivery_id
    from unnest(${claims.map(({ mailboxId }) => mailboxId)}::uuid[], ${claims.map(({ deliveryId }) => deliveryId)}::uuid[])
      as c (mailbox_id, delivery_id)
    where r.workspace_id = ${workspaceId} and r.mailbox_id = c.mailbox_id`.execute(tx);
}

/** Lets go of mailboxes, for another runner to take them at once. */
export async function releaseHolds(tx: Tx, by: string): Promise<void> {
  await tx.updateTable('mailboxRuns').set({ heldBy: null, heldUntil: null }).where('heldBy', '=', by).execute();
}

export interface Patience {
  slowUntil: Date | null;
  slowed: number;
  refused: number;
}

export async function setPatience(tx: Tx, workspaceId: string, mailboxId: string, patience: Patience): Promise<void> {
  await tx
    .updateTable('mailboxRuns')
    .set({ ...patience })
    .where('workspaceId', '=', workspaceId)
    .where('mailboxId', '=', mailboxId)
    .execute();
}

export async function runsOf(tx: Tx, workspaceId: string, mailboxIds: readonly string[]) {
  return tx
    .selectFrom('mailboxRuns')
    .select(['mailboxId', 'lastClaimAt', 'lastDeliveryId', 'slowUntil', 'slowed', 'refused'])
    .where('workspaceId', '=', workspaceId)
    .where(sql<boolean>`mailbox_id = any(${mailboxIds}::uuid[])`)
    .execute();
}

/** Campaigns of a workspace that are running, with their mailboxes; or those of them that are named, whatever their state. */
export async function campaignsOf(tx: Tx, workspaceId: string, ids?: readonly string[]) {
  const campaigns = await tx
    .selectFrom('outreachCampaigns')
    .select([
      'id',
      'state',
      'timeZone',
      'byRecipientZone',
      'workingDays',
      'opensMinute',
      'closesMinute',
      'startsAt',
      'endsAt',
      'holdMinutes',
      'holdEndsAt',
      'version',
    ])
    .where('workspaceId', '=', workspaceId)
    .$if(ids === undefined, (query) => query.where('state', '=', 'running').where('beganAt', 'is not', null))
    .$if(ids !== undefined, (query) => query.where(sql<boolean>`id = any(${ids ?? []}::uuid[])`))
    .execute();
  const mailboxes = await tx
    .selectFrom('outreachMailboxes')
    .select(['campaignId', 'mailboxId', 'onlyFollowUps'])
    .where('workspaceId', '=', workspaceId)
    .where(sql<boolean>`campaign_id = any(${campaigns.map(({ id }) => id)}::uuid[])`)
    .orderBy('mailboxId')
    .execute();
  const ofCampaigns = Map.groupBy(mailboxes, ({ campaignId }) => campaignId);
  return campaigns.map((campaign) => {
    const own = ofCampaigns.get(campaign.id) ?? [];
    return {
      ...campaign,
      mailboxIds: own.filter(({ onlyFollowUps }) => !onlyFollowUps).map(({ mailboxId }) => mailboxId),
      /** Taken out after the launch; what follows in their threads is still theirs. */
      formerMailboxIds: own.filter(({ onlyFollowUps }) => onlyFollowUps).map(({ mailboxId }) => mailboxId),
    };
  });
}
export type CampaignRow = Awaited<ReturnType<typeof campaignsOf>>[number];

/**
 * Who waits in these campaigns, by zone, with when the first is due: read from the index by leaps, so that it costs the same for a million recipients
 * as for ten.
 */
export async function waitingOf(
  tx: Tx,
  workspaceId: string,
  campaignIds: readonly string[],
  mailboxIds: readonly string[],
): Promise<Bucket[]> {
  await readByKeys(tx);
  const fresh = await sql<Bucket>`
    select c.id as campaign_id, z.time_zone, null as mailbox_id, z.due_at from unnest(${campaignIds}::uuid[]) as c (id)
    cross join lateral (
      with recursive z as (
        (select e.time_zone, e.due_at from enrolments e where e.workspace_id = ${workspaceId} and e.campaign_id = c.id
          and e.state = 'waiting' and e.mailbox_id is null order by e.time_zone, e.due_at limit 1)
        union all
        select n.time_zone, n.due_at from z cross join lateral (
          select e.time_zone, e.due_at from enrolments e where e.workspace_id = ${workspaceId} and e.campaign_id = c.id
            and e.state = 'waiting' and e.mailbox_id is null and e.time_zone > z.time_zone order by e.time_zone, e.due_at limit 1) n)
      select * from z) z`.execute(tx);
  const sticky = await sql<Bucket>`
    select c.id as campaign_id, z.time_zone, m.id as mailbox_id, z.due_at
    from unnest(${mailboxIds}::uuid[]) as m (id) cross join unnest(${campaignIds}::uuid[]) as c (id)
    cross join lateral (
      with recursive z as (
        (select e.time_zone, e.due_at from enrolments e where e.workspace_id = ${workspaceId} and e.mailbox_id = m.id and e.campaign_id = c.id
          and e.state = 'waiting' and e.mailbox_id is not null order by e.time_zone, e.due_at limit 1)
        union all
        select n.time_zone, n.due_at from z cross join lateral (
          select e.time_zone, e.due_at from enrolments e where e.workspace_id = ${workspaceId} and e.mailbox_id = m.id and e.campaign_id = c.id
            and e.state = 'waiting' and e.mailbox_id is not null and e.time_zone > z.time_zone order by e.time_zone, e.due_at limit 1) n)
      select * from z) z`.execute(tx);
  return [...fresh.rows, ...sticky.rows].map((row) => ({ ...row, dueAt: new Date(row.dueAt).getTime() }));
}

/** Has PostgreSQL look at the enrolments anew: before the first message of a campaign, whose launch may just have made a million of them. */
export async function lookAtEnrolments(tx: Tx): Promise<void> {
  await sql`call look_at_enrolments()`.execute(tx);
}
