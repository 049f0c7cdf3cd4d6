import { randomInt } from 'node:crypto';
import { normaliseBody } from '../../../shared/body-text.ts';
import { webLinksIn } from '../../../shared/web-links.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/database.ts';
import { newId } from '../../platform/ids.ts';
import { wordingsOf, type CampaignRow } from '../campaigns/index.ts';
import { codesOf, insertLinks } from './store.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const newCode = () => Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('');

/**
 * The organiser's links in every wording of a campaign, and for each the address of this copy under which it is counted. What has none yet
 * is given one. The same address has the same short one in every letter: nothing in it says who was written to.
 */
export async function linksOf(
  { clock, publicUrl }: { clock: Clock; publicUrl: string },
  tx: Tx,
  campaign: Pick<CampaignRow, 'workspaceId' | 'id' | 'textVersion' | 'language'>,
): Promise<ReadonlyMap<string, string>> {
  const ours = `${publicUrl}/l/`;
  const wordings = await wordingsOf(tx, campaign);
  const urls = new Set(wordings.flatMap(({ body }) => webLinksIn(normaliseBody(body))).filter((url) => !url.startsWith(ours)));
  if (urls.size === 0) return new Map();
  const where = { workspaceId: campaign.workspaceId, campaignId: campaign.id };
  let codes = await codesOf(tx, where);
  // In one order, so that two pages which add the same links at once wait for each other and not in a circle.
  const missing = [...urls].filter((url) => !codes.has(url)).sort();
  if (missing.length > 0) {
    const createdAt = clock.now();
    await insertLinks(
      tx,
      missing.map((url) => ({ ...where, id: newId(clock), code: newCode(), url, createdAt })),
    );
    codes = await codesOf(tx, where);
  }
  return new Map([...codes].filter(([url]) => urls.has(url)).map(([url, code]) => [url, `${ours}${code}`]));
}
