import { z } from 'zod';
import { segmentRule } from '../segment-rule.ts';
import { companyId, done, instant, inWorkspace, listId, page, route, segmentId } from './base.ts';

const name = (most: number) => z.string().trim().min(1).max(most);
const domain = z
  .string()
  .trim()
  .max(253)
  .describe('The part after the @ sign of its addresses; empty for none')
  .meta({ examples: ['council.example.org'] });
const company = z.object({
  id: companyId,
  name: z.string(),
  domain: z.string().nullable(),
  contacts: z.number().int(),
  createdAt: instant,
});

/** Organisations that contacts belong to. */
export const companies = {
  list: route('GET', '/workspaces/{workspaceId}/companies', 'contacts.read', 'Companies, by name')
    .input(inWorkspace.extend(page.shape).extend({ search: z.string().trim().max(120).optional().describe('How the name begins') }))
    .output(z.object({ companies: z.array(company), after: z.string().optional() })),
  create: route('POST', '/workspaces/{workspaceId}/companies', 'contacts.change', 'Add a company')
    .input(inWorkspace.extend({ name: name(200), domain: domain.default('') }))
    .output(company),
  change: route('PATCH', '/workspaces/{workspaceId}/companies/{companyId}', 'contacts.change', 'Change a company’s name or domain')
    .input(inWorkspace.extend({ companyId, name: name(200).optional(), domain: domain.optional() }))
    .output(company),
  remove: route('DELETE', '/workspaces/{workspaceId}/companies/{companyId}', 'contacts.change', 'Remove a company; its contacts stay')
    .input(inWorkspace.extend({ companyId }))
    .output(done),
};

const fieldKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be small letters, digits and _, beginning with a letter')
  .meta({ examples: ['committee'] });
const field = z.object({ key: fieldKey, label: z.string(), kind: z.enum(['text', 'number', 'date']) });

/** The fields that a workspace keeps of its contacts besides ours. Each is a merge tag. */
export const contactFields = {
  list: route('GET', '/workspaces/{workspaceId}/contact-fields', 'contacts.read', 'The workspace’s own fields')
    .input(inWorkspace)
    .output(z.object({ fields: z.array(field), mergeTags: z.array(z.string()) })),
  create: route('POST', '/workspaces/{workspaceId}/contact-fields', 'contacts.change', 'Add a field')
    .input(inWorkspace.extend({ key: fieldKey, label: name(80), kind: field.shape.kind.default('text') }))
    .output(field),
  change: route('PATCH', '/workspaces/{workspaceId}/contact-fields/{key}', 'contacts.change', 'Change what a field is called on screens')
    .input(inWorkspace.extend({ key: fieldKey, label: name(80) }))
    .output(field),
  remove: route('DELETE', '/workspaces/{workspaceId}/contact-fields/{key}', 'contacts.change', 'Remove a field with all of its values')
    .input(inWorkspace.extend({ key: fieldKey }))
    .output(done),
};

const list = z.object({ id: listId, name: z.string(), contacts: z.number().int(), createdAt: instant });

/** Contacts put together by hand or import. */
export const lists = {
  list: route('GET', '/workspaces/{workspaceId}/lists', 'contacts.read', 'Lists, by name')
    .input(inWorkspace)
    .output(z.object({ lists: z.array(list) })),
  create: route('POST', '/workspaces/{workspaceId}/lists', 'contacts.change', 'Make a list')
    .input(inWorkspace.extend({ name: name(120) }))
    .output(list),
  change: route('PATCH', '/workspaces/{workspaceId}/lists/{listId}', 'contacts.change', 'Call a list something else')
    .input(inWorkspace.extend({ listId, name: name(120) }))
    .output(done),
  remove: route('DELETE', '/workspaces/{workspaceId}/lists/{listId}', 'contacts.change', 'Remove a list; its contacts stay')
    .input(inWorkspace.extend({ listId }))
    .output(done),
};

const segment = z.object({ id: segmentId, name: z.string(), rule: segmentRule, createdAt: instant });

/** Contacts chosen by a saved rule. */
export const segments = {
  list: route('GET', '/workspaces/{workspaceId}/segments', 'contacts.read', 'Segments, by name')
    .input(inWorkspace)
    .output(z.object({ segments: z.array(segment) })),
  create: route('POST', '/workspaces/{workspaceId}/segments', 'contacts.change', 'Save a rule')
    .input(inWorkspace.extend({ name: name(120), rule: segmentRule }))
    .output(segment),
  change: route('PATCH', '/workspaces/{workspaceId}/segments/{segmentId}', 'contacts.change', 'Change a segment’s name or rule')
    .input(inWorkspace.extend({ segmentId, name: name(120).optional(), rule: segmentRule.optional() }))
    .output(segment),
  remove: route('DELETE', '/workspaces/{workspaceId}/segments/{segmentId}', 'contacts.change', 'Remove a segment that no other one names')
    .input(inWorkspace.extend({ segmentId }))
    .output(done),
  count: route('POST', '/workspaces/{workspaceId}/segment-counts', 'contacts.read', 'How many contacts a rule means, up to a bound')
    .input(inWorkspace.extend({ rule: segmentRule }))
    .output(
      z.object({
        contacts: z.number().int().nullable().describe('Nothing where counting would take too long'),
        more: z.boolean().describe('There are at least so many'),
      }),
    ),
};
