import type { Member } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { deleteTemplate } from './store.ts';

/** Removes a template. Campaigns that were begun with its text keep their own copy. */
export async function removeTemplate(tools: Tools, actor: Actor, { workspaceId }: Member, id: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await deleteTemplate(tx, workspaceId, id))) throw notFound('template');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'template.removed', subject: { kind: 'template', id } });
  });
}
