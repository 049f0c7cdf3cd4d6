import type { Tools } from '../../../platform/tools.ts';
import { findCampaign } from '../../campaigns/index.ts';
import type { Ticket } from '../flow.ts';
import { openFlow } from '../look-at-flow.ts';
import { renewOffers } from './offer-recipients.ts';

/** Before a supporter looks at their letters: whoever was given back while they were away is held for them again, as far as there is room. */
export async function holdAgain(tools: Tools, ticket: Ticket | undefined): Promise<void> {
  if (!ticket) return;
  await tools.database.inWorkspace(ticket.workspaceId, async (tx) => {
    const flow = await openFlow(tools, tx, ticket);
    if (flow?.step !== 'connected') return;
    const campaign = await findCampaign(tx, flow.workspaceId, flow.campaignId);
    if (campaign) await renewOffers(tools, tx, flow, campaign);
  });
}
