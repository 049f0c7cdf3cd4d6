import { patiently, type Tx } from './database.ts';
import { Refusal, type RefusalKind } from './errors.ts';
import { installationId } from './ids.ts';
import type { Tools } from './tools.ts';

/** Who asks what, under which key. */
export interface Asked {
  key: string;
  userId: string;
  /** Who calls within the user: a token of theirs, or they themselves, and in which workspace. Keys of one are nothing to another. */
  scope: string;
  /** Everything that was asked, in an order that does not change. */
  request: unknown;
}

/** What a call came to. */
export type Answer =
  | { output: unknown }
  | { refusal: { kind: RefusalKind; code: string; sentence: string; retryAfterSeconds?: number | undefined } }
  | { withheld: true };
export type Outcome = { concerns: { kind: string; id: string }[]; answer?: Answer };

const keptMilliseconds = 24 * 3_600_000;

/** The place of one call among those that are kept. */
export interface Entry {
  name: string;
  keyHash: Buffer;
  userId: string;
  requestHash: Buffer;
}

export function entryOf({ hashing }: Tools, { key, userId, scope, request }: Asked): Entry {
  const keyHash = hashing.lookup('idempotency_key', JSON.stringify([userId, scope, key]));
  return { name: keyHash.toString('hex'), keyHash, userId, requestHash: hashing.lookup('idempotency_request', inOrder(request)) };
}

/** JSON in which the same content reads the same, whatever the order of its fields. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

const placeOf = ({ name }: Entry) => ({
  workspaceId: installationId,
  table: 'idempotency_keys',
  rowId: name,
  column: 'outcome_sealed',
});

function rowOf({ sealer, clock }: Tools, entry: Entry, outcome: Outcome) {
  const { keyHash, userId, requestHash } = entry;
  return { keyHash, userId, requestHash, begunAt: clock.now(), outcomeSealed: sealer.seal(placeOf(entry), JSON.stringify(outcome)) };
}

/** Takes the key. False when another call has it; one whose day is over has nothing. */
export async function insertOutcome(tools: Tools, tx: Tx, entry: Entry, outcome: Outcome): Promise<boolean> {
  const { keyHash, ...rest } = rowOf(tools, entry, outcome);
  const over = new Date(tools.clock.now().getTime() - keptMilliseconds);
  const row = await tx
    .insertInto('idempotencyKeys')
    .values({ keyHash, ...rest })
    .onConflict((conflict) => conflict.column('keyHash').doUpdateSet(rest).where('idempotencyKeys.begunAt', '<=', over))
    .returning('keyHash')
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes the answer down, whether or not the key was taken before. */
export async function keepOutcome(tools: Tools, tx: Tx, entry: Entry, outcome: Outcome): Promise<void> {
  const { keyHash, ...rest } = rowOf(tools, entry, outcome);
  await tx
    .insertInto('idempotencyKeys')
    .values({ keyHash, ...rest })
    .onConflict((conflict) => conflict.column('keyHash').doUpdateSet({ outcomeSealed: rest.outcomeSealed }))
    .execute();
}

/** What came of the same call before. @throws Refusal `idempotency_key_reused` where the key was for something else */
export async function findOutcome(tools: Tools, entry: Entry): Promise<(Outcome & { beganMillisecondsAgo: number }) | undefined> {
  const row = await tools.database.inInstallation('idempotency', (tx) =>
    tx
      .selectFrom('idempotencyKeys')
      .select(['requestHash', 'begunAt', 'outcomeSealed'])
      .where('keyHash', '=', entry.keyHash)
      .executeTakeFirst(),
  );
  const age = tools.clock.now().getTime() - (row?.begunAt.getTime() ?? 0);
  if (!row || age >= keptMilliseconds) return undefined;
  if (!row.requestHash.equals(entry.requestHash))
    throw new Refusal(
      'refused',
      'idempotency_key_reused',
      'This Idempotency-Key was used for another call within the last day. Take a new key for each thing to do. Nothing was done.',
    );
  const { outcomeSealed } = row;
  const outcome = outcomeSealed ? (JSON.parse(tools.sealer.open(placeOf(entry), outcomeSealed)) as Outcome) : { concerns: [] };
  return { ...outcome, beganMillisecondsAgo: age };
}

/** Gives a key free. */
export async function deleteOutcome(tx: Tx, { keyHash }: Entry): Promise<void> {
  await tx.deleteFrom('idempotencyKeys').where('keyHash', '=', keyHash).execute();
}

/**
 * Clears everything that was answered to anybody: who is named in it lies sealed, so nobody can look whom it concerns. That the calls were made stays
 * known, and none is done twice.
 */
export async function forgetAnswers(tx: Tx): Promise<void> {
  await tx.updateTable('idempotencyKeys').set({ outcomeSealed: null }).where('outcomeSealed', 'is not', null).execute();
}

/** Does so once somebody was erased, in a transaction of its own: calls that are about to be answered hold other rows, and wait for none. */
export const forgetGivenAnswers = (tools: Pick<Tools, 'clock' | 'database'>): Promise<void> =>
  patiently(tools.clock, () => tools.database.inInstallation('idempotency', forgetAnswers));
