import { writeCell } from '../../platform/csv.ts';
import { notFound } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { findImport, problemsOf } from './store.ts';

const rowsAtOnce = 5_000;

/**
 * The rows that could not be used, as a table that can be mended and imported again: the columns of the file, and the reason as the last. No cell is a
 * formula for a spreadsheet. In pages, of which the first has the titles; `after` is the last row of a page that is not the last.
 */
export async function showProblems(
  tools: Tools,
  actor: Actor,
  { workspaceId, importId, after }: { workspaceId: string; importId: string; after: number },
): Promise<{ csv: string; after: number | undefined }> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const found = await findImport(tx, workspaceId, importId);
    if (!found?.headers) throw notFound('import');
    const { headers } = found;
    const rows = await problemsOf(tx, workspaceId, importId, { after, limit: rowsAtOnce });
    const lines = rows.map(({ cells, line, reason }) => [
      ...headers.map((_, column) => cells[column] ?? ''),
      `Line ${String(line)}: ${reason}`,
    ]);
    const table = after === 0 ? [[...headers, 'Problem'], ...lines] : lines;
    const csv = table.map((row) => `${row.map(writeCell).join(',')}\r\n`).join('');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'import.problems_read', subject: { kind: 'import', id: importId } });
    return { csv: after === 0 ? `\uFEFF${csv}` : csv, after: rows.length === rowsAtOnce ? rows.at(-1)?.row : undefined };
  });
}
