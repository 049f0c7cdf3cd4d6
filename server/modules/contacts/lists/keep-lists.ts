import type { Member } from '../../../platform/api.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { cleanName } from '../clean-name.ts';
import { segmentNaming } from '../segments/check-rule.ts';
import { segmentsOf, takeTurnOfSegments } from '../segments/store.ts';
import { deleteList, insertList, updateList, type List } from './store.ts';

/** Makes an empty list. */
export async function createList(tools: Tools, actor: Actor, { workspaceId }: Member, name: string): Promise<List> {
  const list = { id: newId(tools.clock), name: cleanName(name), createdAt: tools.clock.now() };
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    await insertList(tx, workspaceId, list);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'list.created', subject: { kind: 'list', id: list.id } });
    return { ...list, contacts: 0 };
  });
}

/** Calls a list something else. */
export async function changeList(tools: Tools, actor: Actor, { workspaceId }: Member, { id, name }: { id: string; name: string }) {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await updateList(tx, workspaceId, id, cleanName(name)))) throw notFound('list');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'list.changed', subject: { kind: 'list', id } });
  });
}

/** Removes a list, unless a segment asks for it. Its contacts stay. */
export async function removeList(tools: Tools, actor: Actor, { workspaceId }: Member, id: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await takeTurnOfSegments(tx, workspaceId);
    const asking = segmentNaming(await segmentsOf(tx, workspaceId), { listId: id });
    if (asking) throw new Refusal('conflict', 'list_in_use', `The segment “${asking.name}” asks for this list. Change the segment first.`);
    if (!(await deleteList(tx, workspaceId, id))) throw notFound('list');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'list.removed', subject: { kind: 'list', id } });
  });
}
