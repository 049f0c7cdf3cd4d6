import { periodOf } from '../../../../privacy/promises.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import { notFound } from '../../../platform/errors.ts';
import type { MailDomains, TakesMail } from '../../../platform/mail-domains.ts';
import { earlier } from '../../../platform/period.ts';
import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { domainOf } from '../companies/keep-companies.ts';
import { findContact, type Contact } from '../store.ts';
import { judgeAddress } from './judge-address.ts';
import { knownDomains, knownProbes, rememberDomains, saveVerdicts, type Judged, unjudgedContacts, workspacesToJudge } from './store.ts';

const atOnce = 500;
const lookUpsAtOnce = 20;
const job = 'check-contacts';

/** Asks for the addresses of a workspace to be judged, as far as they are not. Call it in the transaction that adds them. */
export async function askForChecks(tools: Pick<Tools, 'enqueue'>, tx: Tx, workspaceId: string): Promise<void> {
  await tools.enqueue(tx, job, { workspaceId });
}

/** Judges some hundred addresses, and asks for the next ones where there are more. */
export function checkContactsJob(tools: Tools, domains: Pick<MailDomains, 'takesMail'>): Job {
  return {
    name: job,
    does: 'Judges the addresses of new contacts: how they are written, and whether their domains take mail.',
    retry: 'repeatable',
    run: ({ workspaceId = '', after }) => judgeNext(tools, domains, { workspaceId, after }),
  };
}

async function judgeNext(
  tools: Tools,
  domains: Pick<MailDomains, 'takesMail'>,
  { workspaceId, after }: { workspaceId: string; after: string | undefined },
) {
  const contacts = await tools.database.inWorkspace(workspaceId, (tx) => unjudgedContacts(tx, workspaceId, { after, limit: atOnce }));
  const found = await judge(tools, domains, { workspaceId, contacts });
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await writeDown(tx, workspaceId, found);
    const last = contacts.at(-1);
    if (last && contacts.length === atOnce) await tools.enqueue(tx, job, { workspaceId, after: last.id });
  });
}

/** Looks for contacts of whom nobody asked for, or whose domain did not answer. */
export function checkLeftOverJob(tools: Tools, domains: Pick<MailDomains, 'takesMail'>): Job {
  return {
    name: 'check-left-over-contacts',
    does: 'Judges the addresses that were not judged yet, or whose domain did not answer.',
    retry: 'repeatable',
    schedule: '20 * * * *',
    async run() {
      const workspaces = await tools.database.inInstallation('recovery', workspacesToJudge);
      for (const workspaceId of workspaces) await judgeNext(tools, domains, { workspaceId, after: undefined });
    },
  };
}

/** Judges one address anew, whatever is remembered of its domain. */
export async function checkContact(
  tools: Tools,
  domains: Pick<MailDomains, 'takesMail'>,
  actor: Actor,
  { member: { workspaceId }, id }: { member: Member; id: string },
): Promise<Contact> {
  const contact = await tools.database.inWorkspace(workspaceId, (tx) => findContact(tx, workspaceId, id));
  if (!contact) throw notFound('contact');
  const found = await judge(tools, domains, { workspaceId, contacts: [contact], anew: true });
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    await writeDown(tx, workspaceId, found);
    const judged = await findContact(tx, workspaceId, id);
    if (!judged) throw notFound('contact');
    const details = { verdict: judged.verdict };
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'contact.checked', subject: { kind: 'contact', id }, details });
    return judged;
  });
}

/** What was found, to be written down: of domains, and of contacts. */
interface Found {
  at: Date;
  domains: Parameters<typeof rememberDomains>[1];
  judged: Judged[];
}

export async function writeDown(tx: Tx, workspaceId: string, { at, domains, judged }: Found): Promise<void> {
  await rememberDomains(tx, domains, at);
  await saveVerdicts(tx, workspaceId, judged);
}

/** Nothing is held open while the name servers are asked, and nothing is written yet. */
export async function judge(
  tools: Tools,
  domains: Pick<MailDomains, 'takesMail'>,
  { workspaceId, contacts, anew = false }: { workspaceId: string; contacts: readonly { id: string; email: string }[]; anew?: boolean },
): Promise<Found> {
  const now = tools.clock.now();
  const wanted = [...new Set(contacts.map(({ email }) => domainOf(email)))];
  const since = earlier(now, periodOf('mail_domains'));
  const known = anew
    ? new Map<string, TakesMail>()
    : new Map<string, TakesMail>(await tools.database.inWorkspace(workspaceId, (tx) => knownDomains(tx, wanted, since)));
  const unknown = wanted.filter((domain) => !known.has(domain));
  const found: { domain: string; takesMail: 'yes' | 'no' | 'refuses' }[] = [];
  const lookUp = async () => {
    for (let domain = unknown.pop(); domain !== undefined; domain = unknown.pop()) {
      const takesMail = await domains.takesMail(domain);
      known.set(domain, takesMail);
      if (takesMail !== 'unknown') found.push({ domain, takesMail });
    }
  };
  await Promise.all(Array.from({ length: lookUpsAtOnce }, lookUp));
  const said = await tools.database.inWorkspace(workspaceId, (tx) =>
    knownProbes(tx, workspaceId, contacts, earlier(now, periodOf('contact_probes'))),
  );
  const judged = contacts.map(({ id, email }) => {
    const { verdict, because } = judgeAddress(email, known.get(domainOf(email)) ?? 'unknown', said.get(id));
    return { id, email, verdict, because, judgedAt: verdict === 'unknown' ? null : now };
  });
  return { at: now, domains: found, judged };
}
