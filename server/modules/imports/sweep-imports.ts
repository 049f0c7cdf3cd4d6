import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { deleteFile, filesThere, type ImportFiles } from './imported-file.ts';
import { clearAway } from './running/go-on-with-import.ts';
import { idleImports, importsWithFile, lockImport, updateImport } from './store.ts';

/** As long as an upload that nobody goes on with may lie here (promise A8 gives a supporter as long). */
const idleHours = 48;

/** Ends imports that nobody ran for two days, and deletes every file that no import needs any more. */
export async function sweepImports(tools: Tools, files: ImportFiles): Promise<void> {
  const { database } = tools;
  const before = new Date(tools.clock.now().getTime() - idleHours * 3_600_000);
  for (const { workspaceId, id } of await database.inInstallation('retention', (tx) => idleImports(tx, before))) {
    await database.inWorkspace(workspaceId, async (tx) => {
      const found = await lockImport(tx, workspaceId, id);
      if (!found || found.endedAt) return;
      await updateImport(tx, workspaceId, id, { state: 'cancelled', fence: null, endedAt: tools.clock.now() });
      const entry = { action: 'import.cancelled', subject: { kind: 'import', id }, details: { applied: found.appliedRows } } as const;
      await recordEntry(tools, tx, { workspaceId, actor: { kind: 'job' } }, entry);
    });
    await clearAway(tools, files, workspaceId, id);
  }
  const there = await filesThere(files);
  const needed = new Set(await database.inInstallation('retention', (tx) => importsWithFile(tx, there)));
  for (const id of there.filter((one) => !needed.has(one))) await deleteFile(files, id);
}

/** Every hour: a file that was uploaded and left, or that a killed worker left behind, does not stay. */
export function sweepImportsJob(tools: Tools, files: ImportFiles): Job {
  return {
    name: 'sweep-imports',
    does: 'Ends imports that nobody ran, and deletes files that no import needs',
    retry: 'repeatable',
    schedule: '17 * * * *',
    run: () => sweepImports(tools, files),
  };
}
