import { z } from 'zod';
import { verdicts } from '../segment-rule.ts';
import {
  companyId,
  contactId,
  deliveryId,
  done,
  emailAddress,
  enrolmentId,
  inWorkspace,
  instant,
  listId,
  outreachId,
  page,
  route,
  segmentId,
  shownOnce,
} from './base.ts';

const text = (most: number) => z.string().trim().max(most);
const tag = text(60).min(1);
const ownValues = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), z.string().max(500));

/** What a person may say of a contact. */
const given = {
  email: emailAddress,
  firstName: text(200),
  lastName: text(200),
  jobTitle: text(200),
  phone: text(60),
  language: text(10).describe('A code, such as en or de'),
  timeZone: text(60).describe('The name of a zone, such as Europe/Vienna'),
  companyId: companyId.nullable(),
  fields: ownValues.describe('The workspace’s own fields, by key'),
  tags: z.array(tag).max(100),
};

export const contact = z.object({
  id: contactId,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  jobTitle: z.string(),
  phone: z.string(),
  language: z.string(),
  timeZone: z.string(),
  company: z.object({ id: companyId, name: z.string() }).nullable(),
  fields: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  verdict: z.enum(verdicts).describe('What a check of the address found'),
  verdictBecause: z.string().nullable(),
  verdictAt: instant.nullable(),
  suppressed: z.boolean().describe('Nothing is sent to the address'),
  createdAt: instant,
  changedAt: instant,
});

/** Which contacts are meant; without any of these, all. */
const filter = {
  search: text(120).optional().describe('How an address, name, last name or company begins'),
  tag: tag.optional(),
  listId: listId.optional(),
  segmentId: segmentId.optional(),
  companyId: companyId.optional(),
  verdict: z.enum(verdicts).optional(),
};

const happening = z.object({
  at: instant,
  what: z.enum(['created', 'enrolled', 'stopped', 'finished', 'accepted', 'failed', 'skipped', 'uncertain', 'planned', 'sending']),
  outreachId: outreachId.optional(),
  campaign: z.string().optional().describe('Name of the team campaign'),
  enrolmentId: enrolmentId.optional(),
  deliveryId: deliveryId.optional(),
  step: z.number().int().optional(),
  reason: z.string().nullable().optional(),
});

const one = inWorkspace.extend({ contactId });

const probing = z.object({
  allowed: z.boolean().describe('Whether who runs this copy lets anybody'),
  wanted: z.boolean(),
});

/** The people in the address book of a workspace. */
export const contacts = {
  list: route(
    'GET',
    '/workspaces/{workspaceId}/contacts',
    'contacts.read',
    'Contacts, newest first; what begins like a search comes at once',
  )
    .input(inWorkspace.extend(page.shape).extend(filter))
    .output(
      z.object({
        contacts: z.array(contact),
        after: z.string().optional(),
        more: z.boolean().describe('A search found more than it shows: say more of what is sought'),
      }),
    ),
  count: route('GET', '/workspaces/{workspaceId}/contact-count', 'contacts.read', 'How many contacts are meant, up to a bound')
    .input(inWorkspace.extend({ tag: filter.tag, listId: filter.listId, segmentId: filter.segmentId, companyId: filter.companyId }))
    .output(z.object({ contacts: z.number().int(), more: z.boolean().describe('There are at least so many') })),
  show: route('GET', '/workspaces/{workspaceId}/contacts/{contactId}', 'contacts.read', 'One contact, where it stands and what happened')
    .input(one)
    .output(
      contact.extend({
        lists: z.array(z.object({ id: listId, name: z.string() })),
        likelyCompany: z.object({ id: companyId, name: z.string() }).nullable().describe('A company with the domain of the address'),
        timeline: z.array(happening).describe('Newest first'),
      }),
    ),
  create: route('POST', '/workspaces/{workspaceId}/contacts', 'contacts.change', 'Add a contact. An address is kept once')
    .input(
      inWorkspace.extend({
        email: given.email,
        firstName: given.firstName.default(''),
        lastName: given.lastName.default(''),
        jobTitle: given.jobTitle.default(''),
        phone: given.phone.default(''),
        language: given.language.default(''),
        timeZone: given.timeZone.default(''),
        companyId: given.companyId.default(null),
        fields: given.fields.default({}),
        tags: given.tags.default([]),
        listIds: z.array(listId).max(50).default([]),
      }),
    )
    .output(contact),
  change: route('PATCH', '/workspaces/{workspaceId}/contacts/{contactId}', 'contacts.change', 'Change what is known of a contact')
    .input(one.extend(z.object(given).partial().shape))
    .output(contact),
  remove: route(
    'DELETE',
    '/workspaces/{workspaceId}/contacts/{contactId}',
    'contacts.change',
    'Remove a contact; what was sent stays counted',
  )
    .input(one)
    .output(done),
  changeMany: route('POST', '/workspaces/{workspaceId}/contact-changes', 'contacts.change', 'Tag, list or remove many contacts at once')
    .input(
      inWorkspace.extend({
        contactIds: z.array(contactId).min(1).max(1_000),
        change: z.discriminatedUnion('what', [
          z.object({ what: z.enum(['tag', 'untag']), tag }),
          z.object({ what: z.enum(['list', 'unlist']), listId }),
          z.object({ what: z.literal('remove') }),
        ]),
      }),
    )
    .output(z.object({ changed: z.number().int() })),
  tags: route('GET', '/workspaces/{workspaceId}/contact-tags', 'contacts.read', 'The tags in use')
    .input(inWorkspace)
    .output(z.object({ tags: z.array(z.string()) })),
  exportCsv: shownOnce(
    route(
      'POST',
      '/workspaces/{workspaceId}/contact-exports',
      'contacts.export',
      'What the list shows, as CSV in which no cell is a formula',
    ),
  )
    .input(inWorkspace.extend(filter))
    .output(z.object({ fileName: z.string(), csv: z.string(), rows: z.number().int() })),
  probing: route(
    'GET',
    '/workspaces/{workspaceId}/address-probing',
    'workspace.read',
    'Whether mail servers are asked for addresses of contacts',
  )
    .input(inWorkspace)
    .output(probing),
  setProbing: route(
    'PUT',
    '/workspaces/{workspaceId}/address-probing',
    'workspace.change',
    'Let mail servers be asked whether addresses of contacts are there, or no longer. Nothing is sent by it',
  )
    .input(inWorkspace.extend({ wanted: z.boolean() }))
    .output(probing),
  check: route('POST', '/workspaces/{workspaceId}/contacts/{contactId}/checks', 'contacts.change', 'Check the address again')
    .input(one)
    .output(contact),
};

const mergeId = z.uuid().describe('Number of a merge');

/** Contacts that are likely one person. */
export const duplicates = {
  list: route('GET', '/workspaces/{workspaceId}/contact-duplicates', 'contacts.read', 'Contacts that are likely one person, side by side')
    .input(inWorkspace)
    .output(
      z.object({
        groups: z.array(z.object({ because: z.enum(['name_and_company', 'phone', 'address_with_tag']), contacts: z.array(contact) })),
      }),
    ),
  merge: route(
    'POST',
    '/workspaces/{workspaceId}/contact-merges',
    'contacts.change',
    'Make one contact of two; it can be taken back for 90 days',
  )
    .input(
      inWorkspace.extend({
        keepId: contactId,
        removeId: contactId,
        take: z
          .array(
            z.union([
              z.enum(['email', 'firstName', 'lastName', 'company', 'jobTitle', 'phone', 'language', 'timeZone']),
              z.string().regex(/^own\.[a-z][a-z0-9_]{0,39}$/),
            ]),
          )
          .max(120)
          .default([])
          .describe('What the kept contact takes from the other'),
      }),
    )
    .output(
      z.object({
        contactId,
        mergeId,
        alsoSuppressed: z
          .array(z.string())
          .describe(
            'Addresses that the workspace may not write to from now on, or for longer, because the other of the two stands on its list',
          ),
      }),
    ),
  merges: route('GET', '/workspaces/{workspaceId}/contact-merges', 'contacts.read', 'Merges that can still be taken back')
    .input(inWorkspace)
    .output(
      z.object({
        merges: z.array(z.object({ id: mergeId, keptId: contactId, kept: z.string(), removed: z.string(), mergedAt: instant })),
      }),
    ),
  undo: route('DELETE', '/workspaces/{workspaceId}/contact-merges/{mergeId}', 'contacts.change', 'Make two contacts of one again')
    .input(inWorkspace.extend({ mergeId }))
    .output(z.object({ keptId: contactId, restoredId: contactId })),
};
