import type { Tools } from '../../../platform/tools.ts';
import { findErasedAmong } from '../../suppressions/index.ts';
import { sentences, type Delimiter, type Encoding, type Refused } from '../import.ts';
import { pathOf, type ImportFiles } from '../imported-file.ts';
import { batchesOf } from '../reading/ask-worker.ts';
import type { Batch } from '../reading/read-rows.ts';
import { ownFieldsOf, updateImport, type Import } from '../store.ts';
import { deleteProblems, hasStagedRows, insertProblems, keysOf, stageRows, unstageKeys, unstageSome } from './store.ts';
import type { WorkClaim } from './work-claim.ts';

const deletedAtOnce = 50_000;

/**
 * Brings the rows of the file into staging, from where an earlier worker stopped. Does nothing where they stand there. After a crash of PostgreSQL,
 * which empties staging, the file is read anew, and what was applied already keeps its place.
 */
export async function stageFile(tools: Tools, files: ImportFiles, claim: WorkClaim, state: 'checking' | 'running'): Promise<void> {
  const begun = await claim.now();
  const isAnew = begun.stagedRows === 0 || (await wasEmptied(tools, begun));
  if (begun.rows !== null && !isAnew) return;
  if (isAnew) await beginAnew(claim, state);
  const { workspaceId, importId } = claim;
  const current = await claim.now();
  const ownFields = await tools.database.inWorkspace(workspaceId, (tx) => ownFieldsOf(tx, workspaceId));
  const batches = batchesOf({
    path: pathOf(files, importId),
    encoding: current.encoding as Encoding,
    delimiter: current.delimiter as Delimiter,
    columns: current.headers?.length ?? 0,
    mapping: current.mapping,
    ownFields,
    skip: current.stagedRows,
  });
  for (;;) {
    const next = await batches.next();
    if (next.done) {
      await claim.step(state, (tx) => updateImport(tx, workspaceId, importId, { rows: next.value.rows }));
      return;
    }
    await stageBatch(tools, claim, state, next.value).catch(async (error: unknown) => {
      await batches.return({ rows: 0 });
      throw error;
    });
  }
}

/** Rows that were written down as staged and are not there: PostgreSQL empties after a crash what it does not log. */
async function wasEmptied(tools: Tools, { workspaceId, id, stagedRows, refused }: Import): Promise<boolean> {
  if (stagedRows <= total(refused)) return false;
  return !(await tools.database.inWorkspace(workspaceId, (tx) => hasStagedRows(tx, workspaceId, id)));
}

async function beginAnew(claim: WorkClaim, state: string): Promise<void> {
  const { workspaceId, importId } = claim;
  while (await claim.step(state, (tx) => unstageSome(tx, workspaceId, importId, deletedAtOnce)));
  await claim.step(state, async (tx) => {
    await deleteProblems(tx, workspaceId, importId);
    await updateImport(tx, workspaceId, importId, { rows: null, stagedRows: 0, readBytes: 0, refused: {} });
  });
}

async function stageBatch(tools: Tools, claim: WorkClaim, state: string, batch: Batch): Promise<void> {
  await claim.step(state, async (tx, current) => {
    // Whoever asks again because the answer was lost finds the batch there.
    if (current.stagedRows >= batch.lastRow) return;
    const about = { workspaceId: claim.workspaceId, importId: claim.importId, endsAt: current.endsAt };
    await stageRows(tx, about, batch);
    await insertProblems(tx, about, batch.problems);
    const range = { ...about, after: current.stagedRows, upTo: batch.lastRow };
    const erased = await findErasedAmong(tools, tx, () => keysOf(tx, range));
    const removed = erased.size > 0 ? await unstageKeys(tx, about, [...erased]) : 0;
    await updateImport(tx, claim.workspaceId, claim.importId, {
      stagedRows: batch.lastRow,
      readBytes: batch.readBytes,
      refused: sum(current.refused, removed > 0 ? { ...batch.refused, [sentences.erased]: removed } : batch.refused),
    });
  });
}

export const total = (refused: Refused): number => Object.values(refused).reduce((all, rows) => all + rows, 0);

export function sum(one: Refused, other: Refused): Refused {
  const all = { ...one };
  for (const [reason, rows] of Object.entries(other)) all[reason] = (all[reason] ?? 0) + rows;
  return all;
}
