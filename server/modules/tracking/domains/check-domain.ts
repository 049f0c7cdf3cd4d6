import type { Member } from '../../../platform/api.ts';
import { stopwatch } from '../../../platform/clock.ts';
import { isDatabaseAway, type Tx } from '../../../platform/database.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { faultOf } from '../../../platform/last-resort.ts';
import { earlier } from '../../../platform/period.ts';
import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { examineDomain, type DomainNeeds } from './examine-domain.ts';
import { domainsToCheck, findDomain, saveCheck, setAsked, whoMayChange } from './store.ts';

/** Looks at the host of a workspace now, because a member asks. */
export async function checkDomain(tools: Tools, needs: DomainNeeds, actor: Actor, { workspaceId }: Member): Promise<void> {
  const looked = await look(tools, needs, workspaceId, (tx, answered) =>
    recordEntry(tools, tx, { workspaceId, actor }, { action: 'tracking_domain.checked', details: { answered } }),
  );
  if (looked === 'none') throw notFound('tracking domain');
  if (looked === 'silent')
    throw new Refusal(
      'provider_failed',
      'names_silent',
      'The name servers did not answer. Nothing was changed; please try again in some minutes.',
    );
}

/** Looks, and writes down what was found. When it begins to fail, whoever may change the workspace is told. */
async function look(
  tools: Tools,
  needs: DomainNeeds,
  workspaceId: string,
  record?: (tx: Tx, answered: boolean) => Promise<unknown>,
): Promise<'none' | 'silent' | 'looked'> {
  const domain = await tools.database.inWorkspace(workspaceId, (tx) => findDomain(tx, workspaceId));
  if (!domain) return 'none';
  const found = await examineDomain(tools, needs, domain);
  if (!found) return 'silent';
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const began = await saveCheck(tx, workspaceId, domain, { found, now: tools.clock.now() });
    if (began)
      for (const userId of await whoMayChange(tx, workspaceId)) await tools.enqueue(tx, 'mail-failing-domain', { workspaceId, userId });
    await record?.(tx, found.answered);
  });
  needs.hosts.forget();
  return 'looked';
}

/** Before the queue would take the job for dead; whoever was not looked at comes first in the next hour. */
const longestRunSeconds = 200;

/**
 * Looks at every host once a day, and at those that fail each hour: new messages use this copy's own address meanwhile. What goes wrong with one workspace
 * keeps no other from being looked at.
 */
export function checkDomainsJob(tools: Tools, needs: DomainNeeds, { longestSeconds = longestRunSeconds } = {}): Job {
  return {
    name: 'check-tracking-domains',
    does: 'Looks whether the tracking domains of workspaces still lead here, each once a day',
    retry: 'repeatable',
    schedule: '40 * * * *',
    async run() {
      const now = tools.clock.now();
      const since = { aDayAgo: earlier(now, { days: 1 }), anHourAgo: earlier(now, { minutes: 50 }) };
      const took = stopwatch();
      for (const workspaceId of await tools.database.inInstallation('tracking', (tx) => domainsToCheck(tx, since))) {
        try {
          await tools.database.inWorkspace(workspaceId, (tx) => setAsked(tx, workspaceId, tools.clock.now()));
          await look(tools, needs, workspaceId);
        } catch (error) {
          if (isDatabaseAway(error)) throw error;
          tools.log.error('tracking_domain_not_checked', faultOf(error));
        }
        if (took() > longestSeconds) return;
      }
    },
  };
}
