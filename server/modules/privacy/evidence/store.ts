import { sql, type Expression } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import { installationId } from '../../../platform/ids.ts';

/** Whose evidence: that of one workspace, or of the whole copy. */
export type Scope = { workspaceId: string } | 'copy';

/** The workspaces of the scope, and for the whole copy the installation itself, which keeps a chain of its own. */
export async function workspacesOf(tx: Tx, scope: Scope) {
  return tx
    .selectFrom('workspaces')
    .leftJoin('auditHeads', 'auditHeads.workspaceId', 'workspaces.workspaceId')
    .select(['workspaces.workspaceId', 'workspaces.slug', 'auditHeads.seq'])
    .$if(scope !== 'copy', (query) => query.where('workspaces.workspaceId', '=', ownId(scope)))
    .orderBy('workspaces.slug')
    .execute();
}

/** Who may enter, with which role, and when they last signed in. */
export async function membersWithAccess(tx: Tx, scope: Scope) {
  return tx
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .innerJoin('workspaces', 'workspaces.workspaceId', 'members.workspaceId')
    .select((select) => [
      'workspaces.slug',
      'users.id',
      'users.name',
      'users.email',
      'users.totpEnabledAt',
      'members.role',
      'members.joinedAt',
      lastSignIn(select.ref('users.id')).as('lastSignInAt'),
    ])
    .$if(scope !== 'copy', (query) => query.where('members.workspaceId', '=', ownId(scope)))
    .orderBy('workspaces.slug')
    .orderBy('members.joinedAt')
    .execute();
}

/** Programs that may act for somebody: by name, never by what they sign in with. */
export async function apiTokensWithAccess(tx: Tx, scope: Scope) {
  return tx
    .selectFrom('apiTokens')
    .innerJoin('users', 'users.id', 'apiTokens.userId')
    .innerJoin('workspaces', 'workspaces.workspaceId', 'apiTokens.workspaceId')
    .select([
      'workspaces.slug',
      'apiTokens.id',
      'apiTokens.name',
      'users.id as ownerId',
      'users.name as ownerName',
      'apiTokens.createdAt',
      'apiTokens.lastUsedAt',
      'apiTokens.expiresAt',
    ])
    .$if(scope !== 'copy', (query) => query.where('apiTokens.workspaceId', '=', ownId(scope)))
    .orderBy('workspaces.slug')
    .orderBy('apiTokens.createdAt')
    .execute();
}

export async function operatorsWithAccess(tx: Tx) {
  return tx
    .selectFrom('users')
    .select((select) => ['id', 'name', 'email', 'totpEnabledAt', 'operatorSince', lastSignIn(select.ref('users.id')).as('lastSignInAt')])
    .where('operatorSince', 'is not', null)
    .orderBy('operatorSince')
    .execute();
}

/** Sign-ins stand in the installation’s chain; sessions end, and with them the moment at which they began. */
function lastSignIn(user: Expression<string>) {
  return sql<Date | null>`(select max(e.at) from audit_entries e
    where e.workspace_id = ${installationId} and e.actor_id = ${user} and e.action = 'sign_in.completed')`;
}

/** What retention did on each day for each promise. */
export async function retentionDays(tx: Tx) {
  return tx
    .selectFrom('retentionRuns')
    .select((select) => [
      sql<string>`to_char(started_at, 'YYYY-MM-DD')`.as('day'),
      'promise',
      select.fn.countAll().as('runs'),
      sql<number>`coalesce(sum(ended_rows), 0)`.as('endedRows'),
      sql<number>`count(problem)`.as('failed'),
      sql<string | null>`max(problem)`.as('problem'),
    ])
    .groupBy(['day', 'promise'])
    .orderBy('day')
    .orderBy('promise')
    .execute();
}

/** Which version of the agreement on processing each workspace accepted, when and by whom. */
export async function acceptedAgreements(tx: Tx, scope: Scope) {
  return tx
    .selectFrom('agreementAcceptances')
    .innerJoin('workspaces', 'workspaces.workspaceId', 'agreementAcceptances.workspaceId')
    .select(['workspaces.slug', 'version', 'wordsHash', 'acceptedBy', 'acceptedAt'])
    .$if(scope !== 'copy', (query) => query.where('agreementAcceptances.workspaceId', '=', ownId(scope)))
    .orderBy('workspaces.slug')
    .orderBy('version')
    .execute();
}

/** What was done with the keys of this copy, as the installation’s chain says it. */
export async function keyEntries(tx: Tx) {
  return tx
    .selectFrom('auditEntries')
    .select(['seq', 'at', 'actorKind', 'actorId', 'action', 'details'])
    .where('workspaceId', '=', installationId)
    .where('action', 'like', 'key%')
    .orderBy('seq')
    .execute();
}

const ownId = (scope: Scope) => (scope === 'copy' ? installationId : scope.workspaceId);
