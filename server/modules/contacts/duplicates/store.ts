import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

export type LikelyBecause = 'name_and_company' | 'phone' | 'address_with_tag';

/** Contacts that are likely one person, and why. */
export interface LikelyOne {
  because: LikelyBecause;
  ids: string[];
}

/** More than this with one phone number is a switchboard, and more with one name is a common one. */
const mostInOne = 10;

/**
 * Groups of contacts that are likely one person each, up to a bound for each reason: the same name at the same company, the same phone number, the
 * same mailbox with a tag behind a plus. The same address in another spelling cannot be there twice.
 */
export async function likelyDuplicates(tx: Tx, workspaceId: string, most: number): Promise<LikelyOne[]> {
  const { rows } = await sql<LikelyOne>`
    (select 'name_and_company' as because, array_agg(id order by id) as ids from contacts
      where workspace_id = ${workspaceId} and company_id is not null and name_key <> ' '
      group by company_id, name_key having count(*) between 2 and ${mostInOne} limit ${most})
    union all
    (select 'phone', array_agg(id order by id) from (
        select id, regexp_replace(regexp_replace(phone, '[^0-9]', '', 'g'), '^00', '') as digits
        from contacts where workspace_id = ${workspaceId} and length(phone) > 5
      ) p where length(digits) > 5 group by digits having count(*) between 2 and ${mostInOne} limit ${most})
    union all
    (with tagged as materialized (
        select id, regexp_replace(email_key, '[+][^@]*@', '@') as bare
        from contacts where workspace_id = ${workspaceId} and position('+' in email_key) > 1 limit 10000
      )
      select 'address_with_tag', array_agg(id order by id) from (
        select id, bare from tagged
        union
        select c.id, c.email_key from contacts c where c.workspace_id = ${workspaceId} and c.email_key in (select bare from tagged)
      ) t group by bare having count(*) between 2 and ${mostInOne} limit ${most})`.execute(tx);
  return rows;
}

/** Where a contact stands besides its own row. */
export interface Standing {
  lists: string[];
  enrolments: { campaignId: string; id: string }[];
}

export async function standingOf(tx: Tx, workspaceId: string, id: string): Promise<Standing> {
  const lists = await tx
    .selectFrom('listContacts')
    .select('listId')
    .where('workspaceId', '=', workspaceId)
    .where('contactId', '=', id)
    .execute();
  const enrolments = await tx
    .selectFrom('enrolments')
    .select(['campaignId', 'id'])
    .where('workspaceId', '=', workspaceId)
    .where('contactId', '=', id)
    .execute();
  return { lists: lists.map(({ listId }) => listId), enrolments };
}

/** Lets these enrolments point to another contact; those that point elsewhere by now stay. */
export async function pointEnrolments(
  tx: Tx,
  workspaceId: string,
  enrolments: Standing['enrolments'],
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx
    .updateTable('enrolments')
    .set({ contactId: to })
    .where('workspaceId', '=', workspaceId)
    .where('contactId', '=', from)
    .where('id', '=', sql<string>`any (${sql.val(enrolments.map(({ id }) => id))}::uuid[])`)
    .execute();
}

export interface Merge {
  id: string;
  keptId: string;
  removed: unknown;
  keptBefore: unknown;
  keptAfter: unknown;
  mergedAt: Date;
}

export async function insertMerge(
  tx: Tx,
  workspaceId: string,
  merge: Merge & { removedEmailKey: string; mergedBy: string | null },
): Promise<void> {
  const { removed, keptBefore, keptAfter, ...rest } = merge;
  const asJson = { removed: JSON.stringify(removed), keptBefore: JSON.stringify(keptBefore), keptAfter: JSON.stringify(keptAfter) };
  await tx
    .insertInto('contactMerges')
    .values({ workspaceId, ...rest, ...asJson })
    .execute();
}

const columns = ['id', 'keptId', 'removed', 'keptBefore', 'keptAfter', 'mergedAt'] as const;

/** Merges that can still be taken back, newest first. */
export async function mergesSince(tx: Tx, workspaceId: string, since: Date): Promise<Merge[]> {
  return tx
    .selectFrom('contactMerges')
    .select(columns)
    .where('workspaceId', '=', workspaceId)
    .where('mergedAt', '>', since)
    .orderBy('mergedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

/** Takes one for oneself: whoever else wants to take it back finds nothing. */
export async function takeMerge(tx: Tx, workspaceId: string, id: string, since: Date): Promise<Merge | undefined> {
  return tx
    .deleteFrom('contactMerges')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('mergedAt', '>', since)
    .returning(columns)
    .executeTakeFirst();
}

/** Puts a contact back under its number, as it was; where its company is gone, without one. */
export async function restoreContact(
  tx: Tx,
  workspaceId: string,
  contact: Record<string, unknown> & { companyId: string | null },
): Promise<void> {
  const { companyId, ...rest } = contact;
  await tx
    .insertInto('contacts')
    .values({
      ...(rest as never as { id: string; email: string; emailKey: string; createdAt: Date; changedAt: Date }),
      workspaceId,
      companyId: sql<string | null>`(select k.id from companies k where k.workspace_id = ${workspaceId} and k.id = ${companyId})`,
    })
    .execute();
}
