import { sql, type ExpressionBuilder } from 'kysely';
import type { DB } from '../../../database/rows.ts';
import type { Tx } from '../../platform/database.ts';
import { installationId } from '../../platform/ids.ts';
import { chainStart, type ChainedEntry, type Origin } from './audit-entry.ts';

/** Locks the end of the workspace's chain until the transaction ends, so that entries are written one after another. */
export async function lockHead(tx: Tx, workspaceId: string): Promise<{ seq: number; hash: Buffer }> {
  const look = () => tx.selectFrom('auditHeads').select(['seq', 'hash']).where('workspaceId', '=', workspaceId).forUpdate();
  const there = await look().executeTakeFirst();
  if (there) return there;
  await tx
    .insertInto('auditHeads')
    .values({ workspaceId, seq: 0, hash: chainStart })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return look().executeTakeFirstOrThrow();
}

export async function appendEntry(tx: Tx, entry: ChainedEntry, hash: Buffer): Promise<void> {
  await tx
    .insertInto('auditEntries')
    .values({ ...entry, details: JSON.stringify(entry.details), hash })
    .execute();
  await tx.updateTable('auditHeads').set({ seq: entry.seq, hash }).where('workspaceId', '=', entry.workspaceId).execute();
}

export async function insertOrigin(tx: Tx, entry: { workspaceId: string; id: string; recordedAt: Date }, origin: Origin): Promise<void> {
  await tx
    .insertInto('auditOrigins')
    .values({ ...entry, ipAddress: origin.ipAddress ?? null, userAgent: origin.userAgent?.slice(0, 300) ?? null })
    .execute();
}

export async function findOrigin(tx: Tx, workspaceId: string, id: string): Promise<Origin | undefined> {
  const row = await tx
    .selectFrom('auditOrigins')
    .select(['ipAddress', 'userAgent'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ipAddress: row.ipAddress ?? undefined, userAgent: row.userAgent ?? undefined };
}

/** Entries that are about something, by its number or because they say that a list was read in which it stood. */
export interface About {
  id: string;
  seenIn: readonly { actions: readonly string[]; subjectId?: string }[];
}

/** What the entries are narrowed to. */
export interface EntryFilter {
  /** An action, or the noun of several. */
  action?: string | undefined;
  actorId?: string | undefined;
  about?: About | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

export async function entriesBefore(
  tx: Tx,
  workspaceId: string,
  filter: EntryFilter,
  { before, limit }: { before?: number | undefined; limit: number },
) {
  const { action, actorId, about, from, to } = filter;
  return tx
    .selectFrom('auditEntries')
    .leftJoin('auditOrigins', (join) =>
      join.onRef('auditOrigins.workspaceId', '=', 'auditEntries.workspaceId').onRef('auditOrigins.id', '=', 'auditEntries.originId'),
    )
    .leftJoin('users', 'users.id', 'auditEntries.actorId')
    .select([
      'auditEntries.seq',
      'auditEntries.at',
      'auditEntries.actorKind',
      'auditEntries.actorId',
      'auditEntries.action',
      'auditEntries.subjectKind',
      'auditEntries.subjectId',
      'auditEntries.details',
      'auditOrigins.ipAddress',
      'users.name as actorName',
    ])
    .where('auditEntries.workspaceId', '=', workspaceId)
    .$if(before !== undefined, (query) => query.where('auditEntries.seq', '<', before ?? 0))
    .$if(action !== undefined, (query) =>
      action?.includes('.')
        ? query.where('auditEntries.action', '=', action)
        : query.where('auditEntries.action', '>=', `${action ?? ''}.`).where('auditEntries.action', '<', `${action ?? ''}/`),
    )
    .$if(actorId !== undefined, (query) => query.where('auditEntries.actorId', '=', actorId ?? null))
    .$if(about !== undefined, (query) => query.where((where) => isAbout(where, about ?? { id: '', seenIn: [] })))
    .$if(from !== undefined, (query) => query.where('auditEntries.at', '>=', from ?? new Date(0)))
    .$if(to !== undefined, (query) => query.where('auditEntries.at', '<=', to ?? new Date(0)))
    .orderBy('auditEntries.seq', 'desc')
    .limit(limit)
    .execute();
}

function isAbout(where: ExpressionBuilder<DB, 'auditEntries'>, { id, seenIn }: About) {
  return where.or([
    where('auditEntries.subjectId', '=', id),
    ...seenIn.map(({ actions, subjectId }) =>
      where.and([
        where('auditEntries.action', 'in', actions),
        ...(subjectId === undefined ? [] : [where('auditEntries.subjectId', '=', subjectId)]),
      ]),
    ),
  ]);
}

/** A slice of the chain in its order, for verification; without a number from the very first row, whatever number that has. */
export async function chainAfter(tx: Tx, workspaceId: string, seq: number | undefined, limit: number) {
  return tx
    .selectFrom('auditEntries')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where((where) => (seq === undefined ? where.lit(true) : where('seq', '>', seq)))
    .orderBy('seq')
    .limit(limit)
    .execute();
}

export async function headOf(tx: Tx, workspaceId: string): Promise<{ seq: number; hash: Buffer } | undefined> {
  return tx.selectFrom('auditHeads').select(['seq', 'hash']).where('workspaceId', '=', workspaceId).executeTakeFirst();
}

export async function chains(tx: Tx): Promise<{ workspaceId: string; slug: string }[]> {
  return tx.selectFrom('workspaces').select(['workspaceId', 'slug']).orderBy('createdAt').execute();
}

/** The ends of all chains. */
export async function heads(tx: Tx): Promise<{ workspaceId: string; seq: number; hash: Buffer }[]> {
  return tx.selectFrom('auditHeads').select(['workspaceId', 'seq', 'hash']).orderBy('workspaceId').execute();
}

/** The entry in the installation’s own chain that says that a workspace was deleted, if there is one. */
export async function removalOf(tx: Tx, workspaceId: string): Promise<{ seq: number; at: Date } | undefined> {
  return tx
    .selectFrom('auditEntries')
    .select(['seq', 'at'])
    .where('workspaceId', '=', installationId)
    .where('action', '=', 'workspace.deleted')
    .where('subjectId', '=', workspaceId)
    .executeTakeFirst();
}

/** The epochs that began with a restore, or with a database that was brought back in another way, as the installation's own chain says. */
export async function restoredEpochs(tx: Tx): Promise<Set<string>> {
  const { rows } = await sql<{ epoch: string }>`
    select details ->> 'epoch' as epoch from audit_entries
    where workspace_id = ${installationId} and action in ('database.restored', 'database.brought_back')`.execute(tx);
  return new Set(rows.map(({ epoch }) => epoch));
}

/** Since when the database has to be taken for another one, if the epoch began because it was brought back without a restore. */
export async function broughtBackTo(tx: Tx, epoch: string): Promise<string | undefined> {
  const { rows } = await sql<{ backedUpAt: string }>`
    select details ->> 'backedUpAt' as backed_up_at from audit_entries
    where workspace_id = ${installationId} and action = 'database.brought_back' and details ->> 'epoch' = ${epoch}`.execute(tx);
  return rows[0]?.backedUpAt;
}

/** Whether one of these ends is in no chain; a workspace that was deleted in order took its chain along. */
export async function lacksAnyEnd(tx: Tx, ends: readonly { workspaceId: string; seq: number; hash: string }[]): Promise<boolean> {
  const { rows } = await sql<{ lacks: boolean }>`
    select exists (
      select from unnest(${ends.map(({ workspaceId }) => workspaceId)}::uuid[], ${ends.map(({ seq }) => seq)}::bigint[], ${ends.map(({ hash }) => hash)}::text[])
        as noted (workspace_id, seq, hash)
      where not exists (
          select from audit_entries e
          where e.workspace_id = noted.workspace_id and e.seq = noted.seq and e.hash = decode(noted.hash, 'hex'))
        and not exists (
          select from audit_entries r
          where r.workspace_id = ${installationId} and r.action = 'workspace.deleted' and r.subject_id = noted.workspace_id)
    ) as lacks`.execute(tx);
  return rows[0]?.lacks ?? false;
}

/** When the newest entry of any chain was written: the database is of that moment or of a later one. */
export async function newestEntryAt(tx: Tx): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('auditHeads')
    .innerJoin('auditEntries', (join) =>
      join.onRef('auditEntries.workspaceId', '=', 'auditHeads.workspaceId').onRef('auditEntries.seq', '=', 'auditHeads.seq'),
    )
    .select((select) => select.fn.max('auditEntries.at').as('at'))
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** The actions that occur in a chain: one look into the index for each, however long the chain is. */
export async function actionsOf(tx: Tx, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    with recursive found (action) as (
      (select action from audit_entries where workspace_id = ${workspaceId} order by action limit 1)
      union all
      select (select e.action from audit_entries e where e.workspace_id = ${workspaceId} and e.action > found.action order by e.action limit 1)
      from found where found.action is not null
    ) select action from found where action is not null`.execute(tx);
  return rows.map(({ action }) => action);
}

/** Members by name, for choosing whose entries are shown. Whoever left is found by their number. */
export async function memberNames(tx: Tx, workspaceId: string): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .select(['users.id', 'users.name'])
    .where('members.workspaceId', '=', workspaceId)
    .orderBy('users.name')
    .execute();
}

/** The campaign in whose lists a recipient stands, while they are there. */
export async function campaignOfRecipient(tx: Tx, workspaceId: string, recipientId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('campaignRecipients')
    .select('campaignId')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', recipientId)
    .executeTakeFirst();
  return row?.campaignId;
}
