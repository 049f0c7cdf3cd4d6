import { randomBytes } from 'node:crypto';
import type { Job } from '../../../platform/queue.ts';
import { faultOf } from '../../../platform/last-resort.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { OpenReading, TellOfMail } from '../../../providers/capabilities.ts';
import { ProviderFailure } from '../../../providers/failure.ts';
import { dueWatches, updateWatch, type DueWatch } from './store.ts';

/** Providers that tell by themselves when something comes, where the operator has set that up. */
export type Tellers = Partial<Record<'gmail' | 'outlook', TellOfMail>>;

export interface WatchingNeeds {
  tellers: Tellers;
  open(workspaceId: string, mailboxId: string): Promise<OpenReading>;
}

/** The keyed code under which a secret is kept. */
export const watchPurpose = 'mail_watch';
const mostAtOnce = 500;
const hour = 3_600_000;
const day = 24 * hour;

/**
 * Asks providers to tell of new mail, and to go on before their word ends. What cannot be had is asked for again later, ever more seldom: mailboxes are read
 * every minute all the same.
 */
export function watchMailboxesJob(tools: Tools, { tellers, open }: WatchingNeeds): Job {
  return {
    name: 'watch-mailboxes',
    does: 'Asks Gmail and Outlook to tell of new mail, and to go on telling',
    retry: 'repeatable',
    schedule: '*/10 * * * *',
    async run() {
      const providers = Object.keys(tellers);
      if (providers.length === 0) return;
      const bounds = { providers, now: tools.clock.now(), most: mostAtOnce };
      for (const due of await tools.database.inInstallation('receiving', (tx) => dueWatches(tx, bounds))) await watch(due);
    },
  };

  async function watch(due: DueWatch): Promise<void> {
    const { workspaceId, mailboxId, failed } = due;
    const keep = (set: Parameters<typeof updateWatch>[2]) => tools.database.inWorkspace(workspaceId, (tx) => updateWatch(tx, due, set));
    // A word that is only prolonged keeps its secret, so one that might not be used is not kept before it is.
    const secret = randomBytes(32).toString('base64url');
    try {
      const told = await tellers[due.provider]?.watch(await open(workspaceId, mailboxId), { watchId: due.watchId ?? undefined, secret });
      if (!told) return;
      const { watchId = null, until } = told;
      const isNew = watchId !== null && watchId !== due.watchId;
      await keep({
        ...{ watchId, watchedUntil: until, nextAt: halfWay(tools.clock.now(), until), failed: 0 },
        ...(isNew ? { secretHash: tools.hashing.lookup(watchPurpose, secret) } : {}),
      });
    } catch (error) {
      if (error instanceof ProviderFailure) tools.log.info('mailbox_not_watched', { code: error.code });
      else tools.log.error('mailbox_not_watched', faultOf(error));
      await keep({ failed: Math.min(failed + 1, 100), nextAt: new Date(tools.clock.now().getTime() + Math.min(hour * 2 ** failed, day)) });
    }
  }
}

/** Half of the time leaves the other half for trying again; once a day at least, as Google advises. */
function halfWay(now: Date, until: Date): Date {
  return new Date(now.getTime() + Math.min(Math.max((until.getTime() - now.getTime()) / 2, 60_000), day));
}
