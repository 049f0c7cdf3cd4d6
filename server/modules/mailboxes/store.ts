import { sql, type Insertable } from 'kysely';
import type { DB } from '../../../database/rows.ts';
import type { Tx } from '../../platform/database.ts';
import type { Sealed } from '../../platform/sealed.ts';
import type { MailboxMode } from '../../providers/capabilities.ts';
import type { MailboxProvider, ParkedBecause, Security } from './mailbox.ts';

/** Everything of a mailbox but what is sealed. */
const open = [
  'id',
  'provider',
  'mode',
  'connectedBy',
  'address',
  'addressKey',
  'name',
  'signature',
  'accountSubject',
  'accessTokenExpiresAt',
  'username',
  'smtpHost',
  'smtpPort',
  'smtpSecurity',
  'imapHost',
  'imapPort',
  'imapSecurity',
  'dailyLimit',
  'rampFrom',
  'rampDays',
  'rampBeganAt',
  'gapSeconds',
  'gapJitterSeconds',
  'timeZone',
  'workingDays',
  'opensMinute',
  'closesMinute',
  'parkedAt',
  'parkedBecause',
  'parkedUntil',
  'ownerToldAt',
  'lastError',
  'lastErrorAt',
  'lastAcceptedAt',
  'connectedAt',
] as const;

interface Closed {
  provider: MailboxProvider;
  mode: MailboxMode;
  smtpSecurity: Security | null;
  imapSecurity: Security | null;
  parkedBecause: ParkedBecause | null;
}
const typed = <Row extends Record<keyof Closed, unknown>>(row: Row) => row as Omit<Row, keyof Closed> & Closed;

/** The mailboxes of a workspace, or those of them that are named, oldest first. */
export async function mailboxesOf(tx: Tx, workspaceId: string, ids?: readonly string[]) {
  const rows = await tx
    .selectFrom('mailboxes')
    .select(open)
    // An array of dates comes as PostgreSQL's own text for a list, which nothing here reads.
    .select(sql<string[]>`to_jsonb(holidays)`.as('holidays'))
    .where('workspaceId', '=', workspaceId)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids && ids.length > 0 ? ids : [workspaceId]))
    .orderBy('connectedAt')
    .orderBy('id')
    .execute();
  return rows.map(typed);
}
export type Mailbox = Awaited<ReturnType<typeof mailboxesOf>>[number];

export async function findMailbox(tx: Tx, workspaceId: string, id: string): Promise<Mailbox | undefined> {
  return (await mailboxesOf(tx, workspaceId, [id]))[0];
}

/** What opens a mailbox at its provider, sealed as it lies here. */
export async function credentialsOf(tx: Tx, workspaceId: string, id: string) {
  return tx
    .selectFrom('mailboxes')
    .select([
      'id',
      'workspaceId',
      'provider',
      'mode',
      'accountSubject',
      'accessTokenSealed',
      'accessTokenExpiresAt',
      'refreshTokenSealed',
      'username',
      'passwordSealed',
      'smtpHost',
      'smtpPort',
      'smtpSecurity',
    ])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}
export type Credentials = NonNullable<Awaited<ReturnType<typeof credentialsOf>>>;

/** Whether a mailbox may be read, and by which server where it is not at a company. */
export async function readingServerOf(tx: Tx, workspaceId: string, id: string) {
  return tx
    .selectFrom('mailboxes')
    .select(['mode', 'imapHost', 'imapPort', 'imapSecurity'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Waits until nobody else renews the tokens of this mailbox, until the transaction ends. The row itself stays free for everybody. */
export async function lockRenewal(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mailbox renewal ${id}`}, 0))`.execute(tx);
}

/** Renewed tokens; nothing is written into a mailbox that was connected anew meanwhile. */
export async function setTokens(
  tx: Tx,
  { workspaceId, id, refreshTokenSealed }: Credentials,
  tokens: { accessTokenSealed: Sealed; accessTokenExpiresAt: Date; refreshTokenSealed?: Sealed },
): Promise<void> {
  await tx
    .updateTable('mailboxes')
    .set(tokens)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('refreshTokenSealed', '=', refreshTokenSealed)
    .execute();
}

/**
 * Parks a mailbox; one that is parked already for the same reason keeps its moment, and whoever parked it by hand keeps it parked.
 * @returns whether it was not parked before
 */
export async function setParked(
  tx: Tx,
  { workspaceId, mailboxId }: { workspaceId: string; mailboxId: string },
  { at, because, until, error }: { at: Date; because: ParkedBecause; until: Date | null; error: string | null },
): Promise<boolean> {
  const row = await tx
    .updateTable('mailboxes')
    .set((value) => ({
      // A parking that ended by itself is over: this is another one.
      parkedAt: value
        .case()
        .when('parkedUntil', '<=', at)
        .then(at)
        .else(value.fn.coalesce('parkedAt', value.val(at)))
        .end(),
      parkedBecause: because,
      parkedUntil: until,
      ...(error === null ? {} : { lastError: error, lastErrorAt: at }),
    }))
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', mailboxId)
    .where((where) => where.or([where('parkedBecause', 'is', null), where('parkedBecause', '<>', 'member')]))
    .returning(['ownerToldAt'])
    .executeTakeFirst();
  return row !== undefined && row.ownerToldAt === null;
}

/** Parks what a user connected in a workspace, as a member does, and gives which of it was not parked so before. */
export async function parkAllOf(tx: Tx, { workspaceId, userId }: { workspaceId: string; userId: string }, at: Date): Promise<string[]> {
  const rows = await tx
    .updateTable('mailboxes')
    .set((value) => ({ parkedAt: value.fn.coalesce('parkedAt', value.val(at)), parkedBecause: 'member', parkedUntil: null }))
    .where('workspaceId', '=', workspaceId)
    .where('connectedBy', '=', userId)
    .where((where) => where.or([where('parkedBecause', 'is', null), where('parkedBecause', '<>', 'member')]))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

const slotMilliseconds = 5 * 60_000;

/** Adds handed-over messages to the five minutes in which they left. */
export async function addUses(
  tx: Tx,
  { workspaceId, mailboxId }: { workspaceId: string; mailboxId: string },
  now: Date,
  messages: number,
): Promise<void> {
  await addManyUses(tx, workspaceId, [{ mailboxId, messages }], now);
}

/** Which of these mailboxes were not disconnected; they stay until the transaction ends. */
export async function holdMailboxesThere(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select id from mailboxes where workspace_id = ${workspaceId} and id = any(${sql.val([...ids])}::uuid[]) order by id for key share`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * The same for many mailboxes at once; less than none where a message was surely not handed over. Of one that was disconnected meanwhile nothing is
 * counted.
 */
export async function addManyUses(
  tx: Tx,
  workspaceId: string,
  uses: readonly { mailboxId: string; messages: number }[],
  now: Date,
): Promise<void> {
  if (uses.length === 0) return;
  const slot = new Date(Math.floor(now.getTime() / slotMilliseconds) * slotMilliseconds);
  const there = await holdMailboxesThere(
    tx,
    workspaceId,
    uses.map(({ mailboxId }) => mailboxId),
  );
  const counted = uses.filter(({ mailboxId }) => there.has(mailboxId));
  await sql`
    insert into mailbox_uses (workspace_id, mailbox_id, slot, messages)
    select ${workspaceId}, u.mailbox_id, ${slot}, u.messages
    from unnest(${counted.map(({ mailboxId }) => mailboxId)}::uuid[], ${counted.map(({ messages }) => messages)}::int[]) as u (mailbox_id, messages)
    order by u.mailbox_id
    on conflict (workspace_id, mailbox_id, slot) do update set messages = mailbox_uses.messages + excluded.messages`.execute(tx);
}

/**
 * How many messages mailboxes handed over since a moment, in slots of five minutes, oldest first. A slot counts as long as any of it is younger than
 * that moment: rather a few messages too many are counted than one too few.
 */
export async function usesSince(
  tx: Tx,
  workspaceId: string,
  mailboxIds: readonly string[],
  since: Date,
): Promise<{ mailboxId: string; slot: Date; messages: number }[]> {
  if (mailboxIds.length === 0) return [];
  return tx
    .selectFrom('mailboxUses')
    .select(['mailboxId', 'slot', 'messages'])
    .where('workspaceId', '=', workspaceId)
    .where('mailboxId', 'in', mailboxIds)
    .where('slot', '>', new Date(since.getTime() - slotMilliseconds))
    .orderBy('slot')
    .execute();
}

/** The row is held until the transaction ends. */
export async function lockMailbox(tx: Tx, workspaceId: string, id: string): Promise<Mailbox | undefined> {
  await tx.selectFrom('mailboxes').select('id').where('workspaceId', '=', workspaceId).where('id', '=', id).forUpdate().execute();
  return findMailbox(tx, workspaceId, id);
}

export async function findMailboxByAddress(tx: Tx, workspaceId: string, addressKey: string): Promise<Mailbox | undefined> {
  const row = await tx
    .selectFrom('mailboxes')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('addressKey', '=', addressKey)
    .executeTakeFirst();
  return row && findMailbox(tx, workspaceId, row.id);
}

type NewMailbox = Pick<
  Insertable<DB['mailboxes']>,
  'workspaceId' | 'id' | 'connectedBy' | 'address' | 'addressKey' | 'name' | 'connectedAt'
> &
  Pick<Insertable<DB['mailboxes']>, 'dailyLimit' | 'gapSeconds' | 'gapJitterSeconds' | 'timeZone' | 'workingDays' | 'opensMinute'> &
  Access & { provider: MailboxProvider; closesMinute: number };

/** What opens a mailbox, as it is renewed when it is connected again. */
interface Access {
  mode: MailboxMode;
  accountSubject?: string;
  accessTokenSealed?: Sealed;
  accessTokenExpiresAt?: Date;
  refreshTokenSealed?: Sealed;
  username?: string;
  passwordSealed?: Sealed;
  smtpHost?: string;
  smtpPort?: number;
  smtpSecurity?: Security;
  imapHost?: string | null;
  imapPort?: number | null;
  imapSecurity?: Security | null;
}

/** False when a mailbox with this address is there already: of two who connect it at once, the second hears so. */
export async function insertMailbox(tx: Tx, mailbox: NewMailbox): Promise<boolean> {
  const row = await tx
    .insertInto('mailboxes')
    .values(mailbox)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'addressKey']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Nothing holds the mailbox any more, and whoever connected it is told anew when something does. */
export const withoutParking = { parkedAt: null, parkedBecause: null, parkedUntil: null, ownerToldAt: null };

interface Parking {
  parkedAt: Date | null;
  parkedBecause: ParkedBecause | null;
  parkedUntil: Date | null;
  ownerToldAt?: null;
}

export async function renewMailbox(
  tx: Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
  change: Partial<Access & Parking>,
): Promise<void> {
  await tx.updateTable('mailboxes').set(change).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

export interface PacingChange {
  name?: string | undefined;
  signature?: string | undefined;
  dailyLimit?: number | undefined;
  rampFrom?: number | null;
  rampDays?: number | null;
  rampBeganAt?: Date | null;
  gapSeconds?: number | undefined;
  gapJitterSeconds?: number | undefined;
  timeZone?: string | undefined;
  workingDays?: number;
  opensMinute?: number | undefined;
  closesMinute?: number | undefined;
  holidays?: string[];
}

export async function updatePacing(tx: Tx, { workspaceId, id }: { workspaceId: string; id: string }, change: PacingChange): Promise<void> {
  const { holidays, ...rest } = change;
  const set = { ...rest, ...(holidays === undefined ? {} : { holidays: sql<never>`${holidays}::date[]` }) };
  if (Object.values(set).every((value) => value === undefined)) return;
  await tx.updateTable('mailboxes').set(set).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

/** Messages of these mailboxes were accepted: a parking that ended by itself is forgotten, and the next trouble is told anew. */
export async function setAccepted(tx: Tx, workspaceId: string, mailboxIds: readonly string[], at: Date): Promise<void> {
  if (mailboxIds.length === 0) return;
  const them = () => tx.updateTable('mailboxes').where('workspaceId', '=', workspaceId).where('id', 'in', mailboxIds);
  const noted = await them().set({ lastAcceptedAt: at }).returning('parkedUntil').execute();
  if (noted.some(({ parkedUntil }) => parkedUntil !== null && parkedUntil <= at))
    await them().set(withoutParking).where('parkedUntil', '<=', at).execute();
}

export async function deleteMailbox(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('mailboxes').where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

/** The mailboxes that a user connected, in every workspace. */
export async function mailboxesConnectedBy(tx: Tx, userId: string): Promise<{ workspaceId: string; id: string }[]> {
  return tx.selectFrom('mailboxes').select(['workspaceId', 'id']).where('connectedBy', '=', userId).orderBy('workspaceId').execute();
}

/** Whether any mailbox of this copy is sent from by this account. */
export async function isAccountUsed(tx: Tx, provider: 'gmail' | 'outlook', subject: string): Promise<boolean> {
  const row = await tx
    .selectFrom('mailboxes')
    .select('id')
    .where('provider', '=', provider)
    .where('accountSubject', '=', subject)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whom to tell of a parked mailbox: whoever connected it, as long as they are a member. */
export async function ownerOfParked(tx: Tx, workspaceId: string, mailboxId: string) {
  const row = await tx
    .selectFrom('mailboxes as m')
    .innerJoin('members as b', (join) => join.onRef('b.workspaceId', '=', 'm.workspaceId').onRef('b.userId', '=', 'm.connectedBy'))
    .innerJoin('users as u', 'u.id', 'b.userId')
    .innerJoin('workspaces as w', 'w.workspaceId', 'm.workspaceId')
    .select(['m.address', 'm.parkedBecause', 'm.ownerToldAt', 'u.email', 'w.slug'])
    .where('m.workspaceId', '=', workspaceId)
    .where('m.id', '=', mailboxId)
    .where('m.parkedAt', 'is not', null)
    .executeTakeFirst();
  return row;
}

export async function setOwnerTold(
  tx: Tx,
  { workspaceId, mailboxId }: { workspaceId: string; mailboxId: string },
  at: Date,
): Promise<void> {
  await tx.updateTable('mailboxes').set({ ownerToldAt: at }).where('workspaceId', '=', workspaceId).where('id', '=', mailboxId).execute();
}
