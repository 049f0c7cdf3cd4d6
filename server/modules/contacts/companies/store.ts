import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

export interface Company {
  id: string;
  name: string;
  domain: string | null;
  contacts: number;
  createdAt: Date;
}

const shown = (tx: Tx, workspaceId: string) =>
  tx
    .selectFrom('companies as k')
    .select([
      'k.id',
      'k.name',
      'k.domain',
      'k.createdAt',
      sql<number>`(select count(*) from contacts c where c.workspace_id = k.workspace_id and c.company_id = k.id)`.as('contacts'),
    ])
    .where('k.workspaceId', '=', workspaceId);

/** Companies in the order of their names, behind one of them. */
export async function pageOfCompanies(
  tx: Tx,
  workspaceId: string,
  { search, after, limit }: { search: string; after: string | undefined; limit: number },
): Promise<Company[]> {
  const sought = search.toLowerCase();
  return shown(tx, workspaceId)
    .$if(sought !== '', (query) => query.where(sql<boolean>`k.name_key ~>=~ ${sought} and k.name_key ~<~ ${`${sought}\u{10FFFF}`}`))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from companies a where a.workspace_id = ${workspaceId} and a.id = ${after}
          and (k.name_key ~>~ a.name_key or (k.name_key = a.name_key and k.id > a.id)))`,
      ),
    )
    .orderBy(sql`k.name_key using ~<~`)
    .orderBy('k.id')
    .limit(limit)
    .execute();
}

export async function findCompany(tx: Tx, workspaceId: string, id: string): Promise<Company | undefined> {
  return shown(tx, workspaceId).where('k.id', '=', id).executeTakeFirst();
}

/** The company whose domain this is. */
export async function companyOfDomain(tx: Tx, workspaceId: string, domain: string): Promise<{ id: string; name: string } | undefined> {
  return tx
    .selectFrom('companies')
    .select(['id', 'name'])
    .where('workspaceId', '=', workspaceId)
    .where('domain', '=', domain)
    .executeTakeFirst();
}

/** False when another company has the domain. */
export async function insertCompany(tx: Tx, workspaceId: string, company: Omit<Company, 'contacts'>): Promise<boolean> {
  const row = await tx
    .insertInto('companies')
    .values({ workspaceId, ...company })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'domain']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps others from giving this domain to a company until the end of the transaction. */
export async function takeTurnOfDomains(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('companies ' || ${workspaceId}, 0))`.execute(tx);
}

export async function updateCompany(
  tx: Tx,
  workspaceId: string,
  id: string,
  change: { name?: string; domain?: string | null },
): Promise<boolean> {
  const row = await tx
    .updateTable('companies')
    .set({ id, ...change })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteCompany(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('companies')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
