import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Sealed } from '../../platform/sealed.ts';
import type { MailboxKind, Step } from './flow.ts';

export interface NewFlow {
  workspaceId: string;
  id: string;
  campaignId: string;
  browserHash: Buffer;
  draftSealed: Sealed;
  textVersion: number;
  language: string;
  combination: number;
  partnerId: string | null;
  rehearsal: boolean;
  handleHash: Buffer | null;
  createdAt: Date;
  lastActiveAt: Date;
}

export async function insertFlow(tx: Tx, flow: NewFlow): Promise<void> {
  await tx
    .insertInto('supporterFlows')
    .values({ ...flow, step: 'started' })
    .execute();
}

const typed = <Row extends { step: string; mailbox: string | null }>(row: Row | undefined) =>
  row && { ...row, step: row.step as Step, mailbox: row.mailbox as MailboxKind | 'own_program' | null };

const columns = [
  ...(['accessTokenExpiresAt', 'accessTokenSealed', 'addressSealed', 'browserHash', 'campaignId', 'combination', 'countedAt'] as const),
  ...(['createdAt', 'draftSealed', 'handleHash', 'handOverHash', 'handOverUntil', 'id'] as const),
  ...(['identitySealed', 'language', 'lastActiveAt', 'mailbox', 'nameSealed', 'nonceSealed', 'partnerId'] as const),
  ...(['receiptSealed', 'refreshTokenSealed', 'rehearsal', 'revokedAt', 'settledAt', 'stateExpiresAt', 'stateHash'] as const),
  ...(['step', 'textVersion', 'verifierSealed', 'workspaceId'] as const),
] as const;

export async function findFlow(tx: Tx, workspaceId: string, id: string) {
  return typed(
    await tx.selectFrom('supporterFlows').select(columns).where('workspaceId', '=', workspaceId).where('id', '=', id).executeTakeFirst(),
  );
}
export type Flow = NonNullable<Awaited<ReturnType<typeof findFlow>>>;

/** The flow that may be moved to another browser with this code. The workspace is not known before. */
export async function findFlowByHandOver(tx: Tx, handOverHash: Buffer): Promise<Flow | undefined> {
  return typed(await tx.selectFrom('supporterFlows').select(columns).where('handOverHash', '=', handOverHash).executeTakeFirst());
}

/** Binds a flow to another browser, once: false when its code was used meanwhile, or it has gone on. */
export async function moveFlow(
  tx: Tx,
  flow: { workspaceId: string; id: string },
  { handOverHash, browserHash }: { handOverHash: Buffer; browserHash: Buffer },
): Promise<boolean> {
  const row = await tx
    .updateTable('supporterFlows')
    .set({ browserHash, handOverHash: null, handOverUntil: null })
    .where('workspaceId', '=', flow.workspaceId)
    .where('id', '=', flow.id)
    .where('handOverHash', '=', handOverHash)
    .where('step', '=', 'started')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The flow whose outcome a frame asks for. The workspace is not known before. */
export async function findFlowByHandle(tx: Tx, handleHash: Buffer): Promise<Flow | undefined> {
  return typed(await tx.selectFrom('supporterFlows').select(columns).where('handleHash', '=', handleHash).executeTakeFirst());
}

/** Flows of a campaign that hold a consent, the newest first. */
export async function connectedFlows(
  tx: Tx,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
  most: number,
): Promise<Flow[]> {
  const rows = await tx
    .selectFrom('supporterFlows')
    .select(columns)
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('accessTokenSealed', 'is not', null)
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.flatMap((row) => typed(row) ?? []);
}

/** The flow with its row held: of fifty confirmations at once, one goes on and the others find it sending. */
export async function lockFlow(tx: Tx, workspaceId: string, id: string): Promise<Flow | undefined> {
  return typed(
    await tx
      .selectFrom('supporterFlows')
      .select(columns)
      .where('workspaceId', '=', workspaceId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst(),
  );
}

export interface FlowChange {
  step?: Step;
  draftSealed?: Sealed | null;
  stateHash?: Buffer | null;
  stateExpiresAt?: Date | null;
  nonceSealed?: Sealed | null;
  verifierSealed?: Sealed | null;
  nameSealed?: Sealed | null;
  addressSealed?: Sealed | null;
  accessTokenSealed?: Sealed | null;
  accessTokenExpiresAt?: Date | null;
  refreshTokenSealed?: Sealed | null;
  identitySealed?: Sealed | null;
  receiptSealed?: Sealed;
  textVersion?: number;
  language?: string;
  combination?: number;
  mailbox?: MailboxKind | 'own_program';
  partnerId?: string;
  handleHash?: Buffer;
  handOverHash?: Buffer | null;
  handOverUntil?: Date | null;
  lastActiveAt?: Date;
  settledAt?: Date;
  revokedAt?: Date;
}

export async function updateFlow(tx: Tx, flow: { workspaceId: string; id: string }, change: FlowChange): Promise<void> {
  await tx.updateTable('supporterFlows').set(change).where('workspaceId', '=', flow.workspaceId).where('id', '=', flow.id).execute();
}

/** Uses up the state of a sign-in, with what belongs to it: its flow once, nobody after. */
export async function takeState(tx: Tx, flow: { workspaceId: string; id: string }, stateHash: Buffer): Promise<boolean> {
  const row = await tx
    .updateTable('supporterFlows')
    .set({ stateHash: null, nonceSealed: null, verifierSealed: null })
    .where('workspaceId', '=', flow.workspaceId)
    .where('id', '=', flow.id)
    .where('stateHash', '=', stateHash)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses up the handle by which a frame asks how a letter ended: its end is told to whoever asks first, and to nobody after. */
export async function takeHandle(tx: Tx, flow: { workspaceId: string; id: string }, handleHash: Buffer): Promise<boolean> {
  const row = await tx
    .updateTable('supporterFlows')
    .set({ handleHash: null })
    .where('workspaceId', '=', flow.workspaceId)
    .where('id', '=', flow.id)
    .where('handleHash', '=', handleHash)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Marks the flow as counted: true for the first accepted letter of it. */
export async function markCounted(tx: Tx, flow: { workspaceId: string; id: string }, at: Date): Promise<boolean> {
  const row = await tx
    .updateTable('supporterFlows')
    .set({ countedAt: at })
    .where('workspaceId', '=', flow.workspaceId)
    .where('id', '=', flow.id)
    .where('countedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteFlow(tx: Tx, flow: { workspaceId: string; id: string }): Promise<void> {
  await tx.deleteFrom('supporterFlows').where('workspaceId', '=', flow.workspaceId).where('id', '=', flow.id).execute();
}

/** Flows whose confirmation was under way when its process vanished, and none of whose deliveries is being handed over any more. */
export async function interruptedFlows(tx: Tx, before: Date) {
  return tx
    .selectFrom('supporterFlows')
    .select(['workspaceId', 'id'])
    .where('step', '=', 'sending')
    .where('lastActiveAt', '<=', before)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.workspaceId', '=', 'supporterFlows.workspaceId')
            .whereRef('deliveries.flowId', '=', 'supporterFlows.id')
            .where('deliveries.state', '=', 'sending'),
        ),
      ),
    )
    .limit(500)
    .execute();
}

/** Lets one transaction at a time decide about one person's participation, also at the turn of a month. */
export async function lockParticipation(tx: Tx, lock: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lock.readBigInt64BE().toString()}::bigint)`.execute(tx);
}

export async function participationKeys(tx: Tx) {
  return tx.selectFrom('participationKeys').select(['month', 'keySealed']).execute();
}

export async function insertParticipationKey(tx: Tx, month: string, keySealed: Sealed): Promise<void> {
  await tx
    .insertInto('participationKeys')
    .values({ month, keySealed })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findParticipation(
  tx: Tx,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
  hashes: readonly Buffer[],
  now: Date,
): Promise<Date | undefined> {
  if (hashes.length === 0) return undefined;
  const row = await tx
    .selectFrom('participations')
    .select('tookPartAt')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('addressHash', 'in', hashes)
    // As the retention job counts: from the row's own moment, so that both agree at the end of a month.
    .where(sql<boolean>`took_part_at + interval '3 months' > ${now}`)
    .executeTakeFirst();
  return row?.tookPartAt;
}

/** An expired participation of the same person gives way to the new one. */
export async function insertParticipation(
  tx: Tx,
  participation: { workspaceId: string; campaignId: string; addressHash: Buffer; tookPartAt: Date },
): Promise<void> {
  await tx
    .insertInto('participations')
    .values(participation)
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'campaignId', 'addressHash']).doUpdateSet({ tookPartAt: participation.tookPartAt }),
    )
    .execute();
}

export async function deleteParticipation(tx: Tx, workspaceId: string, campaignId: string, hashes: readonly Buffer[]): Promise<void> {
  if (hashes.length === 0) return;
  await tx
    .deleteFrom('participations')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('addressHash', 'in', hashes)
    .execute();
}
