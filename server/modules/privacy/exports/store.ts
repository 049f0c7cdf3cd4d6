import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { Sealed } from '../../../platform/sealed.ts';

export interface NewExportLink {
  tokenHash: Buffer;
  kind: 'address' | 'account' | 'workspace';
  addressSealed: Sealed | null;
  subjectId: string | null;
  /** Who asked, where their role is asked for when it is fetched. */
  askedBy: string | null;
  askedAt: Date;
  expiresAt: Date;
}
export type ExportLink = Omit<NewExportLink, 'addressSealed'> & { addressSealed: Buffer | null };

export async function insertExportLink(tx: Tx, link: NewExportLink): Promise<void> {
  await tx.insertInto('exportLinks').values(link).execute();
}

/** A link in its hour; one that is over is not there, whether or not a job ran. */
export async function findExportLink(tx: Tx, tokenHash: Buffer, now: Date): Promise<ExportLink | undefined> {
  return typed(
    await tx.selectFrom('exportLinks').selectAll().where('tokenHash', '=', tokenHash).where('expiresAt', '>', now).executeTakeFirst(),
  );
}

const typed = <Row extends { kind: string }>(row: Row | undefined) => row && { ...row, kind: row.kind as NewExportLink['kind'] };

/** The link, for the first who comes with it. */
export async function takeExportLink(tx: Tx, tokenHash: Buffer, now: Date): Promise<ExportLink | undefined> {
  return typed(
    await tx.deleteFrom('exportLinks').where('tokenHash', '=', tokenHash).where('expiresAt', '>', now).returningAll().executeTakeFirst(),
  );
}

/** What is kept about a user’s account. Hashes and secrets are no information about a person, and would only help who steals the file. */
export async function accountOf(tx: Tx, userId: string) {
  return tx
    .selectFrom('users')
    .select(['id', 'email', 'emailKey', 'name', 'totpEnabledAt', 'operatorSince', 'createdAt'])
    .where('id', '=', userId)
    .executeTakeFirst();
}

export async function membershipsWithNames(tx: Tx, userId: string) {
  return tx
    .selectFrom('members as m')
    .innerJoin('workspaces as w', 'w.workspaceId', 'm.workspaceId')
    .select(['w.name as workspace', 'm.role', 'm.joinedAt'])
    .where('m.userId', '=', userId)
    .orderBy('m.joinedAt')
    .execute();
}

export async function sessionsOfUser(tx: Tx, userId: string) {
  return tx
    .selectFrom('sessions')
    .select(['ipAddress', 'userAgent', 'createdAt', 'lastUsedAt', 'confirmedAt', 'expiresAt'])
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .execute();
}

export async function tokensOfUser(tx: Tx, userId: string) {
  return tx
    .selectFrom('apiTokens as t')
    .innerJoin('workspaces as w', 'w.workspaceId', 't.workspaceId')
    .select(['w.name as workspace', 't.name', 't.createdAt', 't.expiresAt', 't.lastUsedAt'])
    .where('t.userId', '=', userId)
    .orderBy('t.createdAt')
    .execute();
}

/** The mailboxes that a user connected, without what opens them. */
export async function mailboxesOfUser(tx: Tx, userId: string) {
  return tx
    .selectFrom('mailboxes as m')
    .innerJoin('workspaces as w', 'w.workspaceId', 'm.workspaceId')
    .select(['w.name as workspace', 'm.provider', 'm.mode', 'm.address', 'm.name', 'm.signature', 'm.accountSubject', 'm.username'])
    .select(['m.smtpHost', 'm.smtpPort', 'm.imapHost', 'm.imapPort', 'm.dailyLimit', 'm.rampFrom', 'm.rampDays', 'm.gapSeconds'])
    .select(['m.timeZone', 'm.workingDays', 'm.opensMinute', 'm.closesMinute', 'm.lastError', 'm.lastAcceptedAt', 'm.connectedAt'])
    .where('m.connectedBy', '=', userId)
    .orderBy('m.connectedAt')
    .execute();
}

/** What a user is named for in the work of their workspaces: campaigns, versions of letters, templates, approvals, answers, invitations, suppressions. */
export async function workOf(tx: Tx, userId: string) {
  const { rows } = await sql<{ what: string; about: string; at: Date | null }>`
    select 'campaign' as what, name as about, created_at as at from campaigns where created_by = ${userId}
    union all
    select 'text version ' || t.version || ', ' || t.message || ', ' || t.language, c.name, t.created_at
      from campaign_texts t join campaigns c on c.workspace_id = t.workspace_id and c.id = t.campaign_id where t.written_by = ${userId}
    union all
    select 'template', name, created_at from templates where created_by = ${userId}
    union all
    select 'file', name, added_at from files where created_by = ${userId}
    union all
    select 'import', coalesce(file_name, ''), created_at from imports where created_by = ${userId}
    union all
    select 'webhook', url, created_at from webhooks where added_by = ${userId}
    union all
    select 'team campaign', name, created_at from outreach_campaigns where created_by = ${userId}
    union all
    select 'messages of a team campaign', name, null from outreach_campaigns where written_by = ${userId}
    union all
    select 'last change of a team campaign', name, null from outreach_campaigns where changed_by = ${userId}
    union all
    select 'launch of a team campaign', name, launched_at from outreach_campaigns where launched_by = ${userId}
    union all
    select 'answer in a conversation', subject, at from messages where written_by = ${userId}
    union all
    select 'approval of text version ' || a.text_version, c.name, null
      from campaign_approvals a join campaigns c on c.workspace_id = a.workspace_id and c.id = a.campaign_id where a.approved_by = ${userId}
    union all
    select 'approval of a team campaign', c.name, null
      from outreach_approvals a join outreach_campaigns c on c.workspace_id = a.workspace_id and c.id = a.campaign_id where a.approved_by = ${userId}
    union all
    select 'invitation as ' || i.role, w.name, i.created_at
      from invitations i join workspaces w on w.workspace_id = i.workspace_id where i.invited_by = ${userId}
    union all
    select 'suppression: ' || s.reason, w.name, s.added_at
      from suppressions s join workspaces w on w.workspace_id = s.workspace_id where s.added_by = ${userId}
    union all
    select 'agreement version ' || g.version, w.name, g.accepted_at
      from agreement_acceptances g join workspaces w on w.workspace_id = g.workspace_id where g.accepted_by = ${userId}
    order by 3 nulls last`.execute(tx);
  return rows;
}

/** Changes of a user’s address that can still be taken back, and of which new documents they were told. */
export async function addressChangesOf(tx: Tx, userId: string) {
  return tx
    .selectFrom('addressChanges')
    .select(['oldEmail', 'newEmail', 'askedAt', 'doneAt', 'endsAt'])
    .where('userId', '=', userId)
    .orderBy('askedAt')
    .execute();
}

export async function noticesTo(tx: Tx, userId: string) {
  return tx
    .selectFrom('documentNotices')
    .select(['document', 'version', 'state', 'claimedAt'])
    .where('userId', '=', userId)
    .orderBy('claimedAt')
    .execute();
}

/** What a user did and what was done about them, from where as long as that is kept. */
export async function entriesAbout(tx: Tx, userId: string, most: number) {
  return (
    tx
      .selectFrom('auditEntries as e')
      .innerJoin('workspaces as w', 'w.workspaceId', 'e.workspaceId')
      .leftJoin('auditOrigins as o', (join) => join.onRef('o.workspaceId', '=', 'e.workspaceId').onRef('o.id', '=', 'e.originId'))
      .select(['w.name as workspace', 'e.seq', 'e.at', 'e.action', 'e.actorKind', 'e.details'])
      // Where somebody else was who did something about this user is about somebody else.
      .select((select) => [
        select.case().when('e.actorId', '=', userId).then(select.ref('o.ipAddress')).end().as('ipAddress'),
        select.case().when('e.actorId', '=', userId).then(select.ref('o.userAgent')).end().as('userAgent'),
      ])
      .where((where) =>
        where.or([where('e.actorId', '=', userId), where.and([where('e.subjectKind', '=', 'user'), where('e.subjectId', '=', userId)])]),
      )
      .orderBy('e.at', 'desc')
      .limit(most)
      .execute()
  );
}

/** The list of suppressions with what is sealed in it: whom the organisation must not write to is the organisation’s to know. */
export async function suppressionsOfWorkspace(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('suppressions')
    .select(['id', 'addressSealed', 'reason', 'addedAt', 'keepUntil'])
    .where('workspaceId', '=', workspaceId)
    .orderBy('addedAt')
    .execute();
}

export async function membersOfWorkspace(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('members as m')
    .innerJoin('users as u', 'u.id', 'm.userId')
    .select(['m.userId', 'u.name', 'u.email', 'm.role', 'm.joinedAt'])
    .where('m.workspaceId', '=', workspaceId)
    .orderBy('m.joinedAt')
    .execute();
}

/** Every table that holds rows of a workspace, with its columns in their order. */
export async function workspaceTables(tx: Tx): Promise<{ table: string; columns: string[] }[]> {
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
      and exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id' and not w.attisdropped)
    group by c.relname order by c.relname`.execute(tx);
  return rows;
}

/** Rows of one table of the workspace that the transaction is in, as JSON in the words of the database. */
export async function rowsOf(tx: Tx, table: string, columns: readonly string[], workspaceId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(t) as row from (select ${sql.join(columns.map((column) => sql.ref(`${table}.${column}`)))} from ${sql.table(table)}
    where ${sql.ref(`${table}.workspace_id`)} = ${workspaceId}) t`.execute(tx);
  return rows.map(({ row }) => row);
}
