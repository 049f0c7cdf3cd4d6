import { Refusal } from '../../../platform/errors.ts';

/** A host name of a workspace's own, under which its tracked links, its images and its links for leaving stand. */
export interface TrackingDomain {
  host: string;
  token: string;
  checkedAt: Date | null;
  /** Since its name servers said that it is theirs and leads here. */
  ownedAt: Date | null;
  /** Since this very copy answered under it. */
  answeredAt: Date | null;
  failingSince: Date | null;
  problem: string | null;
}

/** Whether new messages use it. Links that left under it lead on in any case, for as long as it leads here. */
export const isInUse = ({ answeredAt, failingSince }: Pick<TrackingDomain, 'answeredAt' | 'failingSince'>): boolean =>
  answeredAt !== null && failingSince === null;

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const shape = new RegExp(`^(?:${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);

/**
 * A host name as it is kept: in small letters, and in the form that name servers know.
 * @throws Refusal where it cannot be one, or is that of this copy
 */
export function checkedHost(text: string, publicUrl: string): string {
  const parsed = URL.parse(`https://${text.trim().replace(/\.$/, '')}`);
  const host = parsed?.hostname ?? '';
  if (!parsed || parsed.host !== host || parsed.pathname !== '/' || parsed.username || parsed.search || parsed.hash || !isName(host))
    throw new Refusal(
      'invalid',
      'host_unusable',
      'This is no host name. Give one like t.example.org, without https:// and without a path.',
    );
  if (host === new URL(publicUrl).hostname)
    throw new Refusal('invalid', 'host_is_ours', 'Messages use this address already. Give a host name of your own domain.');
  return host;
}

const isName = (host: string) => host.length <= 253 && shape.test(host);

/** The name of the text record that shows whose a host is, and what stands in it. */
export const proofRecord = ({ host, token }: Pick<TrackingDomain, 'host' | 'token'>) => ({
  name: `_antiphon.${host}`,
  text: `antiphon-tracking=${token}`,
});

/** The address of this copy under another host: with the same scheme and port. */
export function baseUnder(publicUrl: string, host: string): string {
  const url = new URL(publicUrl);
  url.hostname = host;
  return url.origin;
}
