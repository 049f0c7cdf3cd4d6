import { z } from 'zod';
import { contactId, done, inWorkspace, instant, route, shownOnce, templateId, userId } from './base.ts';

const one = inWorkspace.extend({ templateId });
const name = z.string().trim().min(1).max(120);
const typed = {
  subject: z.string().max(2_000).describe('With merge tags such as {{ first_name }}, conditions and alternatives such as {Hi|Hello}'),
  html: z
    .string()
    .max(500_000)
    .describe('The text as HTML; what does not belong into a message is left out of it. The text part is made from it'),
};

const summary = z.object({
  id: templateId,
  name: z.string(),
  subject: z.string(),
  createdBy: userId.nullable(),
  createdAt: instant,
  changedAt: instant,
});
const template = summary.extend({ html: z.string() });

/** Something in a subject or text that its author should look at. */
export const textProblem = z.object({
  sentence: z.string().describe('What is wrong and what to do'),
  where: z.enum(['subject', 'text']),
  line: z.number().int().describe('Counted from 1, in what was typed'),
  column: z.number().int(),
  excerpt: z.string().describe('The words that it is about'),
  stops: z.boolean().describe('Whether nothing can be sent before it is put right; otherwise it is a warning'),
});
export type TextProblem = z.infer<typeof textProblem>;

/** Texts that a team keeps to use again, and how a text would read. */
export const templates = {
  list: route('GET', '/workspaces/{workspaceId}/templates', 'outreach.read', 'All templates by name')
    .input(inWorkspace)
    .output(z.object({ templates: z.array(summary) })),
  create: route('POST', '/workspaces/{workspaceId}/templates', 'outreach.change', 'Keep a text as a template, finished or not')
    .input(inWorkspace.extend({ name, ...typed }))
    .output(template),
  show: route('GET', '/workspaces/{workspaceId}/templates/{templateId}', 'outreach.read', 'One template with its text')
    .input(one)
    .output(template),
  change: route(
    'PATCH',
    '/workspaces/{workspaceId}/templates/{templateId}',
    'outreach.change',
    'Change a template. What was made from it stays as it is',
  )
    .input(
      one.extend({
        name: name.optional(),
        subject: typed.subject.optional(),
        html: typed.html.optional(),
        expectedChangedAt: instant.optional().describe('Refuse when somebody else changed it meanwhile'),
      }),
    )
    .output(template),
  duplicate: route(
    'POST',
    '/workspaces/{workspaceId}/templates/{templateId}/duplicates',
    'outreach.change',
    'Begin a new template with the text of this one',
  )
    .input(one.extend({ name }))
    .output(template),
  remove: route(
    'DELETE',
    '/workspaces/{workspaceId}/templates/{templateId}',
    'outreach.change',
    'Remove a template. What was made from it stays',
  )
    .input(one)
    .output(done),
  tags: route('GET', '/workspaces/{workspaceId}/merge-tags', 'outreach.read', 'The merge tags that a text may use here')
    .input(inWorkspace)
    .output(z.object({ tags: z.array(z.string()) })),
  check: route('POST', '/workspaces/{workspaceId}/text-checks', 'outreach.read', 'What an author should look at in a text')
    .input(inWorkspace.extend(typed))
    .output(
      z.object({
        problems: z.array(textProblem),
        tags: z.array(z.string()).describe('The merge tags in it'),
        links: z.array(z.string()).describe('Where its links lead, as far as that is the same for everybody'),
        combinations: z.number().describe('In how many ways its alternatives can be chosen'),
      }),
    ),
  preview: shownOnce(
    route(
      'POST',
      '/workspaces/{workspaceId}/text-previews',
      'contacts.read',
      'A text as one contact would read it. Without a contact, merge tags show their names',
    ),
  )
    .input(inWorkspace.extend({ ...typed, contactId: contactId.optional() }))
    .output(
      z.object({
        subject: z.string(),
        html: z.string(),
        text: z.string().describe('The text part, for programs that show no HTML'),
        problems: z.array(textProblem).describe('Why it cannot be made for this contact; then the rest is empty'),
      }),
    ),
};
