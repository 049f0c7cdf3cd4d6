import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { KeptEvent } from '../event.ts';

/** The webhooks of a workspace that want to hear of one of these; none before they are proven or once they are ended. */
export async function wantingWebhooks(tx: Tx, workspaceId: string, types: readonly string[]) {
  return tx
    .selectFrom('webhooks')
    .select(['id', 'events'])
    .where('workspaceId', '=', workspaceId)
    .where('provenAt', 'is not', null)
    .where('endedAt', 'is', null)
    .where(sql<boolean>`events && ${types}::text[]`)
    .execute();
}

export interface NewRow extends KeptEvent {
  webhookId: string;
}

export async function insertEvents(tx: Tx, workspaceId: string, rows: readonly NewRow[]): Promise<void> {
  const of = <Value>(pick: (one: NewRow) => Value) => rows.map(pick);
  await sql`
    insert into webhook_events (workspace_id, id, webhook_id, type, campaign_kind, campaign_id, enrolment_id, step, details, happened_at, waits_since)
    select ${workspaceId}, e.id, e.webhook_id, e.type, e.campaign_kind, e.campaign_id, e.enrolment_id, e.step, e.details, e.happened_at, e.happened_at
    from unnest(${of((one) => one.id)}::uuid[], ${of((one) => one.webhookId)}::uuid[], ${of((one) => one.type)}::text[],
      ${of((one) => one.campaignKind)}::text[], ${of((one) => one.campaignId)}::uuid[], ${of((one) => one.enrolmentId)}::uuid[],
      ${of((one) => one.step)}::int[], ${of((one) => JSON.stringify(one.details))}::jsonb[], ${of((one) => one.happenedAt)}::timestamptz[])
      as e (id, webhook_id, type, campaign_kind, campaign_id, enrolment_id, step, details, happened_at)`.execute(tx);
}

interface Which {
  workspaceId: string;
  webhookId: string;
}

const mostCounted = 1000;

/** How many events of each webhook wait or were given up; counted no further than a thousand. */
export async function countOpen(tx: Tx, workspaceId: string, webhookIds: readonly string[]) {
  const count = (state: 'waiting' | 'given_up') => sql`(select count(*)::int from (
    select from webhook_events e where e.workspace_id = ${workspaceId} and e.webhook_id = w.id and e.state = ${state} limit ${mostCounted}) s)`;
  const { rows } = await sql<{ id: string; waiting: number; givenUp: number }>`
    select w.id, ${count('waiting')} as waiting, ${count('given_up')} as given_up from unnest(${webhookIds}::uuid[]) as w (id)`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A page of the log, newest first. */
export async function pageOfEvents(
  tx: Tx,
  { workspaceId, webhookId }: Which,
  { state, before, limit }: { state: 'waiting' | 'told' | 'given_up' | undefined; before: number | undefined; limit: number },
) {
  return tx
    .selectFrom('webhookEvents')
    .select(['id', 'number', 'type', 'state', 'campaignKind', 'campaignId', 'enrolmentId', 'happenedAt'])
    .select(['tries', 'triedAt', 'nextTryAt', 'status', 'milliseconds'])
    .where('workspaceId', '=', workspaceId)
    .where('webhookId', '=', webhookId)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .$if(before !== undefined, (query) => query.where('number', '<', before ?? 0))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}
export type LoggedEvent = Awaited<ReturnType<typeof pageOfEvents>>[number];

/** Lets events be told again, under their ids: those that were given up, or one that is named, whatever became of it. */
export async function replay(tx: Tx, { workspaceId, webhookId }: Which, eventId: string | undefined, now: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('webhookEvents')
    .set({ state: 'waiting', waitsSince: now, tries: 0, nextTryAt: null })
    .where('workspaceId', '=', workspaceId)
    .where('webhookId', '=', webhookId)
    .where((where) => (eventId === undefined ? where('state', '=', 'given_up') : where('id', '=', eventId)))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** What a webhook was told and was to be told; nothing of it outlives the webhook. */
export async function deleteEventsOf(tx: Tx, { workspaceId, webhookId }: Which): Promise<void> {
  await tx.deleteFrom('webhookEvents').where('workspaceId', '=', workspaceId).where('webhookId', '=', webhookId).execute();
}

/** Events that were written while their webhook was being removed. */
export async function deleteLeftOver(tx: Tx): Promise<void> {
  await sql`
    delete from webhook_events e where e.state = 'waiting'
      and not exists (select from webhooks w where w.workspace_id = e.workspace_id and w.id = e.webhook_id)`.execute(tx);
}

/** Whether the totals wait to be told already: then they are told anew when those were taken. */
export async function totalsWait(tx: Tx, { workspaceId, webhookId }: Which): Promise<boolean> {
  const row = await tx
    .selectFrom('webhookEvents')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('webhookId', '=', webhookId)
    .where('state', '=', 'waiting')
    .where('type', '=', 'participation.totals')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
