import { actorOf, api, memberOf } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { readId, showId } from '../../platform/ids.ts';
import type { MailDomains } from '../../platform/mail-domains.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { findSuppressed } from '../suppressions/index.ts';
import { changeContact } from './change-contact.ts';
import { changeManyContacts, removeContact } from './change-many-contacts.ts';
import { checkContact } from './checks/check-contacts.ts';
import { companyOfDomain } from './companies/store.ts';
import { domainOf } from './companies/keep-companies.ts';
import { createContact } from './create-contact.ts';
import { csvOfContacts } from './export-contacts.ts';
import { ownFieldsOf } from './fields/store.ts';
import { allWantedContacts, filterOf, findContacts } from './find-contacts.ts';
import { listsOfContact } from './lists/store.ts';
import { showContact, showHappening } from './show-contact.ts';
import { countChosen, findContact, tagsOf, type Contact } from './store.ts';
import { happeningsOf } from './timeline/store.ts';
import { readWanted } from './wanted-ids.ts';
import type { ProbeNeeds } from './checks/probe-contacts.ts';
import { setAddressProbing } from './checks/set-probing.ts';
import { wantsProbing } from './checks/store.ts';

const mostCounted = 100_000;
const mostHappenings = 200;

/** The people in the address book of a workspace. */
export function contactRoutes(tools: Tools, { mailDomains, probing }: { mailDomains: MailDomains; probing: Pick<ProbeNeeds, 'probe'> }) {
  const { contacts } = api;
  const shown = async (workspaceId: string, contact: Contact) => {
    const suppressed = await tools.database.inWorkspace(workspaceId, (tx) => findSuppressed(tools, tx, workspaceId, [contact.emailKey]));
    return showContact(contact, suppressed.size > 0);
  };
  const allowed = probing.probe !== undefined;
  return {
    probing: contacts.probing.handler(async ({ context }) => {
      const { workspaceId } = memberOf(context);
      return { allowed, wanted: await tools.database.inWorkspace(workspaceId, (tx) => wantsProbing(tx, workspaceId)) };
    }),
    setProbing: contacts.setProbing.handler(async ({ input: { wanted }, context }) => {
      await setAddressProbing(tools, actorOf(context), memberOf(context), { wanted, allowed });
      return { allowed, wanted };
    }),
    list: contacts.list.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const page = { after: input.after === undefined ? undefined : readId('contact', input.after), limit: input.limit };
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const found = await findContacts(tools, tx, workspaceId, { ...readWanted(input), ...page });
        const keys = found.contacts.map(({ emailKey }) => emailKey);
        const suppressed = await findSuppressed(tools, tx, workspaceId, keys);
        const entry = { action: 'contacts.read', details: { rows: found.contacts.length } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
        return {
          contacts: found.contacts.map((contact) => showContact(contact, suppressed.has(contact.emailKey))),
          more: found.more,
          ...(found.after === undefined ? {} : { after: showId('contact', found.after) }),
        };
      });
    }),
    count: contacts.count.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const filter = await filterOf(tools, tx, workspaceId, readWanted(input));
        const counted = await countChosen(tx, workspaceId, filter, mostCounted + 1);
        return { contacts: Math.min(counted, mostCounted), more: counted > mostCounted };
      });
    }),
    show: contacts.show.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const id = readId('contact', input.contactId);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const contact = await findContact(tx, workspaceId, id);
        if (!contact) throw notFound('contact');
        const suppressed = await findSuppressed(tools, tx, workspaceId, [contact.emailKey]);
        const likely = contact.companyId ? undefined : await companyOfDomain(tx, workspaceId, domainOf(contact.email));
        const lists = await listsOfContact(tx, workspaceId, id);
        const timeline = (await happeningsOf(tx, workspaceId, id, mostHappenings)).map(showHappening);
        const entry = { action: 'contact.read', subject: { kind: 'contact', id } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
        return {
          ...showContact(contact, suppressed.size > 0),
          lists: lists.map((list) => ({ ...list, id: showId('list', list.id) })),
          likelyCompany: likely ? { ...likely, id: showId('company', likely.id) } : null,
          timeline: [...timeline, { at: contact.createdAt.toISOString(), what: 'created' as const }],
        };
      });
    }),
    create: contacts.create.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const companyId = input.companyId === null ? null : readId('company', input.companyId);
      const listIds = input.listIds.map((id) => readId('list', id));
      return shown(member.workspaceId, await createContact(tools, actorOf(context), member, { ...input, companyId, listIds }));
    }),
    change: contacts.change.handler(async ({ input: { contactId, ...input }, context }) => {
      const member = memberOf(context);
      const companyId = input.companyId ? readId('company', input.companyId) : input.companyId;
      const edit = { ...input, companyId };
      return shown(member.workspaceId, await changeContact(tools, actorOf(context), member, { id: readId('contact', contactId), edit }));
    }),
    remove: contacts.remove.handler(async ({ input, context }) => {
      await removeContact(tools, actorOf(context), memberOf(context), readId('contact', input.contactId));
      return { done: true as const };
    }),
    changeMany: contacts.changeMany.handler(async ({ input, context }) => {
      const contactIds = input.contactIds.map((id) => readId('contact', id));
      const { change } = input;
      const read = 'listId' in change ? { ...change, listId: readId('list', change.listId) } : change;
      return { changed: await changeManyContacts(tools, actorOf(context), memberOf(context), { contactIds, change: read }) };
    }),
    tags: contacts.tags.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => ({ tags: await tagsOf(tx, workspaceId) }));
    }),
    exportCsv: contacts.exportCsv.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const wanted = await allWantedContacts(tools, tx, workspaceId, readWanted(input));
        const csv = csvOfContacts(wanted, await ownFieldsOf(tx, workspaceId));
        const entry = { action: 'contacts.exported', details: { rows: wanted.length } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
        return { fileName: 'contacts.csv', csv, rows: wanted.length };
      });
    }),
    check: contacts.check.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const which = { member, id: readId('contact', input.contactId) };
      return shown(member.workspaceId, await checkContact(tools, mailDomains, actorOf(context), which));
    }),
  };
}
