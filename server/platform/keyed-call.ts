import { AsyncLocalStorage } from 'node:async_hooks';
import { sql, type Transaction } from 'kysely';
import type { DB } from '../../database/rows.ts';

type Tx = Transaction<DB>;

/** What is written down about a call with an Idempotency-Key, in the transactions of that call. */
export interface Notes {
  /** Before anything is done in a transaction. @throws when the same call is under way elsewhere */
  begin(tx: Tx): Promise<void>;
  /** After everything was done in it: takes the key, where something was changed. False when nothing was. @throws when the key is taken */
  hold(tx: Tx): Promise<boolean>;
  /** Beside what was changed: the answer. */
  keep(tx: Tx, answer: unknown): Promise<void>;
}

/** A call of the API that may come again with the same key. Its transactions pass through here, and no handler has to think of it. */
export interface KeyedCall {
  /** One transaction of the call. `scope` names what it may see. */
  within<T>(scope: string, transact: (work: (tx: Tx) => Promise<void>) => Promise<void>, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Commits what waits for the answer, without it. */
  commit(): Promise<void>;
  /** Commits what waits for the answer, with it. False when nothing waited. */
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

/** Before something leaves this machine: what is to be written down first is written down. */
export const writtenDown = async (): Promise<void> => keyedCall()?.commit();

interface Waiting {
  /** What the transaction may see. */
  scope: string;
  tx: Tx;
  release: (answer?: { answer: unknown }) => void;
  committed: Promise<void>;
}

/**
 * Lets the last transaction that changes something wait for the answer of the call, and commits both together: whoever asks again hears what the first
 * was told, wherever the process was killed. What is only read for the answer is read in that same transaction. For another change, or for anything
 * outside, it is committed first, and the answer is written down after.
 * @param concerns filled with what was done to what
 */
export function createKeyedCall(notes: Notes, concerns: { kind: string; id: string }[]): KeyedCall {
  let [open, changed, over] = [0, false, false];
  let waiting: Waiting | undefined;
  let reading: Promise<unknown> | undefined;

  async function commit(answer?: { answer: unknown }): Promise<boolean> {
    while (reading) await reading;
    const one = waiting;
    waiting = undefined;
    one?.release(answer);
    await one?.committed;
    return one !== undefined;
  }

  /** Whatever takes longer than a turn waits for something of which nobody knows what it is. */
  function commitSoon(mine: Waiting): void {
    setImmediate(() => {
      if (waiting === mine && !reading) commit().catch(() => undefined);
    });
  }

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
      const read = await readBeside(scope, work);
      if (read) return read.value;
      await commit();
      const isAlone = open++ === 0;
      return new Promise<T>((resolve, reject) => {
        let result: T;
        const committed: Promise<void> = transact(async (tx) => {
          if (isAlone) await notes.begin(tx);
          result = await work(tx);
          if (!(await notes.hold(tx))) return;
          changed = true;
          if (over) return;
          await commit();
          const end = await new Promise<{ answer: unknown } | undefined>((release) => {
            waiting = { scope, tx, release, committed };
            resolve(result);
            commitSoon(waiting);
          });
          if (end) await notes.keep(tx, end.answer);
        }).finally(() => (open -= 1));
        committed.then(() => resolve(result), reject);
      });
    },
    async commit() {
      await commit();
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

/** SQLSTATE of a change where nothing may be changed. */
const readOnlyTransaction = '25006';

/** Does something within an open transaction that may only read; the savepoint gives the right to change things back. */
async function readOnly<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<{ value: T } | undefined> {
  await sql`savepoint before_reading`.execute(tx);
  await sql`set local transaction_read_only = on`.execute(tx);
  try {
    return { value: await work(tx) };
  } catch (error) {
    if ((error as { code?: unknown }).code !== readOnlyTransaction) throw error;
    return undefined;
  } finally {
    await sql`rollback to savepoint before_reading`.execute(tx);
    await sql`release savepoint before_reading`.execute(tx);
  }
}
