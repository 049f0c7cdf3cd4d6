import { actorOf, api, memberOf } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { readId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { mergeTagsOf } from '../contacts/index.ts';
import { changeTemplate } from './change-template.ts';
import { compileText, leaveTag } from './compile-text.ts';
import { createTemplate } from './create-template.ts';
import { duplicateTemplate } from './duplicate-template.ts';
import { previewText } from './preview-text.ts';
import { withUnknownTags } from './problems-of.ts';
import { removeTemplate } from './remove-template.ts';
import { findTemplate, templatesOf, type Template, type TemplateSummary } from './store.ts';

const listed = ({ id, name, subject, createdBy, createdAt, changedAt }: TemplateSummary) => ({
  id: showId('template', id),
  name,
  subject,
  createdBy: createdBy && showId('user', createdBy),
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
});
const shown = (template: Template) => ({ ...listed(template), html: template.html });

/** Texts that a team keeps to use again, and how a text would read. */
export function templateRoutes(tools: Tools) {
  const { templates } = api;
  return {
    list: templates.list.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => ({ templates: (await templatesOf(tx, workspaceId)).map(listed) }));
    }),
    create: templates.create.handler(async ({ input, context }) =>
      shown(await createTemplate(tools, actorOf(context), memberOf(context), input)),
    ),
    show: templates.show.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const found = await findTemplate(tx, workspaceId, readId('template', input.templateId));
        if (!found) throw notFound('template');
        return shown(found);
      });
    }),
    change: templates.change.handler(async ({ input: { templateId, ...change }, context }) =>
      shown(await changeTemplate(tools, actorOf(context), memberOf(context), { ...change, id: readId('template', templateId) })),
    ),
    duplicate: templates.duplicate.handler(async ({ input: { templateId, name }, context }) =>
      shown(await duplicateTemplate(tools, actorOf(context), memberOf(context), { id: readId('template', templateId), name })),
    ),
    remove: templates.remove.handler(async ({ input, context }) => {
      await removeTemplate(tools, actorOf(context), memberOf(context), readId('template', input.templateId));
      return { done: true as const };
    }),
    tags: templates.tags.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => ({ tags: [...(await mergeTagsOf(tx, workspaceId)), leaveTag] }));
    }),
    check: templates.check.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const compiled = compileText(input);
        const { tags, links, combinations } = compiled;
        const problems = withUnknownTags(compiled, await mergeTagsOf(tx, workspaceId));
        return { problems, tags: [...tags], links: [...links], combinations };
      });
    }),
    preview: templates.preview.handler(async ({ input: { contactId, subject, html }, context }) => {
      const id = contactId === undefined ? undefined : readId('contact', contactId);
      const made = await previewText(tools, actorOf(context), memberOf(context), { subject, html, contactId: id });
      return made.ok
        ? { subject: made.subject, html: made.html, text: made.text, problems: [] }
        : { subject: '', html: '', text: '', problems: made.problems };
    }),
  };
}
