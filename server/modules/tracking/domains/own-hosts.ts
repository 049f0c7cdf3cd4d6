import { stopwatch } from '../../../platform/clock.ts';
import { isDatabaseAway } from '../../../platform/database.ts';
import { hostIn, ourHosts } from '../../../platform/host-header.ts';
import { faultOf } from '../../../platform/last-resort.ts';
import type { Tools } from '../../../platform/tools.ts';
import { ownHosts } from './store.ts';
import { baseUnder } from './tracking-domain.ts';

/** What is known of the hosts of workspaces, in memory. */
export interface OwnHosts {
  /**
   * Whose a host is that a request names; nobody's where it is none of theirs. What is known is said at once, and where it is older than some seconds looked up anew beside;
   * only where nothing is known it is waited for, and while the database is away nobody is known.
   */
  whose(hostHeader: string | undefined): Promise<ReadonlySet<string> | undefined>;
  /** The same as far as it is in memory; `ask` where it is not. */
  peek(hostHeader: string | undefined): ReadonlySet<string> | undefined | 'ask';
  /** Whether a host was shown to be somebody's, as of some seconds ago at most. */
  isTheirs(host: string): Promise<boolean>;
  /** What stands before the links of a workspace's new messages, as of some seconds ago at most. */
  baseOf(workspaceId: string): Promise<string>;
  /** Lets what was changed here hold here at once; elsewhere it does within seconds, or with the second request. */
  forget(): void;
}

interface Known {
  hosts: Map<string, Set<string>>;
  bases: Map<string, string>;
  age(): number;
}

/** While the database is away, what was known last holds on: links that were sent lead on. */
export function createOwnHosts(
  tools: Pick<Tools, 'database' | 'log'>,
  publicUrl: string,
  { rememberSeconds = 5 }: { rememberSeconds?: number } = {},
): OwnHosts {
  let known: Known | undefined;
  let asking: Promise<Known> | undefined;
  /** How often something was changed here, and whether what is known was read before that. */
  let changes = 0;
  let isOutdated = false;
  const isFresh = ({ age }: Known) => !isOutdated && age() < rememberSeconds;

  async function read(): Promise<Known> {
    const before = changes;
    const [hosts, bases] = [new Map<string, Set<string>>(), new Map<string, string>()];
    for (const { workspaceId, host, inUse } of await tools.database.inInstallation('tracking', ownHosts)) {
      hosts.set(host, (hosts.get(host) ?? new Set()).add(workspaceId));
      if (inUse) bases.set(workspaceId, baseUnder(publicUrl, host));
    }
    const found = { hosts, bases, age: stopwatch() };
    if (before === changes) [known, isOutdated] = [found, false];
    return found;
  }

  function ask(): Promise<Known> {
    if (asking) return asking;
    const begun: Promise<Known> = read().finally(() => {
      if (asking === begun) asking = undefined;
    });
    return (asking = begun);
  }

  async function latest(): Promise<Known> {
    if (known && isFresh(known)) return known;
    try {
      return await ask();
    } catch (error) {
      if (known && isDatabaseAway(error)) return known;
      throw error;
    }
  }

  function inMemory(): Known | undefined {
    if (!known || isOutdated) return undefined;
    if (!isFresh(known))
      ask().catch((error: unknown) => {
        if (!isDatabaseAway(error)) tools.log.error('own_hosts_not_read', faultOf(error));
      });
    return known;
  }

  const ifThere = (error: unknown) => {
    if (!isDatabaseAway(error)) throw error;
    return undefined;
  };
  const isOurs = ourHosts(publicUrl);
  return {
    whose: async (header) => (isOurs(header) ? undefined : (inMemory() ?? (await latest().catch(ifThere)))?.hosts.get(hostIn(header))),
    peek(header) {
      if (isOurs(header)) return undefined;
      const seen = inMemory();
      return seen ? seen.hosts.get(hostIn(header)) : 'ask';
    },
    isTheirs: async (host) => !isOurs(host) && (await latest()).hosts.has(host),
    baseOf: async (workspaceId) => (await latest()).bases.get(workspaceId) ?? publicUrl,
    forget() {
      changes += 1;
      isOutdated = true;
      asking = undefined;
    },
  };
}
