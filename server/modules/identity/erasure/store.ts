import { sql } from 'kysely';
import type { Sealed } from '../../../platform/sealed.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Wiped } from './wiped.ts';

/** A user and everybody who runs this copy; held, if asked, in one order for all: two operators who leave at once cannot leave nobody. */
export async function userAndOperators(tx: Tx, userId: string, { held }: { held: boolean }) {
  return tx
    .selectFrom('users')
    .select(['id', 'emailKey', 'operatorSince'])
    .where((where) => where.or([where('id', '=', userId), where('operatorSince', 'is not', null)]))
    .orderBy('id')
    .$if(held, (query) => query.forUpdate())
    .execute();
}

/** How much there is of a user, for the list of what was deleted. */
export async function countOfUser(tx: Tx, userId: string): Promise<Omit<Wiped, 'invitations' | 'workspacesDeleted'>> {
  const { rows } = await sql<Omit<Wiped, 'invitations' | 'workspacesDeleted'>>`select
    (select count(*) from sessions where user_id = ${userId}) as sessions,
    (select count(*) from backup_codes where user_id = ${userId}) as "backupCodes",
    (select count(*) from api_tokens where user_id = ${userId}) as "apiTokens",
    (select count(*) from known_browsers where user_id = ${userId}) as "knownBrowsers",
    (select count(*) from members where user_id = ${userId}) as memberships`.execute(tx);
  return rows[0] ?? { sessions: 0, backupCodes: 0, apiTokens: 0, knownBrowsers: 0, memberships: 0 };
}

/** Deletes the user. What is theirs alone goes with the row; what they wrote stays and no longer says by whom. */
export async function deleteUser(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('users').where('id', '=', userId).execute();
}

export async function insertFarewell(tx: Tx, farewell: { id: string; addressSealed: Sealed; wiped: Wiped; erasedAt: Date }): Promise<void> {
  await tx
    .insertInto('farewells')
    .values({ ...farewell, wiped: JSON.stringify(farewell.wiped) })
    .execute();
}

export async function findFarewell(tx: Tx, id: string) {
  const row = await tx.selectFrom('farewells').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { ...row, wiped: row.wiped as unknown as Wiped };
}

export async function deleteFarewell(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('farewells').where('id', '=', id).execute();
}
