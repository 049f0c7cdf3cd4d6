import { sql } from 'kysely';
import type { Tx } from '../../../../platform/database.ts';

/** Lets one claim after another decide about the same person or company, until the transaction ends; in one order, so that nobody waits in a ring. */
export async function waitForTurns(tx: Tx, workspaceId: string, whom: readonly string[]): Promise<void> {
  const keys = whom.map((key) => `pressure ${workspaceId} ${key}`).toSorted();
  await sql`select pg_advisory_xact_lock(hashtextextended(w.key, 0)) from unnest(${keys}::text[]) as w(key)`.execute(tx);
}

/** The company of each of these contacts that belongs to one. */
export async function companiesOf(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<Map<string, string>> {
  if (contactIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; companyId: string }>`
    select id, company_id from contacts where workspace_id = ${workspaceId} and id = any(${[...contactIds]}::uuid[]) and company_id is not null`.execute(
    tx,
  );
  return new Map(rows.map(({ id, companyId }) => [id, companyId]));
}

/** What left, is leaving or may have left. */
const mayHaveLeft = sql`d.state in ('sending', 'accepted', 'uncertain')`;

/** When messages to these addresses were begun since a moment, the latest ones of each. */
export async function begunWithPeople(
  tx: Tx,
  workspaceId: string,
  emailKeys: readonly string[],
  { since, most }: { since: Date; most: number },
): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ key: string; at: Date }>`
    select k.key, m.claimed_at as at from unnest(${[...emailKeys]}::text[]) as k(key) cross join lateral (
      select d.claimed_at from enrolments e
      join outreach_deliveries d on d.workspace_id = e.workspace_id and d.campaign_id = e.campaign_id and d.enrolment_id = e.id
      where e.workspace_id = ${workspaceId} and e.email_key = k.key and ${mayHaveLeft} and d.claimed_at > ${since}
      order by d.claimed_at desc limit ${most}) m`.execute(tx);
  return byKey(rows);
}

/** When first messages to people of these companies were begun since a moment, the latest ones of each. */
export async function begunWithCompanies(
  tx: Tx,
  workspaceId: string,
  companyIds: readonly string[],
  { since, most }: { since: Date; most: number },
): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ key: string; at: Date }>`
    select k.key, m.claimed_at as at from unnest(${[...companyIds]}::uuid[]) as k(key) cross join lateral (
      select d.claimed_at from contacts c
      join enrolments e on e.workspace_id = c.workspace_id and e.contact_id = c.id
      join outreach_deliveries d on d.workspace_id = e.workspace_id and d.campaign_id = e.campaign_id and d.enrolment_id = e.id and d.step = 1
      where c.workspace_id = ${workspaceId} and c.company_id = k.key and ${mayHaveLeft} and d.claimed_at > ${since}
      order by d.claimed_at desc limit ${most}) m`.execute(tx);
  return byKey(rows);
}

const byKey = (rows: readonly { key: string; at: Date }[]): Map<string, number[]> => {
  const moments = new Map<string, number[]>();
  for (const { key, at } of rows) moments.set(key, [...(moments.get(key) ?? []), at.getTime()]);
  return moments;
};
