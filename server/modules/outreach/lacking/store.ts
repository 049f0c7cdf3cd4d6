import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { Need } from '../launching/problems-of-steps.ts';

interface Which {
  workspaceId: string;
  campaignId: string;
}

/** Whoever needs a value for a later step needs it for the earlier ones, too: only the last step counts. */
function lastOf(needs: readonly Need[]): string {
  const last = new Map<string, Need>();
  for (const need of needs) {
    const key = `${need.tag} ${need.variant ?? ''}`;
    if (need.step > (last.get(key)?.step ?? 0)) last.set(key, need);
  }
  return JSON.stringify([...last.values()]);
}

/** The recipients `e` who still come to a step that needs a value `n`, and have none. */
const lacking = (needs: readonly Need[], { workspaceId, campaignId }: Which) => sql`
  enrolments e join jsonb_to_recordset(${lastOf(needs)}::jsonb) as n(tag text, step int, variant text)
    on e.next_step <= n.step and (n.variant is null or n.variant = e.variant)
  where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.state in ('waiting', 'sending')
    and coalesce(btrim(e.fields ->> n.tag), '') = ''`;

/** How many of those who still wait lack each of these values, the one most often missing first. */
export async function countLacking(tx: Tx, which: Which, needs: readonly Need[]): Promise<{ tag: string; recipients: number }[]> {
  if (needs.length === 0) return [];
  const { rows } = await sql<{ tag: string; recipients: number }>`
    select n.tag, count(distinct e.id)::int4 as recipients from ${lacking(needs, which)} group by n.tag order by 2 desc, 1`.execute(tx);
  return rows;
}

/** Takes out those of the recipients enrolled after a number who lack one of these values; gives who, and which. */
export async function deleteLacking(
  tx: Tx,
  which: Which,
  { needs, afterSeq }: { needs: readonly Need[]; afterSeq: number },
): Promise<{ emailKey: string; tag: string }[]> {
  if (needs.length === 0) return [];
  const { rows } = await sql<{ emailKey: string; tag: string }>`
    with l as (select e.id, min(n.tag) as tag from ${lacking(needs, which)} and e.seq > ${afterSeq} group by e.id)
    delete from enrolments e using l where e.workspace_id = ${which.workspaceId} and e.campaign_id = ${which.campaignId} and e.id = l.id
    returning e.email_key, l.tag`.execute(tx);
  return rows;
}
