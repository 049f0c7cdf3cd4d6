import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import { mergeValuesSql } from '../../contacts/index.ts';

/**
 * Whom a launch takes from the address book: contacts of the audience, without those who may not be written to, whose address is no good or who were
 * written to lately.
 */
export interface Meant {
  workspaceId: string;
  campaignId: string;
  /** Selects the ids of the audience's contacts. */
  audience: RawBuilder<{ id: string }>;
  suppressedKeys: readonly string[];
  /** Whoever another campaign enrolled since then is left out; nobody where it is empty. */
  quietSince: Date | null;
  /** Whether whoever has an address that was judged bad is left out. */
  leavesOutBad: boolean;
}

/**
 * From here on this transaction reads tables as a whole. What PostgreSQL knows of a table that was filled a moment ago is wrong: it would take a million
 * contacts for a handful and look for each of them in all the others. With memory for the ids of a million they are compared in one go and not in parts
 * on the disk.
 */
export async function readInBulk(tx: Tx): Promise<void> {
  await sql`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true)`.execute(tx);
}

/** A launch writes as many rows as there are recipients in one statement: on a busy machine that takes longer than anything else may. */
export async function allowLongStatement(tx: Tx): Promise<void> {
  await sql`select set_config('statement_timeout', '600000', true)`.execute(tx);
}

/** Whether a key is one of those that may not be written to. */
export const isSuppressed = (keys: readonly string[], key: RawBuilder<string>) =>
  sql`exists (select from unnest(${sql.val([...keys])}::text[]) as s(key) where s.key = ${key})`;

/** Contacts whom another launched campaign enrolled lately, each once. */
const quietContacts = ({ workspaceId, campaignId, quietSince }: Pick<Meant, 'workspaceId' | 'campaignId' | 'quietSince'>) =>
  quietSince === null
    ? sql`select null::uuid as contact_id where false`
    : sql`select distinct o.contact_id from enrolments o
        where o.workspace_id = ${workspaceId} and o.contact_id is not null and o.campaign_id <> ${campaignId} and o.enrolled_at > ${quietSince}
          and o.campaign_id in (select l.id from outreach_campaigns l where l.workspace_id = ${workspaceId} and l.launched_at is not null)`;

/** Whether another campaign wrote to the contact `c` lately. */
export const isQuiet = (meant: Pick<Meant, 'workspaceId' | 'campaignId' | 'quietSince'>) =>
  meant.quietSince === null
    ? sql<boolean>`false`
    : sql<boolean>`exists (select from (${quietContacts(meant)}) q where q.contact_id = c.id)`;

/** Whether the contact `c` is left out for their address; whoever is no contact was not judged. */
export const isLeftOutAsBad = ({ leavesOutBad }: Pick<Meant, 'leavesOutBad'>) =>
  leavesOutBad ? sql<boolean>`c.verdict is not distinct from 'bad'` : sql<boolean>`false`;

/**
 * How many contacts an audience has, who of them is left out and why, each for one reason, how many were added by hand besides, and who of all others was
 * not judged. By joins throughout: a question in the list of columns would be asked anew for each of a million contacts.
 */
export async function countMeant(tx: Tx, meant: Meant) {
  const { workspaceId, campaignId, audience, suppressedKeys } = meant;
  const isOut = isLeftOutAsBad(meant);
  const { rows } = await sql<{ audience: number; suppressed: number; bad: number; quiet: number; both: number; unjudged: number }>`
    select count(*) as audience, count(s.key) as suppressed,
      count(*) filter (where s.key is null and e.id is null and c.verdict = 'bad' and (${isOut} or q.contact_id is null)) as bad,
      count(q.contact_id) filter (where s.key is null and not ${isOut}) as quiet,
      count(e.id) filter (where s.key is null and (${isOut} or q.contact_id is null)) as both,
      count(*) filter (where s.key is null and e.id is null and q.contact_id is null and c.verdict = 'unknown') as unjudged
    from contacts c
      left join (select distinct key from unnest(${sql.val([...suppressedKeys])}::text[]) as k(key)) s on s.key = c.email_key
      left join (${quietContacts(meant)}) q on q.contact_id = c.id
      left join enrolments e on e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.email_key = c.email_key
    where c.workspace_id = ${workspaceId} and c.id in (${audience})`.execute(tx);
  return rows[0] ?? { audience: 0, suppressed: 0, bad: 0, quiet: 0, both: 0, unjudged: 0 };
}

/** How many recipients were added by hand, how many of those may not be written to, and what the address book thinks of the others' addresses. */
export async function countAdded(
  tx: Tx,
  { workspaceId, campaignId, suppressedKeys }: Pick<Meant, 'workspaceId' | 'campaignId' | 'suppressedKeys'>,
) {
  const { rows } = await sql<{ added: number; suppressed: number; bad: number; unjudged: number }>`
    select count(*) as added, count(*) filter (where a.is_suppressed) as suppressed,
      count(*) filter (where not a.is_suppressed and a.verdict = 'bad') as bad,
      count(*) filter (where not a.is_suppressed and a.verdict = 'unknown') as unjudged
    from (
      select ${isSuppressed(suppressedKeys, sql`e.email_key`)} as is_suppressed, coalesce(c.verdict, 'unknown') as verdict
      from enrolments e left join contacts c on c.workspace_id = ${workspaceId} and c.email_key = e.email_key
      where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId}) as a`.execute(tx);
  return rows[0] ?? { added: 0, suppressed: 0, bad: 0, unjudged: 0 };
}

/** The zones that the contacts of an audience are said to be in. */
export async function zonesOf(tx: Tx, workspaceId: string, audience: RawBuilder<{ id: string }>): Promise<string[]> {
  const { rows } = await sql<{ timeZone: string }>`
    select distinct c.time_zone from contacts c where c.workspace_id = ${workspaceId} and c.time_zone <> '' and c.id in (${audience})
    limit 2000`.execute(tx);
  return rows.map(({ timeZone }) => timeZone);
}

interface Sampled {
  step: number;
  emailKey: string;
  contactId: string | null;
}

/** Some of an audience, for an estimate. */
export async function sampleOfMeant(tx: Tx, { workspaceId, audience }: Meant, limit: number): Promise<Sampled[]> {
  const { rows } = await sql<Sampled>`
    select 1 as step, c.email_key, c.id as contact_id from contacts c where c.workspace_id = ${workspaceId} and c.id in (${audience})
    limit ${limit}`.execute(tx);
  return rows;
}

/** Some of those who wait in a campaign, for an estimate. */
export async function sampleOfWaiting(
  tx: Tx,
  { workspaceId, campaignId }: Pick<Meant, 'workspaceId' | 'campaignId'>,
  limit: number,
): Promise<Sampled[]> {
  const { rows } = await sql<Sampled>`
    select e.next_step as step, e.email_key, e.contact_id from enrolments e
    where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.state = 'waiting' limit ${limit}`.execute(tx);
  return rows;
}

/** Recipients to be, with their values: from the address book, and those added by hand, whose own values come first. */
export const valuesOfAll = (meant: Meant) => {
  const { workspaceId, campaignId, audience, suppressedKeys } = meant;
  return sql`
    select c.id as contact_id, e.id as enrolment_id, coalesce(e.email, c.email) as email, c.email_key,
      ${mergeValuesSql()} || coalesce(e.fields, '{}') as fields
    from contacts c left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id
      left join enrolments e on e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.email_key = c.email_key
      left join (${audience}) a on a.id = c.id
      left join (${quietContacts(meant)}) q on q.contact_id = c.id
    where c.workspace_id = ${workspaceId} and (e.id is not null or (a.id is not null and q.contact_id is null))
      and not ${isSuppressed(suppressedKeys, sql`c.email_key`)} and not ${isLeftOutAsBad(meant)}
    union all
    select null, e.id, e.email, e.email_key, e.fields from enrolments e
    where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and not ${isSuppressed(suppressedKeys, sql`e.email_key`)}
      and not exists (select from contacts c where c.workspace_id = ${workspaceId} and c.email_key = e.email_key)`;
};

const isMissing = (tag: string) => sql`coalesce(btrim(v.fields ->> ${tag}::text), '') = ''`;

/** What a merge tag says of a contact, straight from its column: a whole object of values for each of a million would take ten times as long. */
const columnOf = (tag: string): RawBuilder<unknown> =>
  new Map<string, RawBuilder<unknown>>([
    ['first_name', sql`c.first_name`],
    ['last_name', sql`c.last_name`],
    ['email', sql`c.email`],
    ['company', sql`k.name`],
    ['job_title', sql`c.job_title`],
    ['phone', sql`c.phone`],
    ['language', sql`c.language`],
  ]).get(tag) ?? sql`c.fields ->> ${tag}::text`;

/** Those of an audience of whom the address book knows a value for each of these merge tags. */
export function withValues(workspaceId: string, audience: Meant['audience'], tags: readonly string[]): Meant['audience'] {
  if (tags.length === 0) return audience;
  const known = tags.map((tag) => sql`coalesce(btrim(${columnOf(tag)}), '') <> ''`);
  return sql`
    select c.id from contacts c left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id
    where c.workspace_id = ${workspaceId} and c.id in (${audience}) and ${sql.join(known, sql` and `)}`;
}

/** Of how many recipients to be each of these merge tags has no value. */
export async function countMissing(tx: Tx, meant: Meant, tags: readonly string[]): Promise<number[]> {
  const { workspaceId, campaignId, audience, suppressedKeys } = meant;
  const missing = tags.map(
    (tag) => sql`count(*) filter (where coalesce(btrim(coalesce(e.fields ->> ${tag}::text, ${columnOf(tag)})), '') = '')`,
  );
  const { rows } = await sql<{ missing: number[] }>`
    select array[${sql.join(missing)}]::int4[] as missing
    from (select * from contacts where workspace_id = ${workspaceId}) c
      full join (select * from enrolments where workspace_id = ${workspaceId} and campaign_id = ${campaignId}) e on e.email_key = c.email_key
      left join companies k on k.workspace_id = ${workspaceId} and k.id = c.company_id
      left join (${audience}) a on a.id = c.id
      left join (${quietContacts(meant)}) q on q.contact_id = c.id
    where (e.id is not null or (a.id is not null and q.contact_id is null))
      and not ${isSuppressed(suppressedKeys, sql`coalesce(e.email_key, c.email_key)`)} and not ${isLeftOutAsBad(meant)}`.execute(tx);
  return rows[0]?.missing ?? [];
}

/** The merge tags that recipients of a campaign have of their own, from rows that were pasted. */
export async function ownTagsOf(tx: Tx, { workspaceId, campaignId }: Pick<Meant, 'workspaceId' | 'campaignId'>): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    select distinct jsonb_object_keys(s.fields) as tag from (
      select e.fields from enrolments e where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} limit 20000) as s
    limit 500`.execute(tx);
  return rows.map(({ tag }) => tag);
}

/** A recipient to be, with the values that they would be enrolled with. */
export interface ToBe {
  contactId: string | null;
  enrolmentId: string | null;
  email: string;
  emailKey: string;
  fields: Record<string, string>;
  /** The mailbox that wrote to them already. */
  mailboxId?: string | null;
}

/** What recipients to be may lack: a value of one of these merge tags, or something that whoever has one of these combinations of values lacks. */
export interface Lacking {
  missing: readonly string[];
  without: { tags: readonly string[]; values: readonly Readonly<Record<string, string>>[] };
}

const hasOneOf = ({ tags, values }: Lacking['without']) => {
  if (values.length === 0) return sql<boolean>`false`;
  const own = sql.join(tags.flatMap((tag) => [sql`${tag}::text`, sql`coalesce(v.fields ->> ${tag}::text, '')`]));
  return sql<boolean>`jsonb_build_object(${own}) in (select jsonb_array_elements(${JSON.stringify(values)}::jsonb))`;
};

/** Recipients to be who lack something, by address, a page at a time. */
export async function pageOfToBe(
  tx: Tx,
  meant: Meant,
  { missing, without, after, limit }: Lacking & { after: string | undefined; limit: number },
): Promise<ToBe[]> {
  const { rows } = await sql<ToBe>`
    select v.contact_id, v.enrolment_id, v.email, v.email_key, v.fields from (${valuesOfAll(meant)}) as v
    where (${sql.join([...missing.map(isMissing), hasOneOf(without)], sql` or `)})
      and ${after === undefined ? sql`true` : sql`v.email_key > ${after}`}
    order by v.email_key limit ${limit}`.execute(tx);
  return rows;
}

/** One contact or one recipient that was added by hand, with the values that they would be enrolled with. */
export async function findToBe(
  tx: Tx,
  { workspaceId, campaignId }: Pick<Meant, 'workspaceId' | 'campaignId'>,
  { contactId, enrolmentId }: { contactId?: string | undefined; enrolmentId?: string | undefined },
): Promise<ToBe | undefined> {
  const { rows } = await sql<ToBe>`
    select c.id as contact_id, e.id as enrolment_id, coalesce(e.email, c.email) as email, coalesce(e.email_key, c.email_key) as email_key,
      case when c.id is null then '{}' else ${mergeValuesSql()} end || coalesce(e.fields, '{}') as fields
    from (select 1) as one
    left join enrolments e on e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId}
      and (e.id = ${enrolmentId ?? null}::uuid or e.contact_id = ${contactId ?? null}::uuid)
    left join contacts c on c.workspace_id = ${workspaceId} and c.id = coalesce(e.contact_id, ${contactId ?? null}::uuid)
    left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id
    where e.id is not null or c.id is not null limit 1`.execute(tx);
  return rows[0];
}

/** Somebody who would receive the campaign, to be shown what they would read: of those added by hand, or else of the audience. */
export async function firstToBe(
  tx: Tx,
  { workspaceId, campaignId }: Pick<Meant, 'workspaceId' | 'campaignId'>,
  audience: Meant['audience'],
): Promise<ToBe | undefined> {
  const { rows } = await sql<{ enrolmentId: string | null; contactId: string | null }>`
    (select e.id as enrolment_id, null::uuid as contact_id from enrolments e
      where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} limit 1)
    union all (select null, a.id from (${audience}) a limit 1)
    limit 1`.execute(tx);
  const [first] = rows;
  if (!first) return undefined;
  return findToBe(
    tx,
    { workspaceId, campaignId },
    { contactId: first.contactId ?? undefined, enrolmentId: first.enrolmentId ?? undefined },
  );
}
