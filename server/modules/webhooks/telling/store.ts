import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { KeptEvent } from '../event.ts';

export interface Place {
  workspaceId: string;
  webhookId: string;
}

/** Whether an event is to be told now: it waits, its pause is over, and nothing that happened to the same thing before it waits. */
const isDue = (now: Date) => sql<boolean>`(e.state = 'waiting' and (e.next_try_at is null or e.next_try_at <= ${now})
  and not exists (select from webhook_events b
    where b.workspace_id = e.workspace_id and b.webhook_id = e.webhook_id and b.about = e.about and b.state = 'waiting' and b.number < e.number))`;

/**
 * Takes webhooks for which something is due, for one process: another takes over when it says nothing until then. Who was let go longest ago comes first;
 * who fails stands behind by a minute for each time, so that many of them hold up nobody, and still comes in the end.
 */
export async function holdWebhooks(
  tx: Tx,
  { by, now, until, most }: { by: string; now: Date; until: Date; most: number },
): Promise<Place[]> {
  const { rows } = await sql<Place>`
    update webhooks h set held_by = ${by}, held_until = ${until}
    from (
      select w.workspace_id, w.id from webhooks w
      where w.proven_at is not null and w.ended_at is null and (w.next_try_at is null or w.next_try_at <= ${now})
        and (w.held_until is null or w.held_until <= ${now})
        and exists (select from webhook_events e
          where e.workspace_id = w.workspace_id and e.webhook_id = w.id and ${isDue(now)})
      order by coalesce(w.held_until, '-infinity') + least(w.failures, 10) * interval '1 minute', w.failures
      limit ${most} for update skip locked
    ) d
    where h.workspace_id = d.workspace_id and h.id = d.id
    returning h.workspace_id, h.id as webhook_id`.execute(tx);
  return rows;
}

/** A webhook that is still held, and for longer now; nothing when its hold is over, it rests, or it ended or was removed. */
export async function keepHold(tx: Tx, { workspaceId, webhookId }: Place, { by, now, until }: { by: string; now: Date; until: Date }) {
  return tx
    .updateTable('webhooks')
    .set({ heldUntil: until })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', webhookId)
    .where('heldBy', '=', by)
    .where('heldUntil', '>', now)
    .where('provenAt', 'is not', null)
    .where('endedAt', 'is', null)
    .where((where) => where.or([where('nextTryAt', 'is', null), where('nextTryAt', '<=', now)]))
    .returning(['url', 'secretSealed', 'oldSecretSealed', 'oldSecretUntil', 'withAddresses', 'failures'])
    .executeTakeFirst();
}

/** Lets a webhook go, and keeps when: by it they take turns. */
export async function releaseHold(tx: Tx, { workspaceId, webhookId }: Place, { by, at }: { by: string; at: Date }): Promise<void> {
  await tx
    .updateTable('webhooks')
    .set({ heldBy: null, heldUntil: at })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', webhookId)
    .where('heldBy', '=', by)
    .execute();
}

export interface DueEvent extends KeptEvent {
  waitsSince: Date;
  tries: number;
  address: string | null;
}

/**
 * What is due for a webhook, in the order in which it happened, what failed before last. Of one thing the later waits for the earlier. The address of a
 * recipient is read now and kept nowhere; of somebody who was deleted there is none, and no event either.
 */
export async function dueEvents(
  tx: Tx,
  { workspaceId, webhookId }: Place,
  { now, most, withAddresses }: { now: Date; most: number; withAddresses: boolean },
): Promise<DueEvent[]> {
  const { rows } = await sql<DueEvent>`
    select e.id, e.type, e.campaign_kind, e.campaign_id, e.enrolment_id, e.step, e.details, e.happened_at, e.waits_since, e.tries, n.email as address
    from webhook_events e
    left join enrolments n on ${withAddresses} and n.workspace_id = e.workspace_id and n.campaign_id = e.campaign_id and n.id = e.enrolment_id
    where e.workspace_id = ${workspaceId} and e.webhook_id = ${webhookId} and ${isDue(now)}
    order by e.tries, e.number limit ${most}`.execute(tx);
  return rows;
}

export interface Outcome {
  id: string;
  state: 'waiting' | 'told' | 'given_up';
  nextTryAt: Date | null;
  status: number | null;
  milliseconds: number;
}

/** Locks a webhook before its events, as whoever removes it does. False when it is not there any more. */
export async function lockWebhook(tx: Tx, { workspaceId, webhookId }: Place): Promise<boolean> {
  const row = await tx
    .selectFrom('webhooks')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', webhookId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes down what became of events that wait; one that was told meanwhile stays told. */
export async function settleEvents(tx: Tx, { workspaceId, webhookId }: Place, outcomes: readonly Outcome[], at: Date): Promise<void> {
  const of = <Value>(pick: (one: Outcome) => Value) => outcomes.map(pick);
  await sql`
    update webhook_events e set state = o.state, next_try_at = o.next_try_at, status = o.status, milliseconds = o.milliseconds,
      tries = e.tries + 1, tried_at = ${at}
    from unnest(${of(({ id }) => id)}::uuid[], ${of(({ state }) => state)}::text[], ${of(({ nextTryAt }) => nextTryAt)}::timestamptz[],
      ${of(({ status }) => status)}::int[], ${of(({ milliseconds }) => milliseconds)}::int[]) as o (id, state, next_try_at, status, milliseconds)
    where e.workspace_id = ${workspaceId} and e.webhook_id = ${webhookId} and e.id = o.id and e.state = 'waiting'`.execute(tx);
}

const whileHeld = (tx: Tx, { workspaceId, webhookId }: Place, by: string) =>
  tx.updateTable('webhooks').where('workspaceId', '=', workspaceId).where('id', '=', webhookId).where('heldBy', '=', by);

/** It took something: what failed before is forgotten. */
export async function noteTaken(tx: Tx, place: Place, { by, at, status }: { by: string; at: Date; status: number | null }): Promise<void> {
  await whileHeld(tx, place, by).set({ failures: 0, failingSince: null, nextTryAt: null, lastTriedAt: at, lastStatus: status }).execute();
}

/** It took nothing; gives how often in a row, and since when. Nothing when it is not held any more. */
export async function noteFailure(tx: Tx, place: Place, { by, at, status }: { by: string; at: Date; status: number | null }) {
  return whileHeld(tx, place, by)
    .set((value) => ({
      failures: value('failures', '+', 1),
      failingSince: value.fn.coalesce('failingSince', value.val(at)),
      lastTriedAt: at,
      lastStatus: status,
    }))
    .returning(['failures', 'failingSince'])
    .executeTakeFirst();
}

export async function letRest(tx: Tx, place: Place, by: string, until: Date): Promise<void> {
  await whileHeld(tx, place, by).set({ nextTryAt: until }).execute();
}

/** Nothing more is told to it: what waits can be told again by hand once it is proven anew. False when it ended already. */
export async function endWebhook(
  tx: Tx,
  { workspaceId, webhookId }: Place,
  { at, because, status }: { at: Date; because: 'gone' | 'failing'; status: number | null },
): Promise<boolean> {
  const row = await tx
    .updateTable('webhooks')
    .set({ endedAt: at, endedBecause: because, nextTryAt: null, lastTriedAt: at, lastStatus: status })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', webhookId)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!row) return false;
  await tx
    .updateTable('webhookEvents')
    .set({ state: 'given_up', nextTryAt: null })
    .where('workspaceId', '=', workspaceId)
    .where('webhookId', '=', webhookId)
    .where('state', '=', 'waiting')
    .execute();
  return true;
}
