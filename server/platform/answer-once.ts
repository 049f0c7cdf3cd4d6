import { sql } from 'kysely';
import type { Tx } from './database.ts';
import { Refusal, type RefusalKind } from './errors.ts';
import { installationId, showIdOf } from './ids.ts';
import { createKeyedCall, withKeyedCall, type Notes } from './keyed-call.ts';
import type { Tools } from './tools.ts';

/** A call of the API that came with an Idempotency-Key. */
export interface AskedOnce {
  key: string;
  userId: string;
  /** Who calls within the user: a token of theirs, or they themselves, and in which workspace. Keys of one are nothing to another. */
  scope: string;
  /** Everything that was asked, in an order that does not change. */
  request: unknown;
  /** Whether the answer holds a secret that is shown once, and is not kept even for a day. */
  shownOnce: boolean;
}

export interface AnsweredOnce {
  output: unknown;
  /** Whether it was done before, and this is what was answered then. */
  repeated: boolean;
}

export type AnswerOnce = (asked: AskedOnce, work: () => Promise<unknown>) => Promise<AnsweredOnce>;

type Answer =
  | { output: unknown }
  | { refusal: { kind: RefusalKind; code: string; sentence: string; retryAfterSeconds?: number | undefined } }
  | { withheld: true };
type Outcome = { concerns: { kind: string; id: string }[]; answer?: Answer };

const keptMilliseconds = 24 * 3_600_000;
/** What was begun so long ago and has no answer is under way nowhere any more: no call takes as long. */
const longestMilliseconds = 60_000;

/** 1 to 255 characters that can be seen, in quotes as the draft of the IETF has it, or bare as most write it. */
const wellFormed = /^[\x21-\x7e]{1,255}$/;

/** @throws Refusal `idempotency_key_malformed` */
export function readIdempotencyKey(header: string): string {
  const bare = /^"(.*)"$/.exec(header.trim())?.[1] ?? header.trim();
  if (!wellFormed.test(bare))
    throw new Refusal(
      'invalid',
      'idempotency_key_malformed',
      'The header Idempotency-Key takes 1 to 255 characters of ASCII without spaces, such as a UUID. Nothing was done.',
    );
  return bare;
}

/**
 * Does what is asked with a key once, and answers the same call again with the same answer, for a day. The key is written down in the transaction that
 * does it, by `keyed-call.ts`. A refusal that changed nothing is not remembered: the same call may be made again.
 * @throws Refusal `idempotency_key_reused`, `still_running`, `answer_lost` or `answer_withheld`
 * @see docs/decisions/0023-a-call-is-done-once.md
 */
export function createAnswerOnce(tools: Tools, refusalOf: (error: unknown) => Refusal | undefined): AnswerOnce {
  const running = new Set<string>();

  return async (asked, work) => {
    const entry = entryOf(tools, asked);
    const known = await findOutcome(tools, entry);
    if (known) return repeat(known);
    if (running.has(entry.name)) throw stillRunning();
    running.add(entry.name);
    const concerns: Outcome['concerns'] = [];
    const call = createKeyedCall(notesOf(tools, entry, concerns), concerns);
    const remember = async (answer: Answer, always: boolean) => {
      if ((await call.finish(answer)) || !(always || call.hasChanged())) return;
      await tools.database.inInstallation('idempotency', (tx) => keepOutcome(tools, tx, entry, { concerns, answer }));
    };
    try {
      const output = await withKeyedCall(call, work);
      await remember(asked.shownOnce ? { withheld: true } : { output }, true);
      return { output, repeated: false };
    } catch (error) {
      if (error instanceof KeyTaken) return repeat((await findOutcome(tools, entry)) ?? { concerns, beganMillisecondsAgo: 0 });
      const refusal = refusalOf(error);
      const { kind, code, message: sentence, retryAfterSeconds } = refusal ?? { kind: 'conflict' as const, code: '', message: '' };
      if (refusal) await remember({ refusal: { kind, code, sentence, retryAfterSeconds } }, false);
      else await call.finish(undefined);
      // Somebody was faster with the same call: what they were told is the answer, and not that their own work is in the way.
      const meanwhile = call.hasChanged() ? undefined : await findOutcome(tools, entry);
      if (meanwhile) return repeat(meanwhile);
      throw error;
    } finally {
      running.delete(entry.name);
    }
  };
}

class KeyTaken extends Error {}

interface Entry {
  name: string;
  keyHash: Buffer;
  userId: string;
  requestHash: Buffer;
}

function entryOf({ hashing }: Tools, { key, userId, scope, request }: AskedOnce): Entry {
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

const stillRunning = () =>
  new Refusal(
    'conflict',
    'still_running',
    'The first call with this Idempotency-Key is not answered yet. Please ask again in a moment.',
    1,
  );

/** The answer that was given, or why there is none. */
function repeat({ answer, concerns, beganMillisecondsAgo }: Outcome & { beganMillisecondsAgo: number }): AnsweredOnce {
  if (answer && 'output' in answer) return { output: answer.output, repeated: true };
  if (answer && 'refusal' in answer) {
    const { kind, code, sentence, retryAfterSeconds } = answer.refusal;
    throw new Refusal(kind, code, sentence, retryAfterSeconds);
  }
  if (!answer && beganMillisecondsAgo < longestMilliseconds) throw stillRunning();
  const ids = [...new Set(concerns.map(({ kind, id }) => showIdOf(kind, id)).filter((id) => id !== undefined))];
  const where = ids.length > 0 ? ` It concerns ${ids.join(', ')}: look there first.` : ' Look at what is there first.';
  if (answer)
    throw new Refusal(
      'conflict',
      'answer_withheld',
      `This was done already; its answer holds a secret, is shown once and is not kept.${where}`,
    );
  throw new Refusal('conflict', 'answer_lost', `This was begun and its answer was lost: it is done, or a part of it is.${where}`);
}

/** What is written down about one call, in its own transactions. */
function notesOf(tools: Tools, entry: Entry, concerns: Outcome['concerns']): Notes {
  let held = false;
  return {
    async begin(tx) {
      const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${numberOf(entry.keyHash)}) as mine`.execute(tx);
      if (!rows[0]?.mine) throw stillRunning();
    },
    async hold(tx) {
      // A transaction has a number from its first change on.
      const { rows } = await sql<{ changed: boolean }>`select pg_current_xact_id_if_assigned() is not null as changed`.execute(tx);
      if (!rows[0]?.changed) return false;
      if (!held && !(await insertOutcome(tools, tx, entry, { concerns }))) throw new KeyTaken();
      held = true;
      return true;
    },
    keep: (tx, answer) => keepOutcome(tools, tx, entry, { concerns, ...(answer === undefined ? {} : { answer: answer as Answer }) }),
  };
}

const numberOf = (hash: Buffer) => String(hash.readBigInt64BE(0));

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
async function insertOutcome(tools: Tools, tx: Tx, entry: Entry, outcome: Outcome): Promise<boolean> {
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
async function keepOutcome(tools: Tools, tx: Tx, entry: Entry, outcome: Outcome): Promise<void> {
  const { keyHash, ...rest } = rowOf(tools, entry, outcome);
  await tx
    .insertInto('idempotencyKeys')
    .values({ keyHash, ...rest })
    .onConflict((conflict) => conflict.column('keyHash').doUpdateSet({ outcomeSealed: rest.outcomeSealed }))
    .execute();
}

/** What came of the same call before. @throws Refusal `idempotency_key_reused` where the key was for something else */
async function findOutcome(tools: Tools, entry: Entry): Promise<(Outcome & { beganMillisecondsAgo: number }) | undefined> {
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
  const outcome = JSON.parse(tools.sealer.open(placeOf(entry), row.outcomeSealed)) as Outcome;
  return { ...outcome, beganMillisecondsAgo: age };
}
