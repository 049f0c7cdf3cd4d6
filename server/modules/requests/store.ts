import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Sealed } from '../../platform/sealed.ts';
import { californian, type RequestKind, type RequestState } from './request.ts';

/** Requests concern the whole copy; their transactions span the installation. */

export interface NewRequest {
  id: string;
  kind: RequestKind;
  state: 'unverified' | 'open';
  addressSealed: Sealed;
  messageSealed: Sealed;
  tokenHash: Buffer | null;
  receivedAt: Date;
  endsAt: Date;
}

export async function insertRequest(tx: Tx, request: NewRequest): Promise<void> {
  await tx.insertInto('privacyRequests').values(request).execute();
}

const shown = ['id', 'kind', 'state', 'addressSealed', 'messageSealed', 'answerSealed', 'receivedAt', 'answeredAt', 'endsAt'] as const;

const typed = <Row extends { kind: string; state: string }>(row: Row) => ({
  ...row,
  kind: row.kind as RequestKind,
  state: row.state as RequestState,
});

/** A request that is still kept; one past its end is not there, whether or not a job ran. */
export async function findRequest(tx: Tx, id: string, now: Date) {
  const row = await tx.selectFrom('privacyRequests').select(shown).where('id', '=', id).where('endsAt', '>', now).executeTakeFirst();
  return row && typed(row);
}
export type RequestRow = NonNullable<Awaited<ReturnType<typeof findRequest>>>;

/** The request that waits for the person who holds this link. */
export async function findUnconfirmed(tx: Tx, tokenHashes: readonly Buffer[], now: Date): Promise<{ id: string } | undefined> {
  return tx
    .selectFrom('privacyRequests')
    .select('id')
    .where('tokenHash', 'in', tokenHashes)
    .where('state', '=', 'unverified')
    .where('endsAt', '>', now)
    .executeTakeFirst();
}

/** Opens a request whose address was shown to be the person's. Uses the link up: true once. */
export async function markConfirmed(
  tx: Tx,
  tokenHash: Buffer,
  at: { now: Date; endsAt(receivedAt: Date): Date },
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('privacyRequests')
    .select(['id', 'receivedAt'])
    .where('tokenHash', '=', tokenHash)
    .where('state', '=', 'unverified')
    .where('endsAt', '>', at.now)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  await tx
    .updateTable('privacyRequests')
    .set({ state: 'open', tokenHash: null, endsAt: at.endsAt(row.receivedAt) })
    .where('id', '=', row.id)
    .execute();
  return row.id;
}

/** Closes an open request with its answer. False when it is not open any more. */
export async function markAnswered(
  tx: Tx,
  id: string,
  answer: { state: 'answered' | 'refused'; answerSealed: Sealed; answeredAt: Date; endsAt: Date },
): Promise<boolean> {
  const row = await tx
    .updateTable('privacyRequests')
    .set(answer)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Confirmed requests: the open ones first, by the day on which they came, then the closed ones, newest first. */
export async function listRequests(tx: Tx, now: Date, state: Exclude<RequestState, 'unverified'> | undefined): Promise<RequestRow[]> {
  const rows = await tx
    .selectFrom('privacyRequests')
    .select(shown)
    .where('state', '!=', 'unverified')
    .where('endsAt', '>', now)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .orderBy(sql`state <> 'open'`)
    .orderBy(sql`case when state = 'open' then received_at end`)
    .orderBy('answeredAt', 'desc')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(typed);
}

/** Open requests that came before these moments. */
export async function countOpenSince(tx: Tx, before: { californian: Date; other: Date }): Promise<number> {
  const { number } = await tx
    .selectFrom('privacyRequests')
    .select(sql<number>`count(*)::int`.as('number'))
    .where('state', '=', 'open')
    .where(
      'receivedAt',
      '<',
      sql<Date>`case when kind = any(${[...californian]}::text[]) then ${before.californian}::timestamptz else ${before.other}::timestamptz end`,
    )
    .executeTakeFirstOrThrow();
  return number;
}

/** Open requests with how often the operator was reminded of each; locked, so that two workers remind once. */
export async function lockOpen(tx: Tx) {
  const rows = await tx
    .selectFrom('privacyRequests')
    .select(['id', 'kind', 'receivedAt', 'reminders'])
    .where('state', '=', 'open')
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as RequestKind }));
}

export async function markReminded(tx: Tx, id: string, reminders: number): Promise<void> {
  await tx.updateTable('privacyRequests').set({ reminders }).where('id', '=', id).execute();
}

/** Every confirmed request, for finding those of one person: there is no code to find them by, since few are kept and none for long. */
export async function confirmedRequests(tx: Tx, now: Date): Promise<RequestRow[]> {
  const rows = await tx
    .selectFrom('privacyRequests')
    .select(shown)
    .where('state', '<>', 'unverified')
    .where('endsAt', '>', now)
    .orderBy('receivedAt')
    .execute();
  return rows.map(typed);
}
