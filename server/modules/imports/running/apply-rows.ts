import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { findErasedAmong } from '../../suppressions/index.ts';
import { sentences } from '../import.ts';
import { updateImport, type Import } from '../store.ts';
import { sum, total } from './stage-file.ts';
import {
  addCompanies,
  addUnknown,
  changeKnown,
  isThereAlready,
  keysOf,
  listSlice,
  lockKnown,
  prepareForSlice,
  previewSlice,
  takeTurn,
  unstageKeys,
  type Slice,
} from './store.ts';
import type { WorkClaim } from './work-claim.ts';

/** Some seconds at most, on a slow machine: as long as whoever changes one of these contacts waits. */
const rowsAtOnce = 50_000;

const sliceOf = (current: Import, after: number, now: Date): Slice => ({
  workspaceId: current.workspaceId,
  importId: current.id,
  endsAt: current.endsAt,
  after,
  upTo: Math.min(after + rowsAtOnce, current.rows ?? 0),
  mapping: current.mapping,
  listId: current.listId,
  tags: current.tags,
  now,
});

/** Finds out what a run would do, slice by slice, and does none of it. */
export async function previewRows(claim: WorkClaim): Promise<void> {
  for (let isDone = false; !isDone; )
    isDone = await claim.step('checking', async (tx, current) => {
      const slice = sliceOf(current, current.previewedRows, current.createdAt);
      await prepareForSlice(tx);
      const found = await previewSlice(tx, slice);
      const before = current.preview ?? { added: 0, changed: 0, unchanged: 0 };
      const preview = {
        added: before.added + found.added,
        changed: before.changed + found.changed,
        unchanged: before.unchanged + found.unchanged,
      };
      const isLast = slice.upTo >= (current.rows ?? 0);
      await updateImport(tx, claim.workspaceId, claim.importId, {
        preview,
        previewedRows: slice.upTo,
        ...(isLast ? { state: 'checked', fence: null } : {}),
      });
      return isLast;
    });
}

/** Makes contacts of the rows in staging, slice by slice. Each slice is done together with the note of how far it came: a crash repeats and loses nothing. */
export async function applyRows(tools: Tools, claim: WorkClaim): Promise<void> {
  for (let isDone = false; !isDone; )
    isDone = await applyNext(tools, claim, { isAlone: true }).catch((error: unknown) => {
      // Somebody added one of the contacts by hand since they were looked for: nothing of the slice was written.
      if (isThereAlready(error)) return applyNext(tools, claim, { isAlone: false });
      throw error;
    });
}

/** Applies the next slice. Gives whether it was the last. */
async function applyNext(tools: Tools, claim: WorkClaim, { isAlone }: { isAlone: boolean }): Promise<boolean> {
  return claim.step('running', async (tx, current) => {
    const slice = sliceOf(current, current.appliedRows, current.beganAt ?? tools.clock.now());
    const counts = slice.upTo > slice.after ? await applySlice(tools, tx, current, { ...slice, isAlone }) : {};
    const isLast = slice.upTo >= (current.rows ?? 0);
    const ended = isLast ? ({ state: 'finished', endedAt: tools.clock.now(), fence: null } as const) : {};
    const change = { ...counts, ...ended, appliedRows: slice.upTo };
    await updateImport(tx, claim.workspaceId, claim.importId, change);
    if (isLast) await recordEnd(tools, tx, { ...current, ...counts });
    return isLast;
  });
}

async function applySlice(tools: Tools, tx: Tx, current: Import, slice: Slice & { isAlone: boolean }) {
  await prepareForSlice(tx);
  await takeTurn(tx, slice.workspaceId);
  // Somebody may have been erased since their row was read.
  const erased = await findErasedAmong(tools, tx, () => keysOf(tx, slice), current.createdAt);
  const removed = erased.size > 0 ? await unstageKeys(tx, slice, [...erased]) : 0;
  const known = await lockKnown(tx, slice);
  if (known > 0) await addCompanies(tx, slice);
  const changed = known > 0 ? await changeKnown(tx, slice) : 0;
  const added = await addUnknown(tx, slice, { areNew: slice.isAlone && known === 0 });
  await listSlice(tx, slice);
  return {
    added: current.added + added,
    changed: current.changed + changed,
    unchanged: current.unchanged + known - changed,
    ...(removed > 0 ? { refused: sum(current.refused, { [sentences.erased]: removed }) } : {}),
  };
}

/** The entry by which it is known what came in on which ground; the ground itself stands with the import. */
async function recordEnd(tools: Tools, tx: Tx, { workspaceId, id, added, changed, unchanged, refused }: Import): Promise<void> {
  const details = { added, changed, unchanged, refused: total(refused) };
  const entry = { action: 'import.finished', subject: { kind: 'import', id }, details } as const;
  await recordEntry(tools, tx, { workspaceId, actor: { kind: 'job' } }, entry);
}
