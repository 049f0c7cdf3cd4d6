import type { Answer, Options, Surroundings } from '../command.ts';
import { refuseIfThere, writeNewFile } from '../write-new-file.ts';
import { openCopy } from './open-copy.ts';

/** Writes the contacts of a workspace, or of one list, to a file in which no cell is a formula. */
export async function contactsExport(options: Options, around: Surroundings): Promise<Answer> {
  const to = options.csv ?? '';
  refuseIfThere(to);
  const { api, workspaceId } = await openCopy(options, around);
  const { csv, rows } = await api.contacts.exportCsv({ workspaceId, ...(options.list === undefined ? {} : { listId: options.list }) });
  const file = await writeNewFile(to, csv);
  return { data: { file, rows }, text: `Wrote ${String(rows)} contacts to ${file}.` };
}
