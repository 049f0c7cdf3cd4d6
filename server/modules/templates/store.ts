import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { mergeValuesSql } from '../contacts/index.ts';

const listed = ['id', 'name', 'subject', 'createdBy', 'createdAt', 'changedAt'] as const;

export async function templatesOf(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('templates')
    .select(listed)
    .where('workspaceId', '=', workspaceId)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute();
}
export type TemplateSummary = Awaited<ReturnType<typeof templatesOf>>[number];

export async function countTemplates(tx: Tx, workspaceId: string): Promise<number> {
  const row = await tx
    .selectFrom('templates')
    .select((value) => value.fn.countAll<string>().as('templates'))
    .where('workspaceId', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return Number(row.templates);
}

export async function findTemplate(tx: Tx, workspaceId: string, id: string) {
  return tx
    .selectFrom('templates')
    .select([...listed, 'html'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}
export type Template = NonNullable<Awaited<ReturnType<typeof findTemplate>>>;

/** A template whose row is held until the transaction ends. */
export async function lockTemplate(tx: Tx, workspaceId: string, id: string): Promise<Template | undefined> {
  return tx
    .selectFrom('templates')
    .select([...listed, 'html'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertTemplate(tx: Tx, template: Template & { workspaceId: string }): Promise<void> {
  await tx.insertInto('templates').values(template).execute();
}

export async function updateTemplate(
  tx: Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
  change: Pick<Template, 'name' | 'subject' | 'html' | 'changedAt'>,
): Promise<void> {
  await tx.updateTable('templates').set(change).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

export async function deleteTemplate(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('templates')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** What merge tags say of one contact. */
export async function valuesOfContact(tx: Tx, workspaceId: string, contactId: string): Promise<Record<string, string> | undefined> {
  const row = await tx
    .selectFrom('contacts as c')
    .leftJoin('companies as k', (join) => join.onRef('k.workspaceId', '=', 'c.workspaceId').onRef('k.id', '=', 'c.companyId'))
    .select(sql<Record<string, unknown>>`${mergeValuesSql()}`.as('values'))
    .where('c.workspaceId', '=', workspaceId)
    .where('c.id', '=', contactId)
    .executeTakeFirst();
  return (
    row &&
    Object.fromEntries(Object.entries(row.values).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]))
  );
}
