import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';

/** A mailbox that is read, and how far it was. */
export interface Reading {
  workspaceId: string;
  mailboxId: string;
  provider: 'gmail' | 'outlook' | 'smtp';
  cursor: string | null;
  begunAt: Date | null;
  readAt: Date | null;
  nextAt: Date;
  failed: number;
  stuck: number;
  stuckOn: string | null;
}

/**
 * Takes and keeps mailboxes whose members allow reading: those that this process holds already, and some that nobody does. Where a process vanished, its
 * hold ends by itself. One whose permission is over is left alone, and one that may be read no more begins anew once it may: what came meanwhile is
 * nobody's business here.
 */
export async function holdReadings(
  tx: Tx,
  { by, now, until, most }: { by: string; now: Date; until: Date; most: number },
): Promise<Reading[]> {
  await sql`
    delete from mailbox_readings r using mailboxes m
    where m.workspace_id = r.workspace_id and m.id = r.mailbox_id and m.mode <> 'send_and_read'`.execute(tx);
  await sql`
    insert into mailbox_readings (workspace_id, mailbox_id, next_at)
    select m.workspace_id, m.id, ${now} from mailboxes m
    where m.mode = 'send_and_read' and not exists (
      select from mailbox_readings r where r.workspace_id = m.workspace_id and r.mailbox_id = m.id)
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<Reading>`
    with readable as (
      select workspace_id, id, provider from mailboxes where mode = 'send_and_read' and parked_because is distinct from 'reconnect'
    ), free as (
      select r.workspace_id, r.mailbox_id from mailbox_readings r join readable m on m.workspace_id = r.workspace_id and m.id = r.mailbox_id
      where r.held_by is null or r.held_until <= ${now}
      order by r.next_at limit ${most} for update of r skip locked
    ), mine as (
      select r.workspace_id, r.mailbox_id from mailbox_readings r join readable m on m.workspace_id = r.workspace_id and m.id = r.mailbox_id
      where r.held_by = ${by} and r.held_until > ${now}
      order by r.workspace_id, r.mailbox_id for update of r
    )
    update mailbox_readings r set held_by = ${by}, held_until = ${until}
    from (select * from free union select * from mine) h
    join readable m on m.workspace_id = h.workspace_id and m.id = h.mailbox_id
    where r.workspace_id = h.workspace_id and r.mailbox_id = h.mailbox_id
    returning r.workspace_id, r.mailbox_id, m.provider, r.cursor, r.begun_at, r.read_at, r.next_at, r.failed, r.stuck, r.stuck_on`.execute(
    tx,
  );
  return rows;
}

/** Lets go of mailboxes, for another process to take them at once. */
export async function releaseReadings(tx: Tx, by: string): Promise<void> {
  await tx.updateTable('mailboxReadings').set({ heldBy: null, heldUntil: null }).where('heldBy', '=', by).execute();
}

interface Which {
  workspaceId: string;
  mailboxId: string;
}

/** Changes how far a mailbox is read, as long as it is still held; says whether it was. */
export async function updateReading(
  tx: Tx,
  { workspaceId, mailboxId }: Which,
  by: string,
  set: {
    cursor?: string;
    begunAt?: Date;
    readAt?: Date;
    nextAt?: Date;
    failed?: number;
    stuck?: number;
    stuckOn?: string | null;
    lastError?: string | null;
  },
): Promise<boolean> {
  const row = await tx
    .updateTable('mailboxReadings')
    .set(set)
    .where('workspaceId', '=', workspaceId)
    .where('mailboxId', '=', mailboxId)
    .where('heldBy', '=', by)
    .returning('mailboxId')
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets a mailbox be read at once: something came, as its provider says. One that waits, because its provider asked for patience, goes on waiting. */
export async function setDue(tx: Tx, { workspaceId, mailboxId }: Which, now: Date): Promise<void> {
  await tx
    .updateTable('mailboxReadings')
    .set({ nextAt: now })
    .where('workspaceId', '=', workspaceId)
    .where('mailboxId', '=', mailboxId)
    .where('nextAt', '>', now)
    .where('failed', '=', 0)
    .execute();
}
