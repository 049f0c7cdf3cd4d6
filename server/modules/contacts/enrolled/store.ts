import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** Waits for launches that are reading the address book, and lets none begin until the transaction ends: nobody is enrolled who goes meanwhile. */
export async function holdLaunches(tx: Tx, workspaceId: string): Promise<void> {
  await tx
    .selectFrom('outreachCampaigns')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('state', '<>', 'finished')
    .orderBy('id')
    .forShare()
    .execute();
}

/**
 * Nothing more goes to these contacts: out of drafts they are taken, elsewhere they stop and stay counted, also those of whose message a member has
 * still to say what became of it. What is leaving at this moment leaves.
 */
export async function endEnrolmentsOf(tx: Tx, workspaceId: string, ids: readonly string[], now: Date): Promise<void> {
  const theirs = sql`e.workspace_id = ${workspaceId} and e.contact_id = any (${sql.val([...ids])}::uuid[])`;
  await sql`
    delete from enrolments e using outreach_campaigns o
    where ${theirs} and o.workspace_id = ${workspaceId} and o.id = e.campaign_id and o.launched_at is null`.execute(tx);
  await sql`
    update enrolments e set state = 'stopped', reason = 'removed', ended_at = ${now}
    where ${theirs} and (e.state in ('waiting', 'sending') or (e.state = 'stopped' and e.reason = 'uncertain'))`.execute(tx);
}
