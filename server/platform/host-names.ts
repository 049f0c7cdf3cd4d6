import { Resolver } from 'node:dns/promises';

/** The one place that asks the DNS where a host name leads and what is written beside it. Nothing is answered where nobody answered. */
export interface HostNames {
  /** The texts of a name, each put together from its pieces (RFC 7208 section 3.3). */
  textsOf(name: string): Promise<string[] | undefined>;
  /** The name that this one is another word for (CNAME), or none. */
  aliasesOf(name: string): Promise<string[] | undefined>;
  /** Its addresses, of both kinds. */
  addressesOf(name: string): Promise<string[] | undefined>;
}

/** The name is not there, or it has no record of this kind: both are answers, and everything else is none. */
const answeredNo = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Asks the name servers of this machine. Nothing is connected to. A copy under quarantine asks nobody.
 * @param options.servers instead of those of the machine, `127.0.0.1:5353`
 */
export function createHostNames(options: { isQuarantined: () => Promise<boolean>; servers?: readonly string[] }): HostNames {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (options.servers) resolver.setServers(options.servers);
  const recordsOf = async <Found>(look: () => Promise<Found[]>): Promise<Found[] | undefined> => {
    if (await options.isQuarantined()) return undefined;
    try {
      return await look();
    } catch (error) {
      return answeredNo.has(String((error as { code?: unknown }).code)) ? [] : undefined;
    }
  };
  return {
    textsOf: async (name) => (await recordsOf(() => resolver.resolveTxt(name)))?.map((pieces) => pieces.join('')),
    aliasesOf: async (name) => (await recordsOf(() => resolver.resolveCname(name)))?.map(plain),
    async addressesOf(name) {
      const found = [await recordsOf(() => resolver.resolve4(name)), await recordsOf(() => resolver.resolve6(name))];
      return found.includes(undefined) ? undefined : found.flatMap((some) => some ?? []);
    },
  };
}

const plain = (name: string) => name.toLowerCase().replace(/\.$/, '');
