import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

export interface StopOf {
  workspaceId: string;
  emailKey: string;
  /** Only in this campaign. */
  campaignId?: string | undefined;
}

/** Somebody waits, a message is leaving, or it may go on once a member says what became of one that is uncertain. */
export const mayGoOn = sql<boolean>`(state in ('waiting', 'sending') or (state = 'stopped' and reason = 'uncertain'))`;

/**
 * Ends what still goes on of an address. Waits for a claim that is under way: what is claimed after this was committed finds the end.
 * A message that is leaving at this moment leaves; nothing follows it.
 */
export async function endEnrolments(tx: Tx, { workspaceId, emailKey, campaignId }: StopOf, reason: string, now: Date) {
  return tx
    .updateTable('enrolments')
    .set({ state: 'stopped', reason, endedAt: now })
    .where('workspaceId', '=', workspaceId)
    .where('emailKey', '=', emailKey)
    .where(mayGoOn)
    .$if(campaignId !== undefined, (query) => query.where('campaignId', '=', campaignId ?? ''))
    .returning(['campaignId', 'id'])
    .execute();
}

/** The workspaces in which something still goes on for an address: asked of each one’s own index. */
export async function workspacesEnrolling(tx: Tx, emailKey: string): Promise<string[]> {
  const { rows } = await sql<{ workspaceId: string }>`
    select w.workspace_id from workspaces w
    where exists (
      select from enrolments e where e.workspace_id = w.workspace_id and e.email_key = ${emailKey} and ${mayGoOn}
    )
    order by w.workspace_id`.execute(tx);
  return rows.map(({ workspaceId }) => workspaceId);
}
