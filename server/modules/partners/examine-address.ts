import { Refusal } from '../../platform/errors.ts';
import type { Outbound } from '../../platform/outbound.ts';
import { examinePage } from './examine-page.ts';
import type { Finding } from './finding.ts';
import { visitPage } from './visit-page.ts';

/**
 * The embed doctor: looks at a page of a partner and says what keeps our frame from working there. It goes to the partner's own origins
 * alone, so that nobody can send this copy to look at other sites.
 * @throws Refusal `invalid` for an address that is none, or stands elsewhere
 */
export async function examineAddress(
  outbound: Outbound,
  { address, embedUrl, origins }: { address: string; embedUrl: string; origins: readonly string[] },
): Promise<{ findings: Finding[] }> {
  const url = URL.parse(address.trim());
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Refusal('invalid', 'address_unusable', 'This is not the address of a web page. It should begin with https://');
  if (!origins.includes(url.origin))
    throw new Refusal('invalid', 'origin_foreign', `${url.origin} is not among the origins of this partner. It has to be added first.`);
  const visit = await visitPage(outbound, url.href);
  if (!visit.read) return { findings: [{ level: 'problem', sentence: visit.sentence }] };
  return examinePage({ ...visit.page, embedUrl, origins });
}
