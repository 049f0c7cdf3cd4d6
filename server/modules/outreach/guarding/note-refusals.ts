import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { NoSuchAddress, type ProviderFailure } from '../../../providers/failure.ts';

interface Settled {
  claim: { campaignId: string; enrolmentId: string };
  /** What the delivery says. */
  state: string;
  reason: string | null;
  outcome: { state: string; failure?: ProviderFailure };
}

/**
 * Asks for what follows from recipients whom a mail server refused at once: the same as from a message that came back. Asked for and not done, because
 * whoever writes outcomes down holds messages, and whoever pauses a campaign holds the campaign first.
 */
export async function noteRefusals(tools: Pick<Tools, 'enqueue'>, tx: Tx, workspaceId: string, settled: readonly Settled[]): Promise<void> {
  for (const { claim, state, reason, outcome } of settled) {
    if (state !== 'failed' || reason !== 'address_refused') continue;
    const { campaignId, enrolmentId } = claim;
    const isGone = outcome.failure instanceof NoSuchAddress;
    await tools.enqueue(tx, 'follow-refusal', { workspaceId, campaignId, enrolmentId, because: isGone ? 'no_such_address' : 'refused' });
  }
}
