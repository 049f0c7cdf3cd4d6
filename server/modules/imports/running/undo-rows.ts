import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { updateImport } from '../store.ts';
import { prepareForSlice, putBackSome, removeAdded, takeTurn } from './store.ts';
import type { WorkClaim } from './work-claim.ts';

const atOnce = 10_000;
const nothing = { removed: 0, stayed: 0, putBack: 0, left: 0 };

/**
 * Takes back what an import did: first what it changed, each value only where nobody changed it since, then what it added, unless that was used since.
 * What was put back is forgotten in the same step, so a crash repeats nothing.
 */
export async function undoRows(tools: Tools, claim: WorkClaim): Promise<void> {
  const { workspaceId, importId } = claim;
  for (let isDone = false; !isDone; )
    isDone = await claim.step('undoing', async (tx, { listId, undone }) => {
      await prepareForSlice(tx);
      await takeTurn(tx, workspaceId);
      const { taken, whole } = (await putBackSome(tx, workspaceId, importId, { listId, now: tools.clock.now(), limit: atOnce })) ?? {
        taken: 0,
        whole: 0,
      };
      const before = undone ?? nothing;
      const after = { ...before, putBack: before.putBack + whole, left: before.left + taken - whole };
      await updateImport(tx, workspaceId, importId, { undone: after });
      return taken < atOnce;
    });
  for (let isDone = false; !isDone; )
    isDone = await claim.step('undoing', async (tx, { listId, undone, undoneRows, appliedRows }) => {
      await prepareForSlice(tx);
      await takeTurn(tx, workspaceId);
      const upTo = Math.min(undoneRows + atOnce, appliedRows);
      const { removed, stayed } = await removeAdded(tx, { workspaceId, importId, after: undoneRows, upTo, listId });
      const before = undone ?? nothing;
      const after = { ...before, removed: before.removed + removed, stayed: before.stayed + stayed };
      const isLast = upTo >= appliedRows;
      await updateImport(tx, workspaceId, importId, {
        undone: after,
        undoneRows: upTo,
        ...(isLast ? { state: 'undone', fence: null } : {}),
      });
      const entry = { action: 'import.undone', subject: { kind: 'import', id: importId }, details: { ...after } } as const;
      if (isLast) await recordEntry(tools, tx, { workspaceId, actor: { kind: 'job' } }, entry);
      return isLast;
    });
}
