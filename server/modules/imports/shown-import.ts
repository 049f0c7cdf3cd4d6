import type { z } from 'zod';
import type { importShape } from '../../../shared/contract/imports.ts';
import { showId } from '../../platform/ids.ts';
import type { Import } from './store.ts';

type Shown = z.infer<typeof importShape>;

/** An import as members see it. */
export function shownImport(row: Import, now: Date): Shown {
  const { listId, headers, refused, added, changed, unchanged } = row;
  const isUndoable = ['finished', 'cancelled'].includes(row.state) && row.appliedRows > 0 && row.endsAt > now;
  return {
    id: showId('import', row.id),
    state: row.state as Shown['state'],
    fileName: row.fileName,
    fileBytes: row.fileBytes,
    kind: row.kind as Shown['kind'],
    encoding: row.encoding as Shown['encoding'],
    delimiter: row.delimiter as Shown['delimiter'],
    headers: headers ?? [],
    mapping: row.mapping,
    listId: listId === null ? null : showId('list', listId),
    tags: row.tags,
    basis: row.basis,
    progress: progressOf(row),
    rows: row.rows,
    appliedRows: row.appliedRows,
    counts: { added, changed, unchanged },
    preview: row.preview,
    refused: Object.entries(refused)
      .map(([sentence, rows]) => ({ sentence, rows }))
      .toSorted((one, other) => other.rows - one.rows)
      .slice(0, 50),
    failure: row.failure,
    undone: row.undone,
    createdAt: row.createdAt.toISOString(),
    beganAt: row.beganAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    undoUntil: isUndoable ? row.endsAt.toISOString() : null,
  };
}

/** How far what is being done now has come; reading the rows takes about as long as comparing them. */
function progressOf({ state, fileBytes, readBytes, rows, previewedRows, appliedRows, undoneRows }: Import): number {
  const part = (done: number, of: number) => (of === 0 ? 1 : Math.min(1, done / of));
  if (state === 'checking') return rows === null ? 0.8 * part(readBytes, fileBytes) : 0.8 + 0.2 * part(previewedRows, rows);
  if (state === 'running') return part(appliedRows, rows ?? 0);
  if (state === 'undoing') return part(undoneRows, appliedRows);
  return ['reading', 'uploading'].includes(state) ? 0 : 1;
}
