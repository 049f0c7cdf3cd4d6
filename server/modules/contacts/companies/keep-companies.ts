import { parseEmailAddress } from '../../../../shared/email-address.ts';
import type { Member } from '../../../platform/api.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { cleanName } from '../clean-name.ts';
import { companyOfDomain, deleteCompany, findCompany, insertCompany, takeTurnOfDomains, updateCompany, type Company } from './store.ts';

const domainTaken = () => new Refusal('conflict', 'domain_taken', 'Another company has this domain. A domain belongs to one company.');

/** Adds a company. A domain belongs to one company, so that it can be offered by an address. */
export async function createCompany(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  input: { name: string; domain: string },
): Promise<Company> {
  const company = { id: newId(tools.clock), ...checked(input), createdAt: tools.clock.now() };
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await insertCompany(tx, workspaceId, company))) throw domainTaken();
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'company.created', subject: { kind: 'company', id: company.id } });
    return { ...company, contacts: 0 };
  });
}

/** Changes a company's name or domain. */
export async function changeCompany(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { id, ...input }: { id: string; name?: string | undefined; domain?: string | undefined },
): Promise<Company> {
  const change = {
    ...(input.name === undefined ? {} : { name: cleanName(input.name) }),
    ...(input.domain === undefined ? {} : { domain: checkedDomain(input.domain) }),
  };
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    await takeTurnOfDomains(tx, workspaceId);
    const other = change.domain ? await companyOfDomain(tx, workspaceId, change.domain) : undefined;
    if (other && other.id !== id) throw domainTaken();
    if (!(await updateCompany(tx, workspaceId, id, change))) throw notFound('company');
    const company = await findCompany(tx, workspaceId, id);
    if (!company) throw notFound('company');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'company.changed', subject: { kind: 'company', id } });
    return company;
  });
}

/** Removes a company. Its contacts stay, without one. */
export async function removeCompany(tools: Tools, actor: Actor, { workspaceId }: Member, id: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await deleteCompany(tx, workspaceId, id))) throw notFound('company');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'company.removed', subject: { kind: 'company', id } });
  });
}

const checked = ({ name, domain }: { name: string; domain: string }) => ({ name: cleanName(name), domain: checkedDomain(domain) });

/** A domain as addresses have it: small letters, in ASCII. */
function checkedDomain(given: string): string | null {
  const domain = given.trim().replace(/^@/, '');
  if (domain === '') return null;
  const parsed = parseEmailAddress(`x@${domain}`);
  if (!parsed.ok) throw new Refusal('invalid', 'domain_malformed', parsed.reason);
  return domainOf(parsed.address);
}

/** The part behind the @ sign. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
