import type { Member } from '../../platform/api.ts';
import { Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import type { Text } from './compile-text.ts';
import { countTemplates, insertTemplate, type Template } from './store.ts';

const mostTemplates = 1_000;

/** Keeps a text under a name, whatever is still wrong with it: problems are shown while it is written, and stop what is sent. */
export async function createTemplate(tools: Tools, actor: Actor, member: Member, given: Text & { name: string }): Promise<Template> {
  const { workspaceId, userId } = member;
  const now = tools.clock.now();
  const { name, subject, html } = given;
  const template = { id: newId(tools.clock), name, subject, html, createdBy: userId, createdAt: now, changedAt: now };
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if ((await countTemplates(tx, workspaceId)) >= mostTemplates)
      throw new Refusal('refused', 'too_many_templates', 'A workspace keeps at most 1,000 templates. Remove one first.');
    await insertTemplate(tx, { ...template, workspaceId });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'template.created', subject: { kind: 'template', id: template.id } });
  });
  return template;
}
