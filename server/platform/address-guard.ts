import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export interface ResolvedAddress {
  address: string;
  family: number;
}

/** Finds every address of a host name. */
export type Resolve = (host: string) => Promise<ResolvedAddress[]>;

/** A host was asked for that the guard does not open. The sentence is the same for every cause, so that nobody can map a network with it. */
export class AddressRefused extends Error {
  constructor() {
    super('This address is not open to this copy.');
    this.name = 'AddressRefused';
  }
}

export interface AddressGuard {
  /** Whether the operator named this host (or this host and port) in `OUTBOUND_ALLOW`. */
  allows(host: string, port: number): boolean;
  /**
   * The addresses to connect to, and to no other: a name resolved a second time may answer differently (DNS rebinding).
   * One closed address among several refuses the name as a whole.
   * @throws AddressRefused
   */
  addresses(host: string, port: number): Promise<ResolvedAddress[]>;
}

/** Embeddings of IPv4 whose last 32 bits name the host that is really reached: RFC 4291 section 2.5.5.2 and RFC 6052 section 2.1. */
const embeddings = [ipaddr.IPv6.parseCIDR('::ffff:0:0/96'), ipaddr.IPv6.parseCIDR('64:ff9b::/96')];
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
/** Looks public, yet answers each virtual machine of one cloud with its own credentials. */
const metadataInPublicRange = '168.63.129.16';

/**
 * Whether an IP address, in any spelling, is one of the public internet (IANA special-purpose registries, RFC 6890).
 * What cannot be read is not public. 6to4 and Teredo are closed as a whole: both carry an IPv4 address of the caller's choice (RFC 7526).
 */
export function isPublicAddress(text: string): boolean {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (bare.includes('%') || !ipaddr.isValid(bare)) return false;
  const address = ipaddr.parse(bare);
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast' && address.toString() !== metadataInPublicRange;
  if (embeddings.some((range) => address.match(range))) return isPublicAddress(address.toByteArray().slice(12).join('.'));
  return address.range() === 'unicast' && address.match(globalUnicast);
}

/**
 * The guard in front of everything that a person or a provider can name: HTTP targets and SMTP hosts.
 * @param options.allow hosts (`name` or `name:port`) that may resolve to closed addresses
 */
export function createAddressGuard(options: { allow: readonly string[]; resolve?: Resolve }): AddressGuard {
  const allowed = new Set(options.allow.map((entry) => entry.toLowerCase().replace(/[[\]]/g, '')));
  const resolve: Resolve = options.resolve ?? ((host) => lookup(host, { all: true }));
  const plain = (host: string) => host.toLowerCase().replace(/^\[|\]$/g, '');
  const allows = (host: string, port: number) => allowed.has(plain(host)) || allowed.has(`${plain(host)}:${port}`);
  return {
    allows,
    async addresses(host, port) {
      const name = plain(host);
      const found = isIP(name) ? [{ address: name, family: isIP(name) }] : await resolve(name);
      if (found.length === 0) throw new AddressRefused();
      if (!allows(host, port) && !found.every(({ address }) => isPublicAddress(address))) throw new AddressRefused();
      return found;
    },
  };
}
