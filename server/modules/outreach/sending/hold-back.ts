import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { parkMailbox } from '../../mailboxes/index.ts';
import { setPatience } from './looking/store.ts';
import type { Run } from './look-around.ts';
import { consequenceOf, type Consequence, type Held, type MessageOutcome } from './what-follows.ts';

/** Writes down what an outcome means for a whole mailbox, where it means anything. */
export async function noteConsequence(
  tools: Pick<Tools, 'clock' | 'enqueue'>,
  tx: Tx,
  of: { workspaceId: string; mailboxId: string },
  { before, after }: { before: Held; after: Consequence },
): Promise<void> {
  const { park, slowUntil, slowed, refused } = after;
  if (before.slowUntil !== slowUntil || before.slowed !== slowed || before.refused !== refused)
    await setPatience(tx, of.workspaceId, of.mailboxId, {
      slowUntil: slowUntil === undefined ? null : new Date(slowUntil),
      slowed,
      refused,
    });
  if (park) await parkMailbox(tools, tx, of, park);
}

/** A mailbox could not be opened: it waits, or is parked, before anything was claimed for it. */
export async function holdBack(tools: Tools, workspaceId: string, run: Run, outcome: MessageOutcome): Promise<Consequence> {
  const after = consequenceOf(run, run.id, outcome, tools.clock.now());
  await tools.database.inWorkspace(workspaceId, (tx) =>
    noteConsequence(tools, tx, { workspaceId, mailboxId: run.id }, { before: run, after }),
  );
  return { slowUntil: after.slowUntil, slowed: after.slowed, refused: after.refused, ...(after.park ? { park: after.park } : {}) };
}
