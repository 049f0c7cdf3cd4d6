import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** What is known of a recipient; there is no place for notes. */
export interface RecipientFields {
  name: string;
  email: string;
  emailKey: string;
  salutation: string;
  district: string;
  language: string;
  country: string;
  region: string;
  postcodes: string[];
  affiliation: string;
  validFrom: string | null;
  validTo: string | null;
  fields: Record<string, string>;
}
export interface NewRecipient extends RecipientFields {
  workspaceId: string;
  id: string;
  campaignId: string;
  createdAt: Date;
  inactiveSince: Date | null;
}

const columns = [
  ...(['id', 'name', 'email', 'emailKey', 'salutation', 'district', 'language', 'country', 'region'] as const),
  ...(['postcodes', 'affiliation', 'validFrom', 'validTo', 'fields', 'contacted'] as const),
] as const;

export interface Recipient extends RecipientFields {
  id: string;
  /** Letters that they were offered or sent by this campaign. */
  contacted: number;
}
const typed = (row: Omit<Recipient, 'fields'> & { fields: unknown }): Recipient => ({ ...row, fields: row.fields as Recipient['fields'] });

const inSql = <Fields extends Partial<RecipientFields>>({ fields, ...rest }: Fields) => ({
  ...rest,
  ...(fields ? { fields: JSON.stringify(fields) } : {}),
});

/** All recipients of a campaign in the order in which they were added. */
export async function recipientsOf(tx: Tx, workspaceId: string, campaignId: string): Promise<Recipient[]> {
  const rows = await tx
    .selectFrom('campaignRecipients')
    .select(columns)
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .orderBy('id')
    .execute();
  return rows.map(typed);
}

export async function recipientsByIds(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Recipient[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('campaignRecipients')
    .select(columns)
    .where('workspaceId', '=', workspaceId)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
  return rows.map(typed);
}

export async function countRecipients(tx: Tx, workspaceId: string, campaignId: string): Promise<number> {
  const { number } = await tx
    .selectFrom('campaignRecipients')
    .select((count) => count.fn.countAll<number>().as('number'))
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .executeTakeFirstOrThrow();
  return number;
}

export interface RecipientPage {
  after: string | undefined;
  limit: number;
  search: string | undefined;
}

export async function pageOfRecipients(tx: Tx, workspaceId: string, campaignId: string, page: RecipientPage) {
  const all = tx.selectFrom('campaignRecipients').where('workspaceId', '=', workspaceId).where('campaignId', '=', campaignId);
  const pattern = `%${(page.search ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const searched = ['name', 'email', 'district', 'region', 'affiliation'] as const;
  const sought = page.search ? all.where((where) => where.or(searched.map((column) => where(column, 'ilike', pattern)))) : all;
  const rows = await sought
    .select(columns)
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .execute();
  const { total } = await sought.select((count) => count.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows: rows.map(typed), total };
}

export async function findRecipient(tx: Tx, workspaceId: string, campaignId: string, id: string): Promise<Recipient | undefined> {
  const row = await tx
    .selectFrom('campaignRecipients')
    .select(columns)
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && typed(row);
}

/** Adds recipients; gives how many were new: an address that stands in the campaign already is left as it is. */
export async function insertRecipients(tx: Tx, recipients: readonly NewRecipient[]): Promise<number> {
  let added = 0;
  for (let from = 0; from < recipients.length; from += 500) {
    const rows = await tx
      .insertInto('campaignRecipients')
      .values(recipients.slice(from, from + 500).map((recipient) => ({ ...inSql(recipient), fields: JSON.stringify(recipient.fields) })))
      .onConflict((conflict) => conflict.columns(['workspaceId', 'campaignId', 'emailKey']).doNothing())
      .returning('id')
      .execute();
    added += rows.length;
  }
  return added;
}

export async function updateRecipient(tx: Tx, workspaceId: string, id: string, fields: Omit<RecipientFields, 'emailKey'>): Promise<void> {
  await tx.updateTable('campaignRecipients').set(inSql(fields)).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

export async function deleteRecipient(tx: Tx, workspaceId: string, campaignId: string, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('campaignRecipients')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Of these recipients of a campaign, the ones that were contacted least. One supporter at a time is given theirs, so that the next sees them counted. */
export async function leastContacted(
  tx: Tx,
  { workspaceId, campaignId, among: ids }: { workspaceId: string; campaignId: string; among: readonly string[] },
  most: number,
): Promise<string[]> {
  if (ids.length === 0 || most === 0) return [];
  await sql`select pg_advisory_xact_lock(hashtextextended(${campaignId}, 0))`.execute(tx);
  const rows = await tx
    .selectFrom('campaignRecipients')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('id', 'in', ids)
    .orderBy('contacted')
    .orderBy(sql`random()`)
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

export async function addContacted(tx: Tx, workspaceId: string, ids: readonly string[], by: 1 | -1): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('campaignRecipients')
    .set((value) => ({ contacted: sql<number>`greatest(0, ${value('contacted', '+', by)})` }))
    .where('workspaceId', '=', workspaceId)
    .where('id', 'in', ids)
    .execute();
}
