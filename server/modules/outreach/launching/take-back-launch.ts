import type { Member } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { mayTakeBack } from '../outreach.ts';
import { lockOutreach, updateOutreach, type OutreachRow } from '../store.ts';
import { campaignEvent } from '../telling/events-of-outreach.ts';
import { takeBackEnrolments } from './enrolling/store.ts';
import { allowLongStatement } from './store.ts';

/**
 * Takes a launch back as long as nothing has begun to leave: the campaign is a draft again with the same steps, audience and settings. Who came from the
 * audience is no recipient any more; who was added by hand stays one, with their own values.
 */
export async function takeBackLaunch(tools: Tools, actor: Actor, { workspaceId }: Member, id: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const campaign = await lockWaiting(tx, workspaceId, id);
    await allowLongStatement(tx);
    await takeBackEnrolments(tx, { workspaceId, campaignId: id, timeZone: campaign.timeZone });
    await updateOutreach(tx, workspaceId, id, { state: 'draft', launchedAt: null, holdEndsAt: null, pausedAt: null, pausedBecause: null });
    await noteEvents(tools, tx, workspaceId, [campaignEvent(id, 'campaign.taken_back')]);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.taken_back', subject: { kind: 'outreach', id } });
  });
}

/** Does not wait until the time for taking it back is over. A start that is still to come stays. */
export async function endHold(tools: Tools, actor: Actor, { workspaceId }: Member, id: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const { state, startsAt, holdEndsAt } = await lockWaiting(tx, workspaceId, id);
    if (holdEndsAt === null) throw new Refusal('conflict', 'nothing_held', 'Nothing is held here. It begins at its start.');
    const now = tools.clock.now();
    const begins = state === 'running' && (startsAt === null || startsAt <= now);
    await updateOutreach(tx, workspaceId, id, { holdEndsAt: null, ...(begins ? { beganAt: now } : {}) });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.hold_ended', subject: { kind: 'outreach', id } });
  });
}

/** The campaign, held: whoever claims its messages holds it too, so nothing begins meanwhile. */
async function lockWaiting(tx: Tx, workspaceId: string, id: string): Promise<OutreachRow> {
  const campaign = await lockOutreach(tx, workspaceId, id);
  if (!campaign) throw notFound('team campaign');
  if (!mayTakeBack(campaign))
    throw new Refusal('conflict', 'already_began', 'This campaign has begun, so its launch cannot be taken back. Pause it instead.');
  return campaign;
}
