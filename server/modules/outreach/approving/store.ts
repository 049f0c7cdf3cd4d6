import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** What was approved of a campaign, in all the forms that it had. */
export async function approvedFingerprints(tx: Tx, workspaceId: string, campaignId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('outreachApprovals')
    .select('fingerprint')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .execute();
  return rows.map(({ fingerprint }) => fingerprint);
}

export async function insertApproval(
  tx: Tx,
  approval: { workspaceId: string; campaignId: string; fingerprint: string; approvedBy: string },
): Promise<void> {
  await tx
    .insertInto('outreachApprovals')
    .values(approval)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** One number for the addresses and values of everybody who was added by hand, in whatever order they came. */
export async function addedDigest(tx: Tx, workspaceId: string, campaignId: string): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    select count(*) || '-' || coalesce(sum(hashtextextended(e.email_key || e.fields::text, 0)::numeric), 0) as digest
    from enrolments e where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId}`.execute(tx);
  return rows[0]?.digest ?? '';
}
