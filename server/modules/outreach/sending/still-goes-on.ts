import type { Tools } from '../../../platform/tools.ts';
import type { Claim } from './claim-messages.ts';
import { isSending } from './store.ts';

/** For so long what was claimed is handed over without asking once more: it follows the claim at once, and whoever leaves waits for the claim. */
const unaskedMilliseconds = 1000;

/**
 * Whether a claimed message is still to be handed over. One that waited, for room for its files or for an address to be worked out, may be of somebody who
 * left meanwhile and has had the answer: nothing begins after it. Asked at the last moment before the provider.
 */
export async function stillGoesOn(
  tools: Pick<Tools, 'clock' | 'database'>,
  workspaceId: string,
  { campaignId, enrolmentId, claimedAt }: Pick<Claim, 'campaignId' | 'enrolmentId' | 'claimedAt'>,
): Promise<boolean> {
  if (tools.clock.now().getTime() - claimedAt.getTime() < unaskedMilliseconds) return true;
  return tools.database.inWorkspace(workspaceId, (tx) => isSending(tx, workspaceId, { campaignId, enrolmentId }));
}
