import { isIP } from 'node:net';
import { stopwatch } from '../../../platform/clock.ts';
import { isDatabaseAway } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { ownHosts } from './store.ts';
import { baseUnder } from './tracking-domain.ts';

/** What is known of the hosts of workspaces, in memory for some seconds. */
export interface OwnHosts {
  /** Whose a host is that a request names; nobody's where it is none of theirs. */
  whose(hostHeader: string | undefined): Promise<ReadonlySet<string> | undefined>;
  /** The same as far as it is in memory; `ask` where it is not. */
  peek(hostHeader: string | undefined): ReadonlySet<string> | undefined | 'ask';
  /** What stands before the links of a workspace's new messages. */
  baseOf(workspaceId: string): Promise<string>;
  /** Lets what was changed here hold here at once; elsewhere it does within seconds. */
  forget(): void;
}

const rememberSeconds = 5;

const isFresh = (known: Known): boolean => known.age() < rememberSeconds;

interface Known {
  hosts: Map<string, Set<string>>;
  bases: Map<string, string>;
  age(): number;
}

/** While the database is away, what was known last holds on: links that were sent lead on. */
export function createOwnHosts(tools: Pick<Tools, 'database'>, publicUrl: string): OwnHosts {
  const here = new URL(publicUrl).hostname;
  let known: Known | undefined;
  let asking: Promise<Known> | undefined;

  async function ask(): Promise<Known> {
    const hosts = new Map<string, Set<string>>();
    const bases = new Map<string, string>();
    for (const { workspaceId, host, inUse } of await tools.database.inInstallation('tracking', ownHosts)) {
      hosts.set(host, (hosts.get(host) ?? new Set()).add(workspaceId));
      if (inUse) bases.set(workspaceId, baseUnder(publicUrl, host));
    }
    return (known = { hosts, bases, age: stopwatch() });
  }

  async function all(): Promise<Known> {
    if (known && isFresh(known)) return known;
    try {
      return await (asking ??= ask().finally(() => (asking = undefined)));
    } catch (error) {
      if (known && isDatabaseAway(error)) return known;
      throw error;
    }
  }

  const isSurelyOurs = (header: string | undefined) => {
    const host = hostIn(header);
    return host === here || host === 'localhost' || isIP(host.replace(/^\[|\]$/g, '')) !== 0 || host === '';
  };
  return {
    whose: async (header) => (isSurelyOurs(header) ? undefined : (await all()).hosts.get(hostIn(header))),
    peek: (header) => (isSurelyOurs(header) ? undefined : known && isFresh(known) ? known.hosts.get(hostIn(header)) : 'ask'),
    baseOf: async (workspaceId) => (await all()).bases.get(workspaceId) ?? publicUrl,
    forget: () => (known = known && { ...known, age: () => rememberSeconds }),
  };
}

/** The host of a Host header, without its port. */
export const hostIn = (header: string | undefined): string => (header ?? '').toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
