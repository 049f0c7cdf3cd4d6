import { notFound, Refusal } from '../../../platform/errors.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { ownMergeTags } from '../audience/store.ts';
import { cleanName } from '../clean-name.ts';
import type { OwnField } from '../../../../shared/contact.ts';
import { segmentsOf, takeTurnOfSegments } from '../segments/store.ts';
import { conditionsOf } from '../../../../shared/segment-rule.ts';
import { clearFieldValues, deleteField, insertField, ownFieldsOf, updateField } from './store.ts';

const mostFields = 100;
/** Names of ours, as merge tags and as columns of a file. */
const taken: readonly string[] = [...ownMergeTags, 'time_zone', 'tags', 'id'];

/** Adds a field of the workspace; its key is a merge tag from now on. */
export async function createField(tools: Tools, actor: Actor, { workspaceId }: Member, field: OwnField): Promise<OwnField> {
  const label = cleanName(field.label);
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    if (taken.includes(field.key))
      throw new Refusal('conflict', 'field_taken', `Every contact has “${field.key}” already. Take another key.`);
    if ((await ownFieldsOf(tx, workspaceId)).length >= mostFields)
      throw new Refusal('refused', 'fields_full', `A workspace can have ${String(mostFields)} fields of its own at most.`);
    if (!(await insertField(tx, workspaceId, { ...field, label })))
      throw new Refusal('conflict', 'field_there', 'There is a field with this key already.');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'contact_field.created', details: { kind: field.kind } });
    return { ...field, label };
  });
}

/** Calls a field something else on screens; its key stays, because texts name it. */
export async function changeField(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  input: { key: string; label: string },
): Promise<OwnField> {
  const label = cleanName(input.label);
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await updateField(tx, workspaceId, input.key, label))) throw notFound('field');
    const field = (await ownFieldsOf(tx, workspaceId)).find(({ key }) => key === input.key);
    if (!field) throw notFound('field');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'contact_field.changed', details: { kind: field.kind } });
    return field;
  });
}

/** Removes a field with its values, unless a segment asks for it. */
export async function removeField(tools: Tools, actor: Actor, { workspaceId }: Member, key: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await takeTurnOfSegments(tx, workspaceId);
    const asking = (await segmentsOf(tx, workspaceId)).find(({ rule }) =>
      conditionsOf(rule).some((one) => 'of' in one && one.of === `own.${key}`),
    );
    if (asking)
      throw new Refusal('conflict', 'field_in_use', `The segment “${asking.name}” asks for this field. Change the segment first.`);
    if (!(await deleteField(tx, workspaceId, key))) throw notFound('field');
    const values = await clearFieldValues(tx, workspaceId, key);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'contact_field.removed', details: { values } });
  });
}
