import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

export interface DueWatch {
  workspaceId: string;
  mailboxId: string;
  provider: 'gmail' | 'outlook';
  watchId: string | null;
  failed: number;
}

/**
 * Mailboxes that may be read whose providers have to be asked to tell, or to go on telling, the longest due first. For one that was connected since, a row is
 * made; one whose permission is over is left alone.
 */
export async function dueWatches(
  tx: Tx,
  { providers, now, most }: { providers: readonly string[]; now: Date; most: number },
): Promise<DueWatch[]> {
  await sql`
    insert into mail_watches (workspace_id, mailbox_id, next_at)
    select m.workspace_id, m.id, ${now} from mailboxes m
    where m.mode = 'send_and_read' and m.provider = any(${[...providers]}) and not exists (
      select from mail_watches w where w.workspace_id = m.workspace_id and w.mailbox_id = m.id)
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<DueWatch>`
    select w.workspace_id, w.mailbox_id, m.provider, w.watch_id, w.failed
    from mail_watches w join mailboxes m on m.workspace_id = w.workspace_id and m.id = w.mailbox_id
    where w.next_at <= ${now} and m.mode = 'send_and_read' and m.provider = any(${[...providers]})
      and m.parked_because is distinct from 'reconnect'
    order by w.next_at limit ${most}`.execute(tx);
  return rows;
}

type Which = Pick<DueWatch, 'workspaceId' | 'mailboxId'>;

export async function updateWatch(
  tx: Tx,
  { workspaceId, mailboxId }: Which,
  set: { watchId?: string | null; secretHash?: Buffer; watchedUntil?: Date | null; nextAt?: Date; failed?: number },
): Promise<void> {
  await tx.updateTable('mailWatches').set(set).where('workspaceId', '=', workspaceId).where('mailboxId', '=', mailboxId).execute();
}

/** Mailboxes with one of these numbers at their provider, in whatever workspace. */
export async function watchesWith(tx: Tx, watchIds: readonly string[]) {
  if (watchIds.length === 0) return [];
  return tx
    .selectFrom('mailWatches')
    .select(['workspaceId', 'mailboxId', 'watchId', 'secretHash'])
    .where('watchId', 'in', watchIds)
    .execute();
}

/** Gmail mailboxes with this address that may be read, in whatever workspace. */
export async function gmailMailboxesAt(tx: Tx, addressKey: string): Promise<Which[]> {
  const rows = await tx
    .selectFrom('mailboxes')
    .select(['workspaceId', 'id'])
    .where('addressKey', '=', addressKey)
    .where('provider', '=', 'gmail')
    .where('mode', '=', 'send_and_read')
    .execute();
  return rows.map(({ workspaceId, id }) => ({ workspaceId, mailboxId: id }));
}
