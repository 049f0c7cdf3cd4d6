import { writeCsv } from '../../../platform/csv.ts';
import type { Tx } from '../../../platform/database.ts';
import { showId } from '../../../platform/ids.ts';
import type { ArchiveFile } from '../../../platform/archive.ts';
import { apiTokensWithAccess, membersWithAccess, operatorsWithAccess, type Scope } from './store.ts';

/** Who can enter, people and programs: roles, second factors, last sign-ins and last uses, and nothing by which anybody could sign in. */
export async function accessList(tx: Tx, scope: Scope): Promise<ArchiveFile[]> {
  const members = await membersWithAccess(tx, scope);
  const tokens = await apiTokensWithAccess(tx, scope);
  const lists = [
    {
      name: 'access/members.csv',
      content: writeCsv(
        ['workspace', 'user', 'name', 'email', 'role', 'second factor', 'joined', 'last sign-in'],
        members.map((one) => [
          ...[one.slug, showId('user', one.id), one.name, one.email, one.role, yesOrNo(one.totpEnabledAt)],
          ...[moment(one.joinedAt), moment(one.lastSignInAt)],
        ]),
      ),
    },
    {
      name: 'access/api-tokens.csv',
      content: writeCsv(
        ['workspace', 'token', 'name', 'user', 'name of the user', 'created', 'last used', 'expires'],
        tokens.map((one) => [
          ...[one.slug, showId('token', one.id), one.name, showId('user', one.ownerId), one.ownerName],
          ...[moment(one.createdAt), moment(one.lastUsedAt), moment(one.expiresAt)],
        ]),
      ),
    },
  ];
  if (scope !== 'copy') return lists;
  const operators = await operatorsWithAccess(tx);
  const rows = operators.map((one) => [
    ...[showId('user', one.id), one.name, one.email, yesOrNo(one.totpEnabledAt), moment(one.operatorSince), moment(one.lastSignInAt)],
  ]);
  return [
    ...lists,
    { name: 'access/operators.csv', content: writeCsv(['user', 'name', 'email', 'second factor', 'operator since', 'last sign-in'], rows) },
  ];
}

const yesOrNo = (at: Date | null) => (at ? 'yes' : 'no');

/** A moment for a table; nothing where it never happened. */
export const moment = (at: Date | string | null) => (at === null ? '' : new Date(at).toISOString());
