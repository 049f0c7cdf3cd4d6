import { sql, type RawBuilder } from 'kysely';
import { plannedAnew, type Tx } from '../../../platform/database.ts';
import type { ColumnMeaning, Policy, Target } from '../import.ts';
import { stagedColumns, type Batch } from '../reading/read-rows.ts';
import type { Counts } from '../store.ts';

/** Which import a statement is about, and until when what stands beside it is kept. */
export interface About {
  workspaceId: string;
  importId: string;
  endsAt: Date;
}

const anew = sql.raw(plannedAnew);

const castOf = { fields: sql`::jsonb`, tags: sql`::text[]` } as Partial<Record<string, RawBuilder<unknown>>>;

/** An array as it is: what comes as bytes, PostgreSQL reads in its binary form. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>) => sql.val(Buffer.from(buffer, byteOffset, byteLength));

/**
 * Writes a batch into staging. Not by COPY, which PostgreSQL refuses where row-level security holds: arrays, one a column, are as fast and leave the
 * wall between workspaces standing.
 */
export async function stageRows(tx: Tx, { workspaceId, importId, endsAt }: About, { usable, rows, columns }: Batch): Promise<void> {
  if (usable === 0) return;
  const used = stagedColumns.flatMap((name) => (columns[name] === undefined ? [] : [{ name, values: columns[name] }]));
  const names = sql.join(used.map(({ name }) => sql.raw(name)));
  const chosen = sql.join(used.map(({ name }) => sql`s.${sql.raw(name)}${castOf[name] ?? sql``}`));
  const arrays = sql.join(used.map(({ values }) => sql`${bytesOf(values)}::text[]`));
  await sql`insert into import_rows (workspace_id, import_id, ends_at, row, ${names})
    select ${workspaceId}, ${importId}, ${endsAt}, s.row, ${chosen} from unnest(${bytesOf(rows)}::int[], ${arrays}) as s (row, ${names})`.execute(
    tx,
  );
}

export async function insertProblems(tx: Tx, { workspaceId, importId, endsAt }: About, problems: Batch['problems']): Promise<void> {
  if (problems.length === 0) return;
  await sql`insert into import_problems (workspace_id, import_id, ends_at, row, line, reason, email_key, cells)
    select ${workspaceId}, ${importId}, ${endsAt}, p.row, p.line, p.reason, p."emailKey", p.cells
    from jsonb_to_recordset(${JSON.stringify(problems)}::jsonb) as p (row int, line int, reason text, "emailKey" text, cells text[])`.execute(
    tx,
  );
}

/** Takes out of staging who must not come back. Gives how many rows that were. */
export async function unstageKeys(tx: Tx, { workspaceId, importId }: About, emailKeys: readonly string[]): Promise<number> {
  const result = await tx
    .deleteFrom('importRows')
    .where('workspaceId', '=', workspaceId)
    .where('importId', '=', importId)
    .where('emailKey', '=', sql<string>`any (${sql.val([...emailKeys])}::text[])`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Whether rows stand in staging. None where some were written down means that PostgreSQL crashed, which empties what is not logged. */
export async function hasStagedRows(tx: Tx, workspaceId: string, importId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('importRows')
    .select('row')
    .where('workspaceId', '=', workspaceId)
    .where('importId', '=', importId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Empties staging, as many rows of the file at once. Gives whether there may be more. */
export async function unstageSome(tx: Tx, workspaceId: string, importId: string, limit: number): Promise<boolean> {
  const ours = sql`workspace_id = ${workspaceId} and import_id = ${importId}`;
  const result =
    await sql`${anew}delete from import_rows where ${ours} and row < (select min(row) from import_rows where ${ours}) + ${limit}::int`.execute(
      tx,
    );
  return Number(result.numAffectedRows ?? 0) > 0;
}

export async function deleteProblems(tx: Tx, workspaceId: string, importId: string): Promise<void> {
  await tx.deleteFrom('importProblems').where('workspaceId', '=', workspaceId).where('importId', '=', importId).execute();
}

/** What is to be done with the rows of a slice. */
export interface Slice extends About {
  after: number;
  upTo: number;
  mapping: readonly ColumnMeaning[];
  listId: string | null;
  tags: readonly string[];
  now: Date;
}

/**
 * Prepares this transaction for a slice. Its statements go by way of indexes: of a table that was empty a moment ago PostgreSQL believes that it is small,
 * and would look through all of it for each row. What a slice is sorted in stays in memory.
 */
export async function prepareForSlice(tx: Tx): Promise<void> {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('work_mem', '64MB', true)`.execute(tx);
}

/** Keeps PostgreSQL from comparing each row with each, which it takes for little work where it believes that there are few. */
async function neverEachWithEach<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(tx);
  const result = await work();
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(tx);
  return result;
}

/** Imports of one workspace take turns, so that two of them neither make a company twice nor wait for each other in a circle. */
export async function takeTurn(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${workspaceId}`}, 0))`.execute(tx);
}

type Range = Pick<Slice, 'workspaceId' | 'importId' | 'after' | 'upTo'>;

const staged = ({ workspaceId, importId, after, upTo }: Range) =>
  sql`select * from import_rows where workspace_id = ${workspaceId} and import_id = ${importId} and row > ${after} and row <= ${upTo}`;

/** Numbers of contacts and companies that an import makes: its own with that of the row, so that they can be found again. */
const idOf = (importId: string, row: RawBuilder<unknown>) =>
  sql`(${importId.replaceAll('-', '').slice(0, 24)}::text || lpad(to_hex(${row}), 8, '0'))::uuid`;

/** Whose rows stand in staging, from one to another. */
export async function keysOf(tx: Tx, slice: Range): Promise<string[]> {
  const { rows } = await sql<{ emailKey: string }>`select s.email_key from (${staged(slice)}) s`.execute(tx);
  return rows.map(({ emailKey }) => emailKey);
}

/**
 * The company of this name, and below the contact of this address: looked up by index for each. As a join PostgreSQL would take it for the same
 * work as to look through all of them, because it has no statistics of staging and takes it for a row or two.
 */
const companyUnder = (workspaceId: string, key: RawBuilder<unknown>) =>
  sql`(select k.id from companies k where k.workspace_id = ${workspaceId} and k.name_key = ${key} limit 1)`;
const withContact = (workspaceId: string) =>
  sql`join lateral (select * from contacts c where c.workspace_id = ${workspaceId} and c.email_key = s.email_key offset 0) c on true`;

const namesCompany = ({ mapping }: Slice) => mapping.some(({ to }) => to === 'company');

/**
 * The companies that a slice names, each looked up once however many rows name it, and those that are not there added as its first row writes them.
 * In the order of the rows: sorted, they are all looked for before the first is added.
 */
function companiesOf(slice: Slice): RawBuilder<unknown> {
  const { workspaceId, importId, now } = slice;
  return sql`with n as materialized (select lower(company) as name_key, min(row) as row from (${staged(slice)}) r where company <> '' group by lower(company)),
    l as materialized (select n.name_key, n.row, ${companyUnder(workspaceId, sql`n.name_key`)} as there from n),
    k as materialized (select l.name_key, l.row, l.there is null as is_new, coalesce(l.there, ${idOf(importId, sql`l.row`)}) as id from l),
    made as (insert into companies (workspace_id, id, name, created_at)
      select ${workspaceId}, k.id, s.company, ${now} from k
      join lateral (select company from import_rows r where r.workspace_id = ${workspaceId} and r.import_id = ${importId} and r.row = k.row offset 0) s on true
      where k.is_new order by k.row)`;
}

/** Adds the companies that a slice names and that are not there. */
export async function addCompanies(tx: Tx, slice: Slice): Promise<void> {
  if (namesCompany(slice)) await sql`${anew}${companiesOf(slice)} select 1 as done`.execute(tx);
}

const texts = ['first_name', 'last_name', 'job_title', 'phone', 'language', 'time_zone'] as const;

function policyOf(mapping: readonly ColumnMeaning[], column: string): Policy | undefined {
  const names: readonly Target[] = column === 'first_name' || column === 'last_name' ? [column, 'full_name'] : [column as Target];
  return mapping.find(({ to }) => names.includes(to))?.policy;
}

/** What a text of a contact becomes. A cell that is empty says nothing: it never takes a value away. */
function newText(column: string, policy: Policy): RawBuilder<unknown> {
  const [there, given] = [sql.ref(`c.${column}`), sql.ref(`s.${column}`)];
  return policy === 'replace'
    ? sql`case when ${given} <> '' then ${given} else ${there} end`
    : sql`case when ${there} = '' then ${given} else ${there} end`;
}

/** Rows of a slice whose contact is there, with what each value would become. */
function merged(slice: Slice): RawBuilder<unknown> {
  const { mapping, workspaceId, listId, tags } = slice;
  const changing = texts.flatMap((column) => {
    const policy = policyOf(mapping, column);
    return policy === undefined || policy === 'keep' ? [] : [{ column, value: newText(column, policy) }];
  });
  const values = texts.map((column) => {
    const found = changing.find((one) => one.column === column);
    return sql`${found ? found.value : sql.ref(`c.${column}`)} as ${sql.raw(`new_${column}`)}`;
  });
  const own = mapping.filter(({ to }) => to === 'own');
  const keys = (...policies: Policy[]) => sql.val(own.filter(({ policy }) => policies.includes(policy)).map(({ key = '' }) => key));
  const fields =
    own.length === 0
      ? sql`c.fields`
      : sql`(s.fields - ${keys('keep', 'replace')}::text[]) || c.fields || (s.fields - ${keys('keep', 'fill')}::text[])`;
  const company = policyOf(mapping, 'company');
  const takesCompany =
    company === undefined || company === 'keep'
      ? sql`false`
      : sql`s.company <> '' and ${company === 'fill' ? sql`c.company_id is null` : sql`lower(s.company) is distinct from k.name_key`}`;
  return sql`select s.row, c.id, c.first_name, c.last_name, c.job_title, c.phone, c.language, c.time_zone, c.fields, c.tags, c.company_id,
      ${sql.join(values)}, ${fields} as new_fields, lower(s.company) as company_key, (${takesCompany}) as takes_company,
      array(select distinct t from unnest(s.tags || ${sql.val([...tags])}::text[]) t where t <> all (c.tags) order by t) as added_tags,
      ${
        listId === null
          ? sql`false`
          : sql`not exists (select from list_contacts l where l.workspace_id = ${workspaceId} and l.list_id = ${listId} and l.contact_id = c.id)`
      } as listed
    from (${staged(slice)}) s
    ${withContact(workspaceId)}
    ${company === undefined ? sql`` : sql`left join lateral (select * from companies k where k.workspace_id = ${workspaceId} and k.id = c.company_id offset 0) k on true`}`;
}

/** Whether a merged row differs from what is there, its place on a list apart. */
const differs = sql`(${sql.join(texts.map((column) => sql.raw(`m.new_${column}`)))}, m.new_fields) is distinct from
  (${sql.join(texts.map((column) => sql.raw(`m.${column}`)))}, m.fields) or m.takes_company or cardinality(m.added_tags) > 0`;

/** What a slice would do, without doing it. */
export async function previewSlice(tx: Tx, slice: Slice): Promise<Counts> {
  const { rows } = await sql<{ rows: number; known: number; changed: number }>`${anew}
    with m as (${merged(slice)})
    select (select count(*) from (${staged(slice)}) s) as rows, count(*) as known, count(*) filter (where ${differs} or m.listed) as changed
    from m`.execute(tx);
  const { rows: all, known, changed } = rows[0] ?? { rows: 0, known: 0, changed: 0 };
  return { added: all - known, changed, unchanged: known - changed };
}

/** Keeps others from changing the contacts of a slice until the end of the transaction. */
export async function lockKnown(tx: Tx, slice: Slice): Promise<number> {
  const { workspaceId } = slice;
  const { rows } = await sql`${anew}select c.id from contacts c where c.workspace_id = ${workspaceId} and c.email_key = any (array(
      select s.email_key from (${staged(slice)}) s)) order by c.id for update`.execute(tx);
  return rows.length;
}

const noted = (side: 'before' | 'after') => {
  const name = (column: string) => sql.raw(side === 'before' ? `m.${column}` : `m.new_${column}`);
  const pairs = texts.map(
    (column) =>
      sql`case when m.${sql.raw(`new_${column}`)} <> m.${sql.raw(column)} then jsonb_build_object(${sql.lit(column)}, ${name(column)}) else '{}' end`,
  );
  const fields = sql`case when m.new_fields <> m.fields then jsonb_build_object('fields', ${name('fields')}) else '{}' end`;
  const id = side === 'before' ? sql`m.company_id` : sql`m.new_company_id`;
  const company = sql`case when m.takes_company then jsonb_build_object('company_id', ${id}) else '{}' end`;
  return sql.join([...pairs, fields, company], sql` || `);
};

/** Changes the contacts of a slice that are there, and notes what was before. Gives how many it changed. */
export async function changeKnown(tx: Tx, slice: Slice): Promise<number> {
  const { workspaceId, importId, endsAt, now } = slice;
  const companyId = sql`case when p.takes_company then
    ${companyUnder(workspaceId, sql`p.company_key`)} else p.company_id end`;
  const { rows } = await sql<{ changed: number }>`${anew}
    with p as (${merged(slice)}), m as materialized (select p.*, ${companyId} as new_company_id from p),
    changed as (
      insert into import_changes (workspace_id, import_id, contact_id, before, after, added_tags, listed, ends_at)
      select ${workspaceId}, ${importId}, m.id, ${noted('before')}, ${noted('after')}, m.added_tags, m.listed, ${endsAt}
      from m where ${differs} or m.listed returning contact_id),
    done as (
      update contacts c set ${sql.join(texts.map((column) => sql`${sql.raw(column)} = m.${sql.raw(`new_${column}`)}`))}, fields = m.new_fields,
        company_id = m.new_company_id, tags = (c.tags || m.added_tags)[1:100], changed_at = ${now}
      from m where c.workspace_id = ${workspaceId} and c.id = m.id and (${differs}))
    select count(*) as changed from changed`.execute(tx);
  return rows[0]?.changed ?? 0;
}

/**
 * Adds the contacts of a slice that are not there, and their companies. Gives how many contacts. In the order of the addresses, by which their largest
 * index is sorted: a page of it is written once a slice and not once a row.
 * @param areNew whether nobody of the slice was there a moment ago: to look once more at each costs a tenth
 * @throws where that is so no more; the transaction is to be done again
 */
export async function addUnknown(tx: Tx, slice: Slice, { areNew }: { areNew: boolean }): Promise<number> {
  const { workspaceId, importId, tags, now, mapping } = slice;
  const all = mapping.some(({ to }) => to === 'tags')
    ? sql`array(select distinct t from unnest(s.tags || ${sql.val([...tags])}::text[]) t order by t limit 100)`
    : sql`${sql.val([...tags])}::text[]`;
  const statement = sql`${anew}${namesCompany(slice) ? companiesOf(slice) : sql``}
    insert into contacts (workspace_id, id, email, email_key, company_id, ${sql.join(texts.map((column) => sql.raw(column)))}, fields, tags, created_at, changed_at)
    select ${workspaceId}, ${idOf(importId, sql`s.row`)}, s.email, s.email_key, ${namesCompany(slice) ? sql`k.id` : sql`null::uuid`},
      ${sql.join(texts.map((column) => sql.raw(`s.${column}`)))}, s.fields, ${all}, ${now}, ${now}
    from (${staged(slice)}) s ${namesCompany(slice) ? sql`left join k on k.name_key = lower(s.company)` : sql``}
    order by s.email_key
    ${areNew ? sql`` : sql`on conflict (workspace_id, email_key) do nothing`}`;
  const result = await neverEachWithEach(tx, () => statement.execute(tx));
  return Number(result.numAffectedRows ?? 0);
}

/** Whether a contact could not be added because one of this address came meanwhile. */
export const isThereAlready = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'contacts_email_key';

/** Puts everybody of a slice on the list. */
export async function listSlice(tx: Tx, slice: Slice): Promise<void> {
  const { workspaceId, listId, now } = slice;
  if (listId === null) return;
  await sql`${anew}insert into list_contacts (workspace_id, list_id, contact_id, added_at)
    select ${workspaceId}, ${listId}, c.id, ${now} from (${staged(slice)}) s ${withContact(workspaceId)}
    on conflict do nothing`.execute(tx);
}

/** A slice of what an import changed is put back, each value only where nobody changed it since. Gives nothing when all is done. */
export async function putBackSome(
  tx: Tx,
  workspaceId: string,
  importId: string,
  { listId, now, limit }: { listId: string | null; now: Date; limit: number },
) {
  const kept = (column: string) =>
    sql`c.${sql.raw(column)} is not distinct from (d.after ->> ${sql.lit(column)})${column === 'company_id' ? sql`::uuid` : sql``}`;
  const back = (column: string) => sql`${sql.raw(column)} = case when d.after ? ${sql.lit(column)} and ${kept(column)}
    then (d.before ->> ${sql.lit(column)})${column === 'company_id' ? sql`::uuid` : sql``} else c.${sql.raw(column)} end`;
  const fields = sql`fields = case when d.after ? 'fields' then (select coalesce(jsonb_object_agg(key, value), '{}') from (
      select key, case when c.fields -> key is not distinct from d.after -> 'fields' -> key then d.before -> 'fields' -> key else c.fields -> key end as value
      from jsonb_object_keys(c.fields || (d.before -> 'fields')) as key) f where value is not null) else c.fields end`;
  const stands = sql`(${sql.join(
    [...texts, 'company_id'].map((column) => sql`(not d.after ? ${sql.lit(column)} or ${kept(column)})`),
    sql` and `,
  )}
    and (not d.after ? 'fields' or c.fields = d.after -> 'fields'))`;
  const { rows } = await sql<{ taken: number; whole: number }>`${anew}
    with d as (delete from import_changes where workspace_id = ${workspaceId} and import_id = ${importId} and contact_id in
        (select contact_id from import_changes where workspace_id = ${workspaceId} and import_id = ${importId} order by contact_id limit ${limit}) returning *),
      u as (update contacts c set ${sql.join([...texts, 'company_id'].map(back))}, ${fields},
          tags = array(select t from unnest(c.tags) with ordinality as o (t, place) where t <> all (d.added_tags) order by place), changed_at = ${now}
        from d where c.workspace_id = ${workspaceId} and c.id = d.contact_id),
      w as (select from contacts c join d on c.workspace_id = ${workspaceId} and c.id = d.contact_id where ${stands}),
      l as (delete from list_contacts l using d where d.listed and l.workspace_id = ${workspaceId} and l.list_id = ${listId} and l.contact_id = d.contact_id)
    select (select count(*) from d) as taken, (select count(*) from w) as whole`.execute(tx);
  return rows[0];
}

/**
 * Removes what an import added in a slice of its rows, unless it was used or changed since: it was written to, stands on another list, or somebody
 * worked on it. Gives how many went and how many stayed.
 */
export async function removeAdded(tx: Tx, { workspaceId, importId, after, upTo, listId }: Range & Pick<Slice, 'listId'>) {
  const within = sql`c.workspace_id = ${workspaceId} and c.id between ${idOf(importId, sql`${after + 1}::int`)} and ${idOf(importId, sql`${upTo}::int`)}`;
  const { rows: removed } = await sql<{ id: string }>`${anew}delete from contacts c where ${within} and c.changed_at = c.created_at
    and not exists (select from enrolments e where e.workspace_id = ${workspaceId} and e.contact_id = c.id)
    and not exists (select from list_contacts l where l.workspace_id = ${workspaceId} and l.contact_id = c.id and l.list_id is distinct from ${listId})
    returning c.id`.execute(tx);
  const { rows: left } = await sql<{ number: number }>`select count(*) as number from contacts c where ${within}`.execute(tx);
  await sql`delete from companies c where ${within} and not exists
    (select from contacts o where o.workspace_id = ${workspaceId} and o.company_id = c.id)`.execute(tx);
  return { removed: removed.length, stayed: left[0]?.number ?? 0 };
}
