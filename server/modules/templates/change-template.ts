import type { Member } from '../../platform/api.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import type { Text } from './compile-text.ts';
import { lockTemplate, updateTemplate, type Template } from './store.ts';

export interface TemplateChange {
  id: string;
  name?: string | undefined;
  subject?: string | undefined;
  html?: string | undefined;
  /** When it was changed last, as far as the author knows. */
  expectedChangedAt?: string | undefined;
}

/** Changes what is given and leaves the rest. Refused when somebody else changed it since the author read it, so that nobody's words are lost. */
export async function changeTemplate(tools: Tools, actor: Actor, { workspaceId }: Member, change: TemplateChange): Promise<Template> {
  const { id, expectedChangedAt } = change;
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const found = await lockTemplate(tx, workspaceId, id);
    if (!found) throw notFound('template');
    if (expectedChangedAt !== undefined && new Date(expectedChangedAt).getTime() !== found.changedAt.getTime())
      throw new Refusal(
        'conflict',
        'changed_meanwhile',
        'Somebody else changed this template meanwhile. Load it again; copy your words first.',
      );
    const text: Text & { name: string } = {
      name: change.name ?? found.name,
      subject: change.subject ?? found.subject,
      html: change.html ?? found.html,
    };
    const changed = { ...found, ...text, changedAt: tools.clock.now() };
    await updateTemplate(tx, { workspaceId, id }, { ...text, changedAt: changed.changedAt });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'template.changed', subject: { kind: 'template', id } });
    return changed;
  });
}
