import { periodOf } from '../../../../privacy/promises.ts';
import { Refusal } from '../../../platform/errors.ts';
import type { MailDomains } from '../../../platform/mail-domains.ts';
import { earlier } from '../../../platform/period.ts';
import type { Job } from '../../../platform/queue.ts';
import { countUse } from '../../../platform/rate-limit.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { ProbeAddresses } from '../../../providers/capabilities.ts';
import { judge, writeDown } from './check-contacts.ts';
import type { ProbeSaid } from './judge-address.ts';
import { contactsToProbe, saveProbes, saveTakesAll, workspacesToProbe, type ToProbe } from './store.ts';

export interface ProbeNeeds {
  /** None where the operator does not let mail servers be asked. */
  probe: ProbeAddresses | undefined;
  /** So many addresses of a domain a minute, over all workspaces. */
  perMinute: number;
  mailDomains: Pick<MailDomains, 'takesMail' | 'exchangersOf'>;
}

const [mostTogether, domainsAtOnce] = [200, 5];

/**
 * Asks mail servers for the addresses of contacts that look good, where operator and workspace both want it, and judges those contacts anew. A domain that
 * takes everything is not asked for single addresses; what could not be known is asked for again after a day.
 */
export function probeContactsJob(tools: Tools, needs: ProbeNeeds): Job {
  return {
    name: 'probe-contacts',
    does: 'Asks mail servers whether addresses of contacts are there, where the operator and the workspace want it',
    retry: 'repeatable',
    schedule: '* * * * *',
    async run() {
      const { probe } = needs;
      if (!probe) return;
      for (const workspaceId of await tools.database.inInstallation('recovery', workspacesToProbe))
        await probeNext(tools, { ...needs, probe }, workspaceId);
    },
  };
}

async function probeNext(tools: Tools, needs: ProbeNeeds & { probe: ProbeAddresses }, workspaceId: string): Promise<void> {
  const now = tools.clock.now();
  const span = { since: earlier(now, periodOf('contact_probes')), unknownSince: earlier(now, { days: 1 }) };
  const wanted = await tools.database.inWorkspace(workspaceId, (tx) =>
    contactsToProbe(tx, workspaceId, { ...span, ofDomain: needs.perMinute, most: mostTogether }),
  );
  const domains = [...Map.groupBy(wanted, ({ domain }) => domain)];
  const next = async () => {
    for (let one = domains.pop(); one; one = domains.pop()) await probeDomain(tools, needs, workspaceId, one);
  };
  await Promise.all(Array.from({ length: domainsAtOnce }, next));
}

async function probeDomain(
  tools: Tools,
  { probe, perMinute, mailDomains }: ProbeNeeds & { probe: ProbeAddresses },
  workspaceId: string,
  [domain, contacts]: [string, ToProbe[]],
): Promise<void> {
  const isKnownToTakeAll = contacts[0]?.takesAll === true;
  const asked = isKnownToTakeAll ? contacts : await withinLimit(tools, perMinute, domain, contacts);
  if (asked.length === 0) return;
  const exchangers = isKnownToTakeAll ? [] : ((await mailDomains.exchangersOf(domain)) ?? []);
  const addresses = asked.map(({ email }) => email);
  const { takesAll, answers } = isKnownToTakeAll ? { takesAll: true, answers: [] } : await probe.probe({ domain, exchangers, addresses });
  const said = (index: number): ProbeSaid => (takesAll ? 'all' : (answers[index] ?? 'unknown'));
  const now = tools.clock.now();
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (takesAll !== undefined && !isKnownToTakeAll) await saveTakesAll(tx, domain, takesAll, now);
    const probed = asked.map(({ id, email }, index) => ({ id, email, answer: said(index) }));
    await saveProbes(tx, workspaceId, probed, now);
  });
  const found = await judge(tools, mailDomains, { workspaceId, contacts: asked });
  await tools.database.inWorkspace(workspaceId, (tx) => writeDown(tx, workspaceId, found));
}

/** As many of them as may be asked for in this minute, whoever asks. */
async function withinLimit(tools: Tools, perMinute: number, domain: string, contacts: ToProbe[]): Promise<ToProbe[]> {
  const may: ToProbe[] = [];
  for (const contact of contacts) {
    try {
      await countUse(tools, { name: 'address_probes', uses: perMinute, seconds: 60 }, domain);
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'too_many') break;
      throw error;
    }
    may.push(contact);
  }
  return may;
}
