import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { TrackingDomain } from './tracking-domain.ts';

const columns = ['host', 'token', 'checkedAt', 'ownedAt', 'answeredAt', 'failingSince', 'problem'] as const;

export async function findDomain(tx: Tx, workspaceId: string): Promise<TrackingDomain | undefined> {
  return tx.selectFrom('trackingDomains').select(columns).where('workspaceId', '=', workspaceId).executeTakeFirst();
}

/** Names a host in the place of the one before, about which nothing is known any more. */
export async function saveDomain(tx: Tx, workspaceId: string, { host, token, namedAt }: { host: string; token: string; namedAt: Date }) {
  const unknown = { askedAt: null, checkedAt: null, ownedAt: null, answeredAt: null, failingSince: null, problem: null };
  await tx
    .insertInto('trackingDomains')
    .values({ workspaceId, host, token, namedAt })
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet({ host, token, namedAt, ...unknown }))
    .execute();
}

export async function deleteDomain(tx: Tx, workspaceId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('trackingDomains').where('workspaceId', '=', workspaceId).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** What a check found. */
export interface Found {
  owned: boolean;
  answered: boolean;
  problem: string | null;
}

/**
 * Writes down what a check found, for the name that was checked. One that worked before and does not now begins to fail; one that never worked only says
 * what is missing.
 * @returns whether it began to fail
 */
export async function saveCheck(
  tx: Tx,
  workspaceId: string,
  { token }: Pick<TrackingDomain, 'token'>,
  { found: { owned, answered, problem }, now }: { found: Found; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ began: boolean }>`
    with before as (
      select failing_since from tracking_domains where workspace_id = ${workspaceId} and token = ${token} for update
    )
    update tracking_domains d set checked_at = ${now},
      owned_at = case when ${owned} then coalesce(d.owned_at, ${now}) end,
      answered_at = case when ${answered} then coalesce(d.answered_at, ${now}) else d.answered_at end,
      failing_since = case when ${!answered} and d.answered_at is not null then coalesce(d.failing_since, ${now}) end,
      problem = ${problem}
    from before where d.workspace_id = ${workspaceId} and d.token = ${token}
    returning before.failing_since is null and d.failing_since is not null as began`.execute(tx);
  return rows[0]?.began ?? false;
}

/** Names that were not looked at for a day, or for an hour where they fail; whom nobody asked for longest first, whatever came of it. */
export async function domainsToCheck(tx: Tx, { aDayAgo, anHourAgo }: { aDayAgo: Date; anHourAgo: Date }): Promise<string[]> {
  const rows = await tx
    .selectFrom('trackingDomains')
    .select('workspaceId')
    .where(({ eb, or, and }) =>
      or([
        eb('checkedAt', 'is', null),
        eb('checkedAt', '<=', aDayAgo),
        and([eb('problem', 'is not', null), eb('checkedAt', '<=', anHourAgo)]),
      ]),
    )
    .orderBy(sql`asked_at nulls first`)
    .orderBy('workspaceId')
    .execute();
  return rows.map(({ workspaceId }) => workspaceId);
}

export interface OwnHost {
  workspaceId: string;
  host: string;
  inUse: boolean;
}

/** Every host that was shown to be a workspace's own. */
export async function ownHosts(tx: Tx): Promise<OwnHost[]> {
  const { rows } = await sql<OwnHost>`
    select workspace_id, host, answered_at is not null and failing_since is null as in_use
    from tracking_domains where owned_at is not null`.execute(tx);
  return rows;
}

/** Notes that it is begun to look at a name. */
export async function setAsked(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  await tx.updateTable('trackingDomains').set({ askedAt: now }).where('workspaceId', '=', workspaceId).execute();
}

/** Who may change a workspace: its owners and admins. */
export async function whoMayChange(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('members')
    .select('userId')
    .where('workspaceId', '=', workspaceId)
    .where('role', 'in', ['owner', 'admin'])
    .orderBy('userId')
    .execute();
  return rows.map(({ userId }) => userId);
}

/** What to tell one of them of a name that fails; nothing where it works again, or they may change it no more. */
export async function failingDomain(tx: Tx, workspaceId: string, userId: string) {
  return tx
    .selectFrom('trackingDomains as d')
    .innerJoin('workspaces as w', 'w.workspaceId', 'd.workspaceId')
    .innerJoin('members as m', 'm.workspaceId', 'd.workspaceId')
    .innerJoin('users as u', 'u.id', 'm.userId')
    .select(['d.host', 'd.problem', 'u.email', 'w.slug'])
    .where('d.workspaceId', '=', workspaceId)
    .where('d.failingSince', 'is not', null)
    .where('m.userId', '=', userId)
    .where('m.role', 'in', ['owner', 'admin'])
    .executeTakeFirst();
}
