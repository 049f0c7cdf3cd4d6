import { Refusal } from '../../platform/errors.ts';
import { readId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { holdCampaign, lastReleased, lockCampaign, totalOf, type CampaignPlace } from '../campaigns/index.ts';
import { campaignsOf, complaintHashes, complaintsAfter, heldAbout, type Address } from './held.ts';
import { recipientActor } from './rights.ts';
import { complaintsOf, countComplaints, insertComplaint } from './store.ts';

const fewest = 3;
const oneIn = 200;

/** From how many complaints on a campaign is held: three, or one in two hundred letters where that is more. */
export const holdingFrom = (letters: number) => Math.max(fewest, Math.ceil(letters / oneIn));

/**
 * A recipient's word against a campaign that lists them or wrote to them; each address counts once. Enough of them hold the campaign until the
 * operator has looked. Complaints of before the operator last let it go on do not hold it again.
 */
export async function complain(tools: Tools, address: Address, shownCampaign: string): Promise<void> {
  const campaignId = readId('campaign', shownCampaign);
  await tools.database.inInstallation('recipient', async (tx) => {
    const place = campaignsOf(await heldAbout(tools, tx, address)).find((one) => one.campaignId === campaignId);
    if (!place) throw new Refusal('invalid', 'not_concerned', 'This campaign keeps nothing about your address.');
    const { workspaceId } = place;
    // Two at the same moment: the second sees the first.
    await lockCampaign(tx, workspaceId, campaignId, 'update');
    const hashes = complaintHashes(tools, address.key);
    const before = await complaintsOf(tx, hashes, complaintsAfter(tools.clock.now()));
    const [addressHash] = hashes;
    if (!addressHash || before.some((one) => one.campaignId === campaignId)) return;
    await insertComplaint(tx, { workspaceId, campaignId, addressHash, madeAt: tools.clock.now() });
    await recordEntry(
      tools,
      tx,
      { workspaceId, actor: recipientActor },
      { action: 'campaign.complained_of', subject: { kind: 'campaign', id: campaignId } },
    );
    await holdIfMany(tools, tx, place);
  });
}

async function holdIfMany(tools: Tools, tx: Tx, place: CampaignPlace): Promise<void> {
  const [released, over] = [await lastReleased(tx, place), complaintsAfter(tools.clock.now())];
  const complaints = await countComplaints(tx, place, released && released > over ? released : over);
  const { accepted } = await totalOf(tx, place.workspaceId, place.campaignId);
  if (complaints >= holdingFrom(accepted)) await holdCampaign(tools, tx, recipientActor, { ...place, because: 'complaints', complaints });
}
