import { isIP } from 'node:net';

/** The host of a Host header, without its port. */
export const hostIn = (header: string | undefined): string => (header ?? '').toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');

/**
 * Whether a request that names a host is surely to this copy itself: by its own address, by that of a machine, or by a name without a dot, as machines
 * have among themselves. Any other may be the name that a workspace gave its links.
 */
export function ourHosts(publicUrl: string): (header: string | undefined) => boolean {
  const here = new URL(publicUrl).hostname;
  return (header) => {
    const host = hostIn(header);
    return host === here || !host.includes('.') || isIP(host.replace(/^\[|\]$/g, '')) !== 0;
  };
}

const twoYears = 'max-age=63072000';

/** For how long browsers come by https alone. Under a name that may be somebody else's nothing is said for the names below it, which are not ours. */
export function strictTransport(publicUrl: string): (header: string | undefined) => string {
  const isOurs = ourHosts(publicUrl);
  return (header) => (isOurs(header) ? `${twoYears}; includeSubDomains` : twoYears);
}
