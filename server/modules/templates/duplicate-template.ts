import type { Member } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Actor } from '../audit/index.ts';
import { createTemplate } from './create-template.ts';
import { findTemplate, type Template } from './store.ts';

/** Begins a new template with the text of another one. */
export async function duplicateTemplate(tools: Tools, actor: Actor, member: Member, copy: { id: string; name: string }): Promise<Template> {
  const { workspaceId } = member;
  const found = await tools.database.inWorkspace(workspaceId, (tx) => findTemplate(tx, workspaceId, copy.id));
  if (!found) throw notFound('template');
  return createTemplate(tools, actor, member, { name: copy.name, subject: found.subject, html: found.html });
}
