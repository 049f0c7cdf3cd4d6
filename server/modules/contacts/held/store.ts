import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** What address books of the whole copy hold of somebody. These transactions span the installation: nobody knows beforehand who holds them. */
export interface HeldContact {
  workspaceId: string;
  id: string;
  organisation: string;
  email: string;
  firstName: string;
  lastName: string;
  company: string | null;
  jobTitle: string;
  phone: string;
  language: string;
  timeZone: string;
  fields: Record<string, unknown>;
  tags: string[];
  lists: string[];
  verdict: string;
  verdictBecause: string | null;
  createdAt: Date;
  changedAt: Date;
  /** Set where it was made one with another contact and can still be taken back. */
  mergedAt: Date | null;
}

/** Contacts under these keys in every workspace; each workspace is asked by its own index. */
export async function contactsUnder(tx: Tx, emailKeys: readonly string[]): Promise<HeldContact[]> {
  const { rows } = await sql<HeldContact>`
    select c.workspace_id, c.id, w.name as organisation, c.email, c.first_name, c.last_name, k.name as company, c.job_title, c.phone,
      c.language, c.time_zone, c.fields, c.tags, c.verdict, c.verdict_because, c.created_at, c.changed_at,
      null::timestamptz as merged_at,
      coalesce((
        select array_agg(l.name order by l.name) from list_contacts lc join lists l on l.workspace_id = lc.workspace_id and l.id = lc.list_id
        where lc.workspace_id = c.workspace_id and lc.contact_id = c.id), '{}') as lists
    from workspaces w
    join contacts c on c.workspace_id = w.workspace_id and c.email_key = any (${sql.val([...emailKeys])}::text[])
    left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id
    order by w.name, c.id`.execute(tx);
  return [...rows, ...(await mergedAwayUnder(tx, emailKeys))];
}

/** Contacts under these keys that were made one with another, as long as that can be taken back. */
async function mergedAwayUnder(tx: Tx, emailKeys: readonly string[]): Promise<HeldContact[]> {
  const { rows } = await sql<HeldContact>`
    select m.workspace_id, w.name as organisation, m.merged_at, r.id, r.email, r."firstName", r."lastName", r."companyName" as company, r."jobTitle",
      r.phone, r.language, r."timeZone", r.fields, t.tags, r.verdict, r."verdictBecause", r."createdAt", r."changedAt",
      coalesce((select array_agg(l.name order by l.name) from lists l
        where l.workspace_id = m.workspace_id and l.id = any (array(select jsonb_array_elements_text(m.removed -> 'lists'))::uuid[])), '{}') as lists
    from contact_merges m join workspaces w on w.workspace_id = m.workspace_id
    cross join jsonb_to_record(m.removed) as r (id uuid, email text, "firstName" text, "lastName" text, "companyName" text, "jobTitle" text,
      phone text, language text, "timeZone" text, fields jsonb, verdict text, "verdictBecause" text, "createdAt" timestamptz, "changedAt" timestamptz)
    cross join lateral (select array(select jsonb_array_elements_text(m.removed -> 'tags')) as tags) t
    where m.removed_email_key = any (${sql.val([...emailKeys])}::text[])
    order by w.name, m.id`.execute(tx);
  return rows;
}

/** Deletes them from every address book, with their tags, their places in lists, and what merges remember of them. */
export async function deleteContactsUnder(tx: Tx, emailKeys: readonly string[]): Promise<{ workspaceId: string; id: string }[]> {
  const keys = sql<string>`any (${sql.val([...emailKeys])}::text[])`;
  const contacts = await tx.deleteFrom('contacts').where('emailKey', '=', keys).returning(['workspaceId', 'id']).execute();
  const { rows: merges } = await sql<{ workspaceId: string; id: string }>`
    delete from contact_merges m
    where m.removed_email_key = ${keys} or m.kept_before ->> 'emailKey' = ${keys} or m.kept_after ->> 'emailKey' = ${keys}
    returning m.workspace_id, m.kept_id as id`.execute(tx);
  return [...contacts, ...merges];
}
