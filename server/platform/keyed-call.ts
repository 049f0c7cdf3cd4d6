import { AsyncLocalStorage } from 'node:async_hooks';
import { sql, type Transaction } from 'kysely';
import type { DB } from '../../database/rows.ts';

type Tx = Transaction<DB>;

/** What is written down about a call with an Idempotency-Key, in the transactions of that call. */
export interface Notes {
  /** Before anything is done in a transaction. @throws when the same call is under way elsewhere */
  begin(tx: Tx): Promise<void>;
  /** Takes the key beside what was changed, unless the call has it. @throws when another call has it */
  hold(tx: Tx): Promise<void>;
  /** Takes the key in a transaction of its own, unless the call has it. @throws when another call has it */
  take(): Promise<void>;
  /** Beside what was changed: the answer. */
  keep(tx: Tx, answer: unknown): Promise<void>;
}

/** A call of the API that may come again with the same key. Its transactions pass through here, and no handler has to think of it. */
export interface KeyedCall {
  /**
   * One transaction of the call. `scope` names what it may see.
   * @throws when it is begun within another: the one inside would wait for the one outside, and the other way round
   */
  within<T>(scope: string, transact: (work: (tx: Tx) => Promise<void>) => Promise<void>, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Commits what waits for the answer, without it; where nothing was changed yet, takes the key all the same. @throws when that failed */
  commit(): Promise<void>;
  /** Commits what waits for the answer, with it. False when nothing waited. @throws when that failed, or anything that was committed before */
  finish(answer: unknown): Promise<boolean>;
  /** Whether something was changed by the call. */
  hasChanged(): boolean;
  /** Notes what was done to what: by this it is found where the answer was lost. */
  concerns(thing: { kind: string; id: string }): void;
  isOver(): boolean;
}

const calls = new AsyncLocalStorage<KeyedCall>();

/** The call within which this runs, if it has a key and is not answered yet. What goes on after the answer belongs to no call. */
export function keyedCall(): KeyedCall | undefined {
  const call = calls.getStore();
  return call?.isOver() ? undefined : call;
}

export const withKeyedCall = <T>(call: KeyedCall, work: () => Promise<T>): Promise<T> => calls.run(call, work);

/** Before something leaves this machine: what is to be written down first is written down. @throws when it cannot be: then nothing may leave */
export const writtenDown = async (): Promise<void> => keyedCall()?.commit();

type End = { answer: unknown } | undefined;

interface Waiting {
  /** What the transaction may see. */
  scope: string;
  tx: Tx;
  end: PromiseWithResolvers<End>;
  committed: Promise<void>;
}

/**
 * Lets the last transaction that changes something wait for the answer of the call, and commits both together: whoever asks again hears what the first
 * was told, wherever the process was killed. What is only read for the answer is read in that same transaction. For another change, or for anything
 * outside, it is committed first, and the answer is written down after. What could not be committed is heard by all of the call that comes after it.
 * @param concerns filled with what was done to what
 */
export function createKeyedCall(notes: Notes, concerns: { kind: string; id: string }[]): KeyedCall {
  let [open, changed, over] = [0, false, false];
  let waiting: Waiting | undefined;
  let reading: Promise<unknown> | undefined;
  let letGo: Promise<unknown> = Promise.resolve();
  let inTurn: Promise<unknown> = Promise.resolve();

  async function commit(answer?: End): Promise<boolean> {
    while (reading) await reading;
    const one = waiting;
    if (one) {
      waiting = undefined;
      letGo = one.committed;
      one.end.resolve(answer);
    }
    await letGo;
    return one !== undefined;
  }

  /** Whatever takes longer than a turn waits for something of which nobody knows what it is. */
  function commitSoon(mine: Waiting): void {
    setImmediate(() => {
      if (waiting === mine && !reading) commit().catch(() => undefined);
    });
  }

  /** Does something about the key after all that waited before it is committed, one after the other. */
  function afterOthers(about: () => Promise<void>): Promise<void> {
    const mine = inTurn.then(async () => {
      await commit();
      const written = about();
      written.catch(() => void (letGo = written));
      await written;
    });
    inTurn = mine.catch(() => undefined);
    return mine;
  }

  /** Takes the key, and waits from then on for the answer. */
  const takePlace = (mine: Waiting) =>
    afterOthers(async () => {
      await notes.hold(mine.tx);
      changed = true;
      if (over) {
        mine.end.resolve(undefined);
        return;
      }
      waiting = mine;
      commitSoon(mine);
    });

  /** Reads in the transaction that waits. Nothing when it wants to change something: then it was as if it had not been. */
  async function readBeside<T>(scope: string, work: (tx: Tx) => Promise<T>): Promise<{ value: T } | undefined> {
    while (reading) await reading;
    const beside = waiting;
    if (beside?.scope !== scope) return undefined;
    const result = readOnly(beside.tx, work);
    reading = result.catch(() => undefined).finally(() => (reading = undefined));
    try {
      return await result;
    } finally {
      commitSoon(beside);
    }
  }

  return {
    async within<T>(scope: string, transact: (work: (tx: Tx) => Promise<void>) => Promise<void>, work: (tx: Tx) => Promise<T>) {
      refuseInside();
      const read = await readBeside(scope, work);
      if (read) return read.value;
      await commit();
      const isAlone = open++ === 0;
      return new Promise<T>((resolve, reject) => {
        let result: T;
        const committed: Promise<void> = transact(async (tx) => {
          if (isAlone) await notes.begin(tx);
          result = await markInside(() => work(tx));
          if (!(await hasChangedIn(tx))) return;
          const mine = { scope, tx, committed, end: Promise.withResolvers<End>() };
          await takePlace(mine);
          if (!over) resolve(result);
          const end = await mine.end.promise;
          if (end) await notes.keep(tx, end.answer);
        }).finally(() => (open -= 1));
        committed.then(() => resolve(result), reject);
      });
    },
    async commit() {
      refuseInside();
      await afterOthers(() => notes.take());
    },
    finish(answer) {
      over = true;
      return commit({ answer });
    },
    hasChanged: () => changed,
    concerns: (thing) => void concerns.push(thing),
    isOver: () => over,
  };
}

const inside = new AsyncLocalStorage<{ goesOn: boolean }>();

async function markInside<T>(work: () => Promise<T>): Promise<T> {
  const mark = { goesOn: true };
  try {
    return await inside.run(mark, work);
  } finally {
    mark.goesOn = false;
  }
}

function refuseInside(): void {
  if (inside.getStore()?.goesOn)
    throw new Error('Within a transaction of a call another was begun, or something was to leave: end the first before, or pass it on.');
}

/** A transaction has a number from its first change on. */
async function hasChangedIn(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ changed: boolean }>`select pg_current_xact_id_if_assigned() is not null as changed`.execute(tx);
  return rows[0]?.changed ?? false;
}

/** SQLSTATE of a change where nothing may be changed. */
const readOnlyTransaction = '25006';

/** Does something within an open transaction that may only read; the savepoint gives the right to change things back. */
async function readOnly<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<{ value: T } | undefined> {
  await sql`savepoint before_reading`.execute(tx);
  await sql`set local transaction_read_only = on`.execute(tx);
  try {
    return { value: await markInside(() => work(tx)) };
  } catch (error) {
    if ((error as { code?: unknown }).code !== readOnlyTransaction) throw error;
    return undefined;
  } finally {
    await sql`rollback to savepoint before_reading`.execute(tx);
    await sql`release savepoint before_reading`.execute(tx);
  }
}
