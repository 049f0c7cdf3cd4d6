import type { Tx } from '../../../platform/database.ts';

export interface RecipientFields {
  name: string;
  email: string;
  emailKey: string;
  salutation: string;
  district: string;
}
export interface NewRecipient extends RecipientFields {
  workspaceId: string;
  id: string;
  campaignId: string;
  createdAt: Date;
  inactiveSince: Date | null;
}

const columns = ['id', 'name', 'email', 'emailKey', 'salutation', 'district'] as const;

/** All recipients of a campaign in the order in which they were added. */
export async function recipientsOf(tx: Tx, workspaceId: string, campaignId: string) {
  return tx
    .selectFrom('campaignRecipients')
    .select(columns)
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .orderBy('id')
    .execute();
}
export type Recipient = Awaited<ReturnType<typeof recipientsOf>>[number];

export interface RecipientPage {
  after: string | undefined;
  limit: number;
  search: string | undefined;
}

export async function pageOfRecipients(tx: Tx, workspaceId: string, campaignId: string, page: RecipientPage) {
  const all = tx.selectFrom('campaignRecipients').where('workspaceId', '=', workspaceId).where('campaignId', '=', campaignId);
  const pattern = `%${(page.search ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const sought = page.search
    ? all.where((where) => where.or((['name', 'email', 'district'] as const).map((column) => where(column, 'ilike', pattern))))
    : all;
  const rows = await sought
    .select(columns)
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .execute();
  const { total } = await sought.select((count) => count.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows, total };
}

export async function findRecipient(tx: Tx, workspaceId: string, campaignId: string, id: string) {
  return tx
    .selectFrom('campaignRecipients')
    .select(columns)
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** False when the address stands in the campaign already. */
export async function insertRecipient(tx: Tx, recipient: NewRecipient): Promise<boolean> {
  const row = await tx
    .insertInto('campaignRecipients')
    .values(recipient)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'campaignId', 'emailKey']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateRecipient(tx: Tx, workspaceId: string, id: string, fields: Omit<RecipientFields, 'emailKey'>): Promise<void> {
  await tx.updateTable('campaignRecipients').set(fields).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
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
