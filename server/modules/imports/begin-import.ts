import { periodOf } from '../../../privacy/promises.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import type { Member } from '../../platform/api.ts';
import { newId } from '../../platform/ids.ts';
import { later } from '../../platform/period.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { insertImport } from './store.ts';

/** Until when an import of now can be undone, and what stands of people beside it is kept. */
export const endOfUndoing = (now: Date): Date => later(now, periodOf('import_changes'));

/** Begins an import: its file follows in pieces. */
export async function beginImport(tools: Tools, actor: Actor, member: Member, { fileName }: { fileName: string }): Promise<string> {
  const { workspaceId, userId } = member;
  const id = newId(tools.clock);
  const now = tools.clock.now();
  const row = {
    workspaceId,
    id,
    createdBy: userId,
    createdAt: now,
    fileName: cleanHeaderText(fileName).slice(0, 255),
    endsAt: endOfUndoing(now),
  };
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await insertImport(tx, row);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'import.begun', subject: { kind: 'import', id } });
  });
  return id;
}
