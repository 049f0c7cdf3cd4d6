import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { markHeld, markReleased, type HeldBecause } from './store.ts';

export interface CampaignPlace {
  workspaceId: string;
  campaignId: string;
}

/** Holds a campaign: nothing is sent in it until the operator lets it go on. One that is held already stays as it is. */
export async function holdCampaign(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  actor: Actor,
  { workspaceId, campaignId, because, complaints }: CampaignPlace & { because: HeldBecause; complaints?: number },
): Promise<void> {
  if (!(await markHeld(tx, { workspaceId, campaignId }, { at: tools.clock.now(), because }))) return;
  const details = { because, ...(complaints === undefined ? {} : { complaints }) };
  await recordEntry(tools, tx, { workspaceId, actor }, { action: 'campaign.held', subject: { kind: 'campaign', id: campaignId }, details });
}

/** Lets a held campaign go on. Complaints that were made before count no more towards holding it again. */
export async function releaseCampaign(tools: Pick<Tools, 'clock'>, tx: Tx, actor: Actor, place: CampaignPlace): Promise<void> {
  if (!(await markReleased(tx, place))) return;
  await recordEntry(
    tools,
    tx,
    { workspaceId: place.workspaceId, actor },
    { action: 'campaign.released', subject: { kind: 'campaign', id: place.campaignId } },
  );
}
