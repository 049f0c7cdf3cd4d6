import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { Clock } from '../../../platform/clock.ts';
import { ruleSql, type RuleScope } from '../rules/store.ts';
import { segmentsOf } from '../segments/store.ts';

/** Whom a campaign is meant for: who stands in one of these lists or segments, and in none of those left out. Ids of rows. */
export interface Audience {
  lists: readonly string[];
  segments: readonly string[];
  exceptLists: readonly string[];
  exceptSegments: readonly string[];
}

/** Against what rules are read at this moment, in this workspace. */
export async function ruleScopeOf(tools: { clock: Pick<Clock, 'now'> }, tx: Tx, workspaceId: string): Promise<RuleScope> {
  const segments = await segmentsOf(tx, workspaceId);
  return {
    workspaceId,
    today: tools.clock.now().toISOString().slice(0, 10),
    segments: new Map(segments.map(({ id, rule }) => [id, rule])),
  };
}

/**
 * A statement that selects the ids of an audience's contacts, each once, to be put into a larger one: `… where c.id in (${await audienceSql(…)})`.
 * The rules of its segments are read now, so it holds for this transaction.
 */
export async function audienceSql(
  tools: { clock: Pick<Clock, 'now'> },
  tx: Tx,
  workspaceId: string,
  audience: Audience,
): Promise<RawBuilder<{ id: string }>> {
  const scope = await ruleScopeOf(tools, tx, workspaceId);
  const meant = (segments: readonly string[]) => segments.flatMap((id) => scope.segments.get(id) ?? []).map((rule) => ruleSql(rule, scope));
  const of = (lists: readonly string[]) =>
    sql`select l.contact_id from list_contacts l where l.workspace_id = ${workspaceId} and l.list_id = any (${sql.val([...lists])}::uuid[])`;
  const [included, excluded] = [meant(audience.segments), meant(audience.exceptSegments)];
  // A union is hashed once; "in a list or in a segment" would ask the index for each contact.
  const parts = [
    ...(audience.lists.length > 0 ? [of(audience.lists)] : []),
    ...(included.length > 0
      ? [sql`select c.id from contacts c where c.workspace_id = ${workspaceId} and (${sql.join(included, sql` or `)})`]
      : []),
  ];
  if (parts.length === 0) return sql`select c.id from contacts c where false`;
  const [onlyList] = audience.lists;
  // A list has each contact once, and only contacts of its workspace: they need not be looked up to be named.
  if (
    onlyList !== undefined &&
    audience.lists.length === 1 &&
    parts.length === 1 &&
    audience.exceptLists.length === 0 &&
    excluded.length === 0
  )
    return sql`select l.contact_id as id from list_contacts l where l.workspace_id = ${workspaceId} and l.list_id = ${onlyList}`;
  return sql`select c.id from contacts c where c.workspace_id = ${workspaceId}
    and c.id in (${sql.join(parts, sql` union all `)})
    ${audience.exceptLists.length > 0 ? sql`and not exists (select from (${of(audience.exceptLists)}) x where x.contact_id = c.id)` : sql``}
    ${excluded.length > 0 ? sql`and not (${sql.join(excluded, sql` or `)})` : sql``}`;
}

/** How many contacts an audience has at this moment. */
export async function countAudience(
  tools: { clock: Pick<Clock, 'now'> },
  tx: Tx,
  workspaceId: string,
  audience: Audience,
): Promise<number> {
  const ids = await audienceSql(tools, tx, workspaceId, audience);
  const { rows } = await sql<{ number: number }>`select count(*) as number from (${ids}) as meant`.execute(tx);
  return rows[0]?.number ?? 0;
}

/** What merge tags say of a contact called `c`, with its company called `k`. A field of the workspace never hides one of ours. */
export function mergeValuesSql(): RawBuilder<unknown> {
  // Twice as fast as jsonb_build_object, which asks the catalogue for the type of each value.
  return sql`c.fields || jsonb_object('{first_name,last_name,email,company,job_title,phone,language}'::text[],
    array[c.first_name, c.last_name, c.email, coalesce(k.name, ''), c.job_title, c.phone, c.language])`;
}

/** The merge tags that every workspace has. */
export const ownMergeTags = ['first_name', 'last_name', 'email', 'company', 'job_title', 'phone', 'language'] as const;

/** Every merge tag that has a value for contacts of this workspace. */
export async function mergeTagsOf(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('contactFields')
    .select('key')
    .where('workspaceId', '=', workspaceId)
    .orderBy('position')
    .orderBy('key')
    .execute();
  return [...ownMergeTags, ...rows.map(({ key }) => key)];
}
