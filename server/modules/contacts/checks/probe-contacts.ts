import { periodOf } from '../../../../privacy/promises.ts';
import { stopwatch } from '../../../platform/clock.ts';
import { isDatabaseAway } from '../../../platform/database.ts';
import { Refusal } from '../../../platform/errors.ts';
import { callerKey } from '../../../platform/http.ts';
import { faultOf } from '../../../platform/last-resort.ts';
import type { MailDomains } from '../../../platform/mail-domains.ts';
import { earlier } from '../../../platform/period.ts';
import type { Job } from '../../../platform/queue.ts';
import { countUse, type Limit } from '../../../platform/rate-limit.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { ProbeAddresses } from '../../../providers/capabilities.ts';
import { judge, writeDown } from './check-contacts.ts';
import type { ProbeSaid } from './judge-address.ts';
import { contactsToProbe, saveProbes, saveTakesAll, setProbingTurn, workspacesToProbe, type ToProbe } from './store.ts';

export interface ProbeNeeds {
  /** None where the operator does not let mail servers be asked. */
  probe: ProbeAddresses | undefined;
  /** So many addresses of a domain a minute, over all workspaces. */
  perMinute: number;
  mailDomains: Pick<MailDomains, 'takesMail' | 'exchangersOf'>;
}

interface Run extends ProbeNeeds {
  probe: ProbeAddresses;
  isOver(): boolean;
}

const [mostTogether, domainsAtOnce] = [200, 5];
/** A server has the mail of many domains, and whoever has a domain can let it lead to any server: it is asked for as much as so many domains are. */
const domainsOfServer = 4;
/** With the conversations that are under way then it ends before the queue would take it for dead; the next run goes on. */
const longestRunSeconds = 180;

/**
 * Asks mail servers for the addresses of contacts that look good, where operator and workspace both want it, and judges those contacts anew. A domain that
 * takes everything is not asked for single addresses; what could not be known is asked for again after a day. Whose contacts come first in one run come last
 * in the next: what a server is asked for in a minute is shared by all workspaces.
 */
export function probeContactsJob(tools: Tools, needs: ProbeNeeds, { longestSeconds = longestRunSeconds } = {}): Job {
  return {
    name: 'probe-contacts',
    does: 'Asks mail servers whether addresses of contacts are there, where the operator and the workspace want it',
    retry: 'repeatable',
    schedule: '* * * * *',
    async run() {
      const { probe } = needs;
      if (!probe) return;
      const took = stopwatch();
      const isOver = () => took() > longestSeconds;
      const workspaceIds = await tools.database.inInstallation('recovery', workspacesToProbe);
      const [first] = workspaceIds;
      if (first !== undefined) await tools.database.inWorkspace(first, (tx) => setProbingTurn(tx, first, tools.clock.now()));
      for (const workspaceId of workspaceIds) {
        try {
          await probeNext(tools, { ...needs, probe, isOver }, workspaceId);
        } catch (error) {
          if (isDatabaseAway(error)) throw error;
          tools.log.error('contacts_not_probed', faultOf(error));
        }
        if (isOver()) return;
      }
    },
  };
}

async function probeNext(tools: Tools, run: Run, workspaceId: string): Promise<void> {
  const now = tools.clock.now();
  const span = { since: earlier(now, periodOf('contact_probes')), unknownSince: earlier(now, { days: 1 }) };
  const wanted = await tools.database.inWorkspace(workspaceId, (tx) =>
    contactsToProbe(tx, workspaceId, { ...span, ofDomain: run.perMinute, most: mostTogether }),
  );
  const domains = [...Map.groupBy(wanted, ({ domain }) => domain)];
  const next = async () => {
    try {
      for (let one = domains.pop(); one; one = run.isOver() ? undefined : domains.pop()) await probeDomain(tools, run, workspaceId, one);
    } catch (error) {
      // The others end what they began, and begin nothing more.
      domains.length = 0;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: domainsAtOnce }, next));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function probeDomain(
  tools: Tools,
  { probe, perMinute, mailDomains }: Run,
  workspaceId: string,
  [domain, contacts]: [string, ToProbe[]],
): Promise<void> {
  const isKnownToTakeAll = contacts[0]?.takesAll === true;
  const ofDomain: Limit = { name: 'address_probes', uses: perMinute, seconds: 60 };
  const ofServer: Limit = { name: 'probes_of_server', uses: domainsOfServer * perMinute, seconds: 60 };
  const may = isKnownToTakeAll ? contacts : contacts.slice(0, await usesLeft(tools, ofDomain, domain, contacts.length));
  if (may.length === 0) return;
  const { takesAll, answers } = isKnownToTakeAll
    ? { takesAll: true, answers: [] }
    : await probe.probe({
        domain,
        exchangers: (await mailDomains.exchangersOf(domain)) ?? [],
        addresses: may.map(({ email }) => email),
        admits: (server, wanted) => usesLeft(tools, ofServer, callerKey(server), wanted),
      });
  const asked = takesAll ? may : may.slice(0, answers.length);
  if (asked.length === 0) return;
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

/** How many of so many uses a limit allows in this minute, whoever asks; they are counted. */
async function usesLeft(tools: Tools, limit: Limit, who: string, wanted: number): Promise<number> {
  for (let used = 0; used < wanted; used += 1)
    try {
      await countUse(tools, limit, who);
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'too_many') return used;
      throw error;
    }
  return wanted;
}
