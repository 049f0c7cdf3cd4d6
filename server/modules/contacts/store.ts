import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { DB } from '../../../database/rows.ts';
import type { Tx } from '../../platform/database.ts';
import type { ContactFields } from '../../../shared/contact.ts';

export interface Contact extends ContactFields {
  id: string;
  companyId: string | null;
  companyName: string | null;
  verdict: string;
  verdictBecause: string | null;
  verdictAt: Date | null;
  createdAt: Date;
  changedAt: Date;
}

const columns = [
  ...(['c.id', 'c.email', 'c.emailKey', 'c.firstName', 'c.lastName', 'c.companyId', 'c.jobTitle', 'c.phone', 'c.language'] as const),
  ...(['c.timeZone', 'c.fields', 'c.tags', 'c.verdict', 'c.verdictBecause', 'c.verdictAt', 'c.createdAt', 'c.changedAt'] as const),
  'k.name as companyName',
] as const;

const shown = (tx: Tx, workspaceId: string) =>
  tx
    .selectFrom('contacts as c')
    .leftJoin('companies as k', (join) => join.onRef('k.workspaceId', '=', 'c.workspaceId').onRef('k.id', '=', 'c.companyId'))
    .select(columns)
    .where('c.workspaceId', '=', workspaceId);

const typed = (row: Omit<Contact, 'fields'> & { fields: unknown }): Contact => ({ ...row, fields: row.fields as Contact['fields'] });

const inSql = <Fields extends { fields?: object }>({ fields, ...rest }: Fields) => ({
  ...rest,
  ...(fields ? { fields: JSON.stringify(fields) } : {}),
});

/** Which contacts a list shows; `rule` is a condition over a contact called `c`. */
export interface ContactFilter {
  rule: RawBuilder<boolean> | undefined;
  tag: string | undefined;
  listId: string | undefined;
  companyId: string | undefined;
  verdict: string | undefined;
}

type Chosen<O> = SelectQueryBuilder<DB & { c: DB['contacts'] }, 'c', O>;

function filtered<O>(query: Chosen<O>, workspaceId: string, { rule, tag, listId, companyId, verdict }: ContactFilter): Chosen<O> {
  return query
    .where('c.workspaceId', '=', workspaceId)
    .$if(tag !== undefined, (all) =>
      all.where(
        sql<boolean>`exists (select from contact_tags t where t.workspace_id = ${workspaceId} and t.tag = ${tag} and t.contact_id = c.id)`,
      ),
    )
    .$if(listId !== undefined, (all) =>
      all.where(
        sql<boolean>`exists (select from list_contacts l where l.workspace_id = ${workspaceId} and l.list_id = ${listId} and l.contact_id = c.id)`,
      ),
    )
    .$if(companyId !== undefined, (all) => all.where('c.companyId', '=', companyId ?? ''))
    .$if(verdict !== undefined, (all) => all.where('c.verdict', '=', verdict ?? ''))
    .$if(rule !== undefined, (all) => all.where(rule ?? sql<boolean>`true`));
}

const asChosen = (tx: Tx) => tx.selectFrom('contacts as c') as unknown as Chosen<object>;

/** A page of the contacts that a filter chooses, newest first. */
export async function pageOfContacts(
  tx: Tx,
  workspaceId: string,
  filter: ContactFilter,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<Contact[]> {
  return contactsByIds(tx, workspaceId, await idsOfContacts(tx, workspaceId, filter, { after, limit }));
}

/** Which contacts a filter chooses, newest first. */
export async function idsOfContacts(
  tx: Tx,
  workspaceId: string,
  filter: ContactFilter,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await filtered(asChosen(tx), workspaceId, filter)
    .select('c.id')
    .$if(after !== undefined, (query) => query.where('c.id', '<', after ?? ''))
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Behind every character that a name can have. */
const last = '\u{10FFFF}';

/**
 * The first contacts among the chosen whose address, name, last name or company begins like this. Each way is a walk along its index that ends when
 * enough were found: a search takes the same time among a million.
 */
export async function searchContacts(
  tx: Tx,
  workspaceId: string,
  filter: ContactFilter,
  { search, limit }: { search: string; limit: number },
): Promise<Contact[]> {
  const sought = search.toLowerCase();
  const begins = (column: string, with_: string) =>
    sql<boolean>`${sql.ref(column)} ~>=~ ${with_} and ${sql.ref(column)} ~<~ ${with_ + last}`;
  const ways: [order: string | undefined, condition: RawBuilder<boolean>][] = [
    ['c.email_key', begins('c.email_key', sought)],
    ['c.name_key', begins('c.name_key', sought)],
    ['c.last_name_key', begins('c.last_name_key', sought)],
    // The key of an address at Gmail has no dots and no tag.
    ['c.email_key', sql`${begins('c.email_key', sought.replace(/\+.*$/, '').replaceAll('.', ''))} and c.email_key like '%@gmail.com'`],
    // In no order: a company can have more contacts than one wants to sort.
    [
      undefined,
      sql`c.company_id in (select k.id from companies k where k.workspace_id = ${workspaceId} and ${begins('k.name_key', sought)}
        order by k.name_key using ~<~ limit 200)`,
    ],
  ];
  const found = new Set<string>();
  for (const [order, condition] of ways) {
    if (found.size >= limit) break;
    const rows = await filtered(asChosen(tx), workspaceId, filter)
      .select('c.id')
      .where(condition)
      .$if(order !== undefined, (query) => query.orderBy(sql`${sql.ref(order ?? '')} using ~<~`))
      .limit(limit)
      .execute();
    for (const { id } of rows) if (found.size < limit) found.add(id);
  }
  return contactsByIds(tx, workspaceId, [...found]);
}

/** Contacts in the order of these ids; those that are gone are left out. */
export async function contactsByIds(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Contact[]> {
  if (ids.length === 0) return [];
  const rows = await shown(tx, workspaceId)
    .where('c.id', '=', sql<string>`any (${sql.val([...ids])}::uuid[])`)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, typed(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function findContact(tx: Tx, workspaceId: string, id: string): Promise<Contact | undefined> {
  return (await contactsByIds(tx, workspaceId, [id]))[0];
}

/** How many contacts a filter chooses, up to a bound. */
export async function countChosen(tx: Tx, workspaceId: string, filter: ContactFilter, most: number): Promise<number> {
  const some = filtered(asChosen(tx), workspaceId, filter)
    .select(sql<number>`1`.as('one'))
    .limit(most);
  const { rows } = await sql<{ number: number }>`select count(*) as number from (${some}) as counted`.execute(tx);
  return rows[0]?.number ?? 0;
}

/** The same, and nothing at all where it takes longer than this; the transaction goes on. */
export async function countWithin(
  tx: Tx,
  workspaceId: string,
  filter: ContactFilter,
  { most, milliseconds }: { most: number; milliseconds: number },
): Promise<number | undefined> {
  await sql`savepoint counting`.execute(tx);
  await sql`select set_config('statement_timeout', ${String(milliseconds)}, true)`.execute(tx);
  try {
    return await countChosen(tx, workspaceId, filter, most);
  } catch (error) {
    if ((error as { code?: unknown }).code !== '57014') throw error;
    return undefined;
  } finally {
    await sql`rollback to savepoint counting`.execute(tx);
  }
}

export interface NewContact extends ContactFields {
  id: string;
  companyId: string | null;
  createdAt: Date;
}

/** Adds a contact. False when its address is in the workspace already. */
export async function insertContact(tx: Tx, workspaceId: string, contact: NewContact): Promise<boolean> {
  const row = await tx
    .insertInto('contacts')
    .values({ workspaceId, ...contact, fields: JSON.stringify(contact.fields), changedAt: contact.createdAt })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'emailKey']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whose address this is. */
export async function contactUnder(tx: Tx, workspaceId: string, emailKey: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('contacts')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('emailKey', '=', emailKey)
    .executeTakeFirst();
  return row?.id;
}

/** Keeps others from changing these contacts until the end of the transaction. In one order, so that nobody waits in a circle. */
export async function lockContacts(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('contacts')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', sql<string>`any (${sql.val([...ids])}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

export type ContactChange = Partial<ContactFields & Pick<Contact, 'companyId' | 'verdict' | 'verdictBecause' | 'verdictAt'>> & {
  changedAt: Date;
};

export async function updateContact(tx: Tx, workspaceId: string, id: string, change: ContactChange): Promise<void> {
  await tx.updateTable('contacts').set(inSql(change)).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

/** What a check said was of another address. */
export async function forgetVerdict(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx
    .updateTable('contacts')
    .set({ verdict: 'unknown', verdictBecause: null, verdictAt: null })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Deletes contacts, and what merges remember of them, unless they are being merged themselves. Gives how many. */
export async function deleteContacts(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  { keepMerges = false }: { keepMerges?: boolean } = {},
): Promise<number> {
  const these = sql<string>`any (${sql.val([...ids])}::uuid[])`;
  if (!keepMerges) await tx.deleteFrom('contactMerges').where('workspaceId', '=', workspaceId).where('keptId', '=', these).execute();
  const result = await tx.deleteFrom('contacts').where('workspaceId', '=', workspaceId).where('id', '=', these).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Gives these contacts a tag, or takes it from them. Gives how many were changed. */
export async function tagContacts(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  { tag, on, now }: { tag: string; on: boolean; now: Date },
): Promise<number> {
  const result = await tx
    .updateTable('contacts')
    .set({ tags: on ? sql<string[]>`tags || ${tag}::text` : sql<string[]>`array_remove(tags, ${tag}::text)`, changedAt: now })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', sql<string>`any (${sql.val([...ids])}::uuid[])`)
    .where(on ? sql<boolean>`not ${tag}::text = any (tags) and cardinality(tags) < 100` : sql<boolean>`${tag}::text = any (tags)`)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** The tags in use, by name. It leaps from one to the next along the index, so it takes as long as there are tags, not contacts. */
export async function tagsOf(tx: Tx, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    with recursive used as (
      (select tag from contact_tags where workspace_id = ${workspaceId} order by tag limit 1)
      union all
      select (select t.tag from contact_tags t where t.workspace_id = ${workspaceId} and t.tag > used.tag order by t.tag limit 1)
      from used where used.tag is not null
    )
    select tag from used where tag is not null limit 1000`.execute(tx);
  return rows.map(({ tag }) => tag);
}
