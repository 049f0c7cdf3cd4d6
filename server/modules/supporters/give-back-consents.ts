import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { revocableToken, revokeConsent } from './end-consent.ts';
import { wayOf, type Ways } from './mailbox-ways.ts';
import { connectedFlows } from './store.ts';

const most = 500;
const atOnce = 20;

/**
 * Before a campaign with open letters is deleted: remembers, in memory alone, the consents that supporters gave for it, and gives them back once
 * the rows are gone. What is more than five hundred at that moment ends by itself, within the hour where nothing can be renewed.
 */
export async function giveBackConsents(
  tools: Tools,
  tx: Tx,
  ways: Ways,
  campaign: { workspaceId: string; campaignId: string },
): Promise<() => Promise<void>> {
  const held = (await connectedFlows(tx, campaign, most)).map((flow) => ({
    company: wayOf(ways, flow).consent,
    token: revocableToken(tools, flow),
  }));
  return async () => {
    for (let from = 0; from < held.length; from += atOnce)
      await Promise.all(held.slice(from, from + atOnce).map(({ company, token }) => revokeConsent(tools, company, token)));
  };
}
