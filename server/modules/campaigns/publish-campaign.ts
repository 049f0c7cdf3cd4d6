import { notFound, Refusal } from '../../platform/errors.ts';
import type { Member } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { noteEvents } from '../webhooks/index.ts';
import { holdEnd } from '../workspaces/index.ts';
import { isApproved } from './approve-campaign.ts';
import { mayFollow, type CampaignState } from './campaign.ts';
import { refuseProblems } from './change-campaign.ts';
import { whileHeld } from './duplicate-campaign.ts';
import { problemsOf } from './problems.ts';
import { recipientsOf } from './recipients/store.ts';
import { deleteCampaign, findCampaign, lockCampaign, setInactiveSince, updateCampaign } from './store.ts';
import { wordingsOf } from './texts/store.ts';

/** Told before a campaign is deleted; what it gives is done once it is. */
export type BeforeRemoval = (tx: Tx, campaign: { workspaceId: string; campaignId: string }) => Promise<() => Promise<void>>;

const entryOf = { published: 'campaign.published', paused: 'campaign.paused', closed: 'campaign.closed' } as const;

/**
 * Publishes, pauses or closes a campaign. Only one without problems is published, and where the workspace wants it only a text that a second
 * member has approved; closing is for good and begins the recipients' year.
 */
export async function setCampaignState(
  tools: Tools,
  actor: Actor,
  member: Member,
  { id, state }: { id: string; state: Exclude<CampaignState, 'draft'> },
): Promise<void> {
  const { workspaceId } = member;
  const now = tools.clock.now();
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    // The workspace before the campaign: whoever ends it locks in this order.
    const ends = state === 'published' && (await holdEnd(tx, workspaceId));
    const locked = await lockCampaign(tx, workspaceId, id, 'update');
    const before = locked && (await findCampaign(tx, workspaceId, id));
    if (!before) throw notFound('campaign');
    if (before.state === state) return;
    if (!mayFollow(before.state, state))
      throw new Refusal('conflict', 'state_cannot_follow', `A campaign that is ${before.state} cannot become ${state}.`);
    if (ends)
      throw new Refusal(
        'refused',
        'workspace_ends',
        'This workspace is being deleted, so nothing in it is published. An owner can keep it first.',
      );
    if (state === 'published') {
      refuseProblems(problemsOf(before, await wordingsOf(tx, before), await recipientsOf(tx, workspaceId, id)));
      await refuseUnapproved(tx, before);
    }
    await updateCampaign(tx, workspaceId, id, {
      state,
      ...(state === 'published' && !before.publishedAt ? { publishedAt: now } : {}),
      ...(state === 'closed' ? { closedAt: now } : {}),
    });
    await setInactiveSince(tx, workspaceId, id, state === 'closed' ? now : null);
    const type = toldAs(state, before.publishedAt !== null);
    const because = state === 'paused' ? { details: { because: 'member' } } : {};
    await noteEvents(tools, tx, workspaceId, [{ type, campaign: { kind: 'advocacy', id }, ...because }]);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: entryOf[state], subject: { kind: 'campaign', id } });
  });
}

function toldAs(state: Exclude<CampaignState, 'draft'>, wasPublished: boolean) {
  if (state === 'published') return wasPublished ? 'campaign.resumed' : 'campaign.launched';
  return state === 'paused' ? 'campaign.paused' : 'campaign.finished';
}

async function refuseUnapproved(tx: Tx, campaign: { workspaceId: string; id: string; textVersion: number }): Promise<void> {
  if ((await isApproved(tx, campaign)) === 'needed')
    throw new Refusal(
      'refused',
      'approval_missing',
      'In this workspace a second member approves a text before it is published. Ask one of them.',
    );
}

/**
 * Deletes a campaign with everything that belongs to it, once its name was typed. Supporters who are under way in it lose their letter; the
 * consents that they gave are given back afterwards.
 */
export async function removeCampaign(
  tools: Tools,
  actor: Actor,
  member: Member,
  { id, typedName, beforeRemoval }: { id: string; typedName: string; beforeRemoval: BeforeRemoval },
): Promise<void> {
  const { workspaceId } = member;
  const giveBack = await tools.database.inWorkspace(workspaceId, async (tx) => {
    const campaign = await lockCampaign(tx, workspaceId, id, 'update');
    if (!campaign) throw notFound('campaign');
    if (campaign.heldAt) throw whileHeld();
    if (campaign.name !== typedName.trim())
      throw new Refusal('refused', 'name_differs', 'The name that was typed is not that of the campaign. Nothing was deleted.');
    const afterwards = await beforeRemoval(tx, { workspaceId, campaignId: id });
    await deleteCampaign(tx, workspaceId, id);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'campaign.removed', subject: { kind: 'campaign', id } });
    return afterwards;
  });
  await giveBack();
}
