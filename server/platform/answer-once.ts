import { sql } from 'kysely';
import type { Tx } from './database.ts';
import { Refusal } from './errors.ts';
import { showIdOf } from './ids.ts';
import {
  deleteOutcome,
  entryOf,
  findOutcome,
  insertOutcome,
  keepOutcome,
  type Answer,
  type Asked,
  type Entry,
  type Outcome,
} from './kept-answers.ts';
import { createKeyedCall, withKeyedCall, type Notes } from './keyed-call.ts';
import type { Tools } from './tools.ts';

/** A call of the API that came with an Idempotency-Key. */
export interface AskedOnce extends Asked {
  /** Whether the answer shows a secret or hands out what is kept of people: it is given once, and not kept even for a day. */
  shownOnce: boolean;
}

/** What is to be known of what went wrong in a call. */
export interface Faults {
  /** The refusal that the caller hears; nothing for a fault of ours. */
  refusalOf(error: unknown): Refusal | undefined;
  /** Whether something outside may have been done all the same. */
  isUncertain(error: unknown): boolean;
}

export interface AnsweredOnce {
  output: unknown;
  /** Whether it was done before, and this is what was answered then. */
  repeated: boolean;
}

export type AnswerOnce = (asked: AskedOnce, work: () => Promise<unknown>) => Promise<AnsweredOnce>;

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
 * does it, by `keyed-call.ts`, or before anything leaves this machine. A refusal that changed nothing is not remembered: the same call may be made again.
 * @throws Refusal `idempotency_key_reused`, `still_running`, `answer_lost` or `answer_withheld`
 * @see docs/decisions/0023-a-call-is-done-once.md
 */
export function createAnswerOnce(tools: Tools, faults: Faults): AnswerOnce {
  const running = new Set<string>();

  return async (asked, work) => {
    const entry = entryOf(tools, asked);
    const known = await findOutcome(tools, entry);
    if (known) return repeat(known);
    if (running.has(entry.name)) throw stillRunning();
    running.add(entry.name);
    const concerns: Outcome['concerns'] = [];
    const notes = notesOf(tools, entry, concerns);
    const call = createKeyedCall(notes, concerns);
    const remember = async (answer: Answer) => {
      if (await call.finish(answer)) return;
      await tools.database.inInstallation('idempotency', (tx) => keepOutcome(tools, tx, entry, { concerns, answer }));
    };
    /** What was changed before it went wrong stays, with what is said of it. @returns what is to be said */
    const endBadly = async (error: unknown): Promise<unknown> => {
      const refusal = faults.refusalOf(error);
      if (!refusal || !(call.hasChanged() || faults.isUncertain(error))) {
        await call.finish(undefined);
        if (refusal) await notes.giveBack();
        return error;
      }
      const { kind, code, message: sentence, retryAfterSeconds } = refusal;
      await remember({ refusal: { kind, code, sentence, retryAfterSeconds } });
      return error;
    };
    try {
      const output = await withKeyedCall(call, work);
      await remember(mayBeKept(asked, output) ? { output } : { withheld: true });
      return { output, repeated: false };
    } catch (thrown) {
      const error = await endBadly(thrown).catch((worse: unknown) => worse);
      if (error instanceof KeyTaken) return repeat((await findOutcome(tools, entry)) ?? { concerns, beganMillisecondsAgo: 0 });
      // Somebody was faster with the same call: what they were told is the answer, and not that their own work is in the way.
      const meanwhile = notes.isHeld() ? undefined : await findOutcome(tools, entry);
      if (meanwhile) return repeat(meanwhile);
      throw error;
    } finally {
      running.delete(entry.name);
    }
  };
}

/** Longer answers are whole lists of people, or texts that the caller has. */
const longestKept = 65_536;

const mayBeKept = ({ shownOnce }: AskedOnce, output: unknown): boolean =>
  !shownOnce && !(output instanceof Blob) && JSON.stringify(output ?? null).length <= longestKept;

class KeyTaken extends Error {}

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
  if (answer) throw new Refusal('conflict', 'answer_withheld', `This was done already; its answer is given once and is not kept.${where}`);
  throw new Refusal('conflict', 'answer_lost', `This was begun and its answer was lost: it is done, or a part of it is.${where}`);
}

interface NotesOfCall extends Notes {
  /** Whether the call has its key, as far as is known. */
  isHeld(): boolean;
  /** Gives the key back where it was taken for something that left, and nothing came of it. */
  giveBack(): Promise<void>;
}

/** What is written down about one call, in its own transactions and before what leaves. */
function notesOf(tools: Tools, entry: Entry, concerns: Outcome['concerns']): NotesOfCall {
  let held = false;
  const hold = async (tx: Tx) => {
    if (!held && !(await insertOutcome(tools, tx, entry, { concerns }))) throw new KeyTaken();
    held = true;
  };
  return {
    async begin(tx) {
      const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${numberOf(entry.keyHash)}) as mine`.execute(tx);
      if (!rows[0]?.mine) throw stillRunning();
    },
    hold,
    take: async () => {
      if (!held) await tools.database.inInstallation('idempotency', hold);
    },
    keep: (tx, answer) => keepOutcome(tools, tx, entry, { concerns, ...(answer === undefined ? {} : { answer: answer as Answer }) }),
    isHeld: () => held,
    async giveBack() {
      if (!held) return;
      await tools.database.inInstallation('idempotency', (tx) => deleteOutcome(tx, entry));
      held = false;
    },
  };
}

const numberOf = (hash: Buffer) => String(hash.readBigInt64BE(0));
