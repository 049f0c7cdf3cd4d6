import { randomUUID } from 'node:crypto';
import { stopwatch } from '../../../platform/clock.ts';
import { patiently, type Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { isWorking } from '../import.ts';
import { findImport, lockImport, updateImport, type Import } from '../store.ts';

/** Somebody else works on the import now, or a member cancelled it: what was begun ends without a word. */
export class Overtaken extends Error {}
/** The time of one job is over: another goes on where this one stopped. */
export class OutOfTime extends Error {}

/** The queue takes a job for dead after five minutes. */
const mostSeconds = 200;

/** The right to work on an import, until somebody else takes it. */
export interface WorkClaim {
  readonly workspaceId: string;
  readonly importId: string;
  /** The import as it is now. */
  now(): Promise<Import>;
  /** One step: everything in it happens together, and only while the claim holds and the import is in this state. */
  step<T>(state: string, work: (tx: Tx, current: Import) => Promise<T>): Promise<T>;
}

/** Takes over the work on an import, from whoever had it: a claim of before does nothing more. Nothing where nothing is to be done. */
export async function claimWork(tools: Tools, workspaceId: string, importId: string): Promise<WorkClaim | undefined> {
  const fence = randomUUID();
  const seconds = stopwatch();
  const { database } = tools;
  const claimed = await database.inWorkspace(workspaceId, async (tx) => {
    const current = await lockImport(tx, workspaceId, importId);
    if (!current || !isWorking(current.state)) return false;
    await updateImport(tx, workspaceId, importId, { fence });
    return true;
  });
  if (!claimed) return undefined;
  const holds = (current: Import | undefined): current is Import => current?.fence === fence;
  return {
    workspaceId,
    importId,
    async now() {
      const current = await database.inWorkspace(workspaceId, (tx) => findImport(tx, workspaceId, importId));
      if (!holds(current)) throw new Overtaken();
      return current;
    },
    step(state, work) {
      if (seconds() > mostSeconds || tools.ending?.aborted) throw new OutOfTime();
      // What is written is written together with how far the work has come, so that a second try after a lost connection finds out what is done.
      return patiently(tools.clock, () =>
        database.inWorkspace(workspaceId, async (tx) => {
          const current = await lockImport(tx, workspaceId, importId);
          if (!holds(current) || current.state !== state) throw new Overtaken();
          return work(tx, current);
        }),
      );
    },
  };
}
