import { faultOf } from '../../../../platform/last-resort.ts';
import type { Tools } from '../../../../platform/tools.ts';
import { afterOutcomes, countedMilliseconds, type Went } from './circuit.ts';
import { lockCircuit, saveCircuit } from './store.ts';

/** Watches how hand-overs to providers go, for all mailboxes of this process and, by the database, of all others. */
export interface ProviderWatch {
  /** Of which providers something is remembered at the moment: for those, what went well is written down too. */
  remember(providers: Iterable<string>): void;
  note(went: ReadonlyMap<string, Went>): Promise<void>;
}

/** While everything goes well nothing is written: what was taken lately stays in memory, and is told with the first failure. */
export function watchProviders(tools: Pick<Tools, 'clock' | 'database' | 'log'>): ProviderWatch {
  const untold = new Map<string, { at: number; taken: number }[]>();
  const remembered = new Set<string>();
  const takenLately = (provider: string, now: number): number => {
    const lately = (untold.get(provider) ?? []).filter(({ at }) => at + countedMilliseconds > now);
    untold.delete(provider);
    return lately.reduce((sum, { taken }) => sum + taken, 0);
  };
  const keep = (provider: string, taken: number, now: number) => {
    const kept = untold.get(provider) ?? [];
    const last = kept.at(-1);
    if (last && now - last.at < 10_000) last.taken += taken;
    else kept.push({ at: now, taken });
    untold.set(provider, kept.slice(-Math.ceil(countedMilliseconds / 10_000)));
  };
  return {
    remember(providers) {
      for (const provider of providers) remembered.add(provider);
    },
    async note(went) {
      const now = tools.clock.now();
      for (const [provider, { taken, failed }] of went) {
        if (failed === 0 && !remembered.has(provider)) {
          keep(provider, taken, now.getTime());
          continue;
        }
        const known = { taken: taken + takenLately(provider, now.getTime()), failed };
        try {
          const after = await tools.database.inInstallation('sending', async (tx) => {
            const next = afterOutcomes(await lockCircuit(tx, provider, now), known, now.getTime());
            await saveCircuit(tx, provider, next);
            return next;
          });
          if (after) remembered.add(provider);
          else remembered.delete(provider);
        } catch (error) {
          // The outcomes themselves are written down; what is missed here is counted with the next one.
          tools.log.warn('provider_not_watched', faultOf(error));
        }
      }
    },
  };
}
