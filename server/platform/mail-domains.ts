import { Resolver } from 'node:dns/promises';

/** What the DNS says of a domain: it takes mail, it does not, it says that it never will (RFC 7505), or nobody answered. */
export type TakesMail = 'yes' | 'no' | 'refuses' | 'unknown';

/** The one place that asks the DNS about mail. */
export interface MailDomains {
  takesMail(domain: string): Promise<TakesMail>;
  /** The mail exchangers of a domain, the one to be tried first first; its own name where it has none, and nothing where nobody answered. */
  exchangersOf(domain: string): Promise<string[] | undefined>;
  /** The texts of a name, each put together from its pieces (RFC 7208 section 3.3); none where it has none, and nothing where nobody answered. */
  textsOf(name: string): Promise<string[] | undefined>;
}

/** The name is not there, or it has no record of this kind: both are answers, and everything else is none. */
const answeredNo = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Asks the name servers of this machine for the mail exchangers of a domain, and where it has none for its addresses, which then take its mail
 * (RFC 5321 section 5.1). Nothing is connected to. A copy under quarantine asks nobody.
 * @param options.servers instead of those of the machine, `127.0.0.1:5353`
 */
export function createMailDomains(options: { isQuarantined: () => Promise<boolean>; servers?: readonly string[] }): MailDomains {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (options.servers) resolver.setServers(options.servers);

  const recordsOf = async <Found>(look: Promise<Found[]>): Promise<Found[] | undefined> => {
    try {
      return await look;
    } catch (error) {
      return answeredNo.has(String((error as { code?: unknown }).code)) ? [] : undefined;
    }
  };

  return {
    async takesMail(domain) {
      if (await options.isQuarantined()) return 'unknown';
      const exchangers = await recordsOf(resolver.resolveMx(domain));
      if (!exchangers) return 'unknown';
      if (exchangers.length === 1 && ['', '.'].includes(exchangers[0]?.exchange ?? '')) return 'refuses';
      if (exchangers.length > 0) return 'yes';
      const addresses = [await recordsOf(resolver.resolve4(domain)), await recordsOf(resolver.resolve6(domain))];
      if (addresses.some((found) => found && found.length > 0)) return 'yes';
      return addresses.includes(undefined) ? 'unknown' : 'no';
    },
    async exchangersOf(domain) {
      if (await options.isQuarantined()) return undefined;
      const found = await recordsOf(resolver.resolveMx(domain));
      if (found?.length === 0) return [domain];
      return found
        ?.toSorted((one, other) => one.priority - other.priority)
        .map(({ exchange }) => exchange)
        .filter((name) => name !== '' && name !== '.');
    },
    async textsOf(name) {
      if (await options.isQuarantined()) return undefined;
      const found = await recordsOf(resolver.resolveTxt(name));
      return found?.map((pieces) => pieces.join(''));
    },
  };
}
