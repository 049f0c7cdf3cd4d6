import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { findOutreach } from '../store.ts';
import { pauseByItself } from './pause-by-itself.ts';

/** A message that could not be made for anybody, by the version of the texts that it was claimed with. */
export interface Unmakeable {
  campaignId: string;
  textVersion: number;
  step: number;
  reason: string;
}

/**
 * Pauses a campaign of which a message could not be made because of its own text or file, at the first one: it would be so for everybody who comes to that
 * step, and all of them keep waiting for it. Where a member changed the texts meanwhile, the new ones are tried.
 * @returns whether it was paused now
 */
export async function pauseForErrors(
  tools: Pick<Tools, 'clock' | 'enqueue'>,
  tx: Tx,
  workspaceId: string,
  { campaignId, textVersion, step, reason }: Unmakeable,
): Promise<boolean> {
  const campaign = await findOutreach(tx, workspaceId, campaignId);
  if (campaign?.version !== textVersion) return false;
  return pauseByItself(tools, tx, { workspaceId, campaignId }, { because: 'errors', step, reason });
}
