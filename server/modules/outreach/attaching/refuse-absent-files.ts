import type { Tx } from '../../../platform/database.ts';
import { Refusal } from '../../../platform/errors.ts';
import { filesNamed, holdLibrary, isImage, nameKey } from '../../files/index.ts';
import type { Step } from '../outreach.ts';
import { askedFiles } from './asked-files.ts';

/** Refuses steps for a campaign that was launched when a file that everybody would get is not in the library; until the transaction ends it stays there. */
export async function refuseAbsentFiles(tx: Tx, workspaceId: string, steps: readonly Step[]): Promise<void> {
  const asked = askedFiles(steps);
  if (asked.length === 0) return;
  await holdLibrary(tx, workspaceId);
  const broken = asked.find(({ name }) => name.problems.length > 0);
  if (broken)
    throw new Refusal('refused', 'file_name', `“${broken.name.typed}” cannot be the name of a file. ${broken.name.problems[0] ?? ''}`);
  const fixed = asked.filter(({ name }) => name.tags.length === 0);
  const found = await filesNamed(
    tx,
    workspaceId,
    fixed.map(({ name }) => nameKey(name.typed)),
  );
  for (const { name, isShown } of fixed) {
    const file = found.find((one) => one.nameKey === nameKey(name.typed));
    if (!file || (isShown && !isImage(file)))
      throw new Refusal(
        'refused',
        'file_absent',
        `There is no ${isShown ? 'image' : 'file'} “${name.typed}” in the library. Add it first; nothing was saved.`,
      );
  }
}
