import type { Tx } from '../../platform/database.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { ruleScopeOf } from './audience/store.ts';
import { ruleSql } from './rules/store.ts';
import { contactsByIds, idsOfContacts, pageOfContacts, searchContacts, type Contact, type ContactFilter } from './store.ts';

/** Which contacts somebody wants to see, by ids of rows; without any of these, all. */
export interface Wanted {
  search?: string | undefined;
  tag?: string | undefined;
  listId?: string | undefined;
  segmentId?: string | undefined;
  companyId?: string | undefined;
  verdict?: string | undefined;
}

/** The same as the store reads it. */
export async function filterOf(tools: Tools, tx: Tx, workspaceId: string, wanted: Wanted): Promise<ContactFilter> {
  const { tag, listId, companyId, verdict } = wanted;
  if (wanted.segmentId === undefined) return { tag, listId, companyId, verdict, rule: undefined };
  const scope = await ruleScopeOf(tools, tx, workspaceId);
  const rule = scope.segments.get(wanted.segmentId);
  if (!rule) throw notFound('segment');
  return { tag, listId, companyId, verdict, rule: ruleSql(rule, scope) };
}

/** A page of the wanted contacts, newest first. A search gives the first that it finds and no further page: who sees too many says more. */
export async function findContacts(
  tools: Tools,
  tx: Tx,
  workspaceId: string,
  { after, limit, ...wanted }: Wanted & { after: string | undefined; limit: number },
): Promise<{ contacts: Contact[]; after: string | undefined; more: boolean }> {
  const filter = await filterOf(tools, tx, workspaceId, wanted);
  if (wanted.search) {
    const contacts = await searchContacts(tx, workspaceId, filter, { search: wanted.search, limit: limit + 1 });
    return { contacts: contacts.slice(0, limit), after: undefined, more: contacts.length > limit };
  }
  const contacts = await pageOfContacts(tx, workspaceId, filter, { after, limit: limit + 1 });
  const more = contacts.length > limit;
  return { contacts: contacts.slice(0, limit), after: more ? contacts[limit - 1]?.id : undefined, more: false };
}

const mostExported = 50_000;

/** Every wanted contact, for a file. Refuses more than a file can hold in memory at once. */
export async function allWantedContacts(tools: Tools, tx: Tx, workspaceId: string, wanted: Wanted): Promise<Contact[]> {
  const filter = await filterOf(tools, tx, workspaceId, wanted);
  const tooMany = () =>
    new Refusal(
      'refused',
      'export_too_large',
      `These are more than ${mostExported.toLocaleString('en-GB')} contacts. Choose fewer by a list, tag or segment, or take the export of the workspace.`,
    );
  if (wanted.search) {
    const found = await searchContacts(tx, workspaceId, filter, { search: wanted.search, limit: 1_001 });
    if (found.length > 1_000) throw tooMany();
    return found;
  }
  const ids = await idsOfContacts(tx, workspaceId, filter, { limit: mostExported + 1 });
  if (ids.length > mostExported) throw tooMany();
  return contactsByIds(tx, workspaceId, ids);
}
