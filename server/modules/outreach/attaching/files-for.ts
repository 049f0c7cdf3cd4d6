import type { Tx } from '../../../platform/database.ts';
import { filesNamed, nameKey } from '../../files/index.ts';
import { compileFileName, fillFileName } from '../../templates/index.ts';

/** What would go with a message to one recipient, by name, and whether it is in the library. */
export async function filesFor(
  tx: Tx,
  workspaceId: string,
  names: readonly string[],
  values: Readonly<Record<string, string>>,
): Promise<{ name: string; isThere: boolean }[]> {
  const filled = names.map((typed) => ({ typed, name: fillFileName(compileFileName(typed), values) }));
  const keys = filled.flatMap(({ name }) => (name === undefined ? [] : [nameKey(name)]));
  const found = await filesNamed(tx, workspaceId, keys);
  return filled.map(({ typed, name }) => ({
    name: name ?? typed,
    isThere: name !== undefined && found.some((file) => file.nameKey === nameKey(name)),
  }));
}
