import type { Member } from '../../../platform/api.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { approvalMissing, approvalOf } from '../approving/approval.ts';
import { earliestOf, refuseUnlessFollows } from '../outreach.ts';
import { refuseWhereWorkspaceEnds } from '../refuse-where-workspace-ends.ts';
import { lockOutreach, updateOutreach, type OutreachChange } from '../store.ts';
import { campaignEvent } from '../telling/events-of-outreach.ts';
import { finishIfDone } from './finish-if-done.ts';
import { stopWaiting } from './store.ts';

const entryOf = { running: 'outreach.resumed', paused: 'outreach.paused', finished: 'outreach.ended' } as const;

/**
 * Pauses a campaign, lets it run on, or finishes it early. After a pause nothing more is begun; what is leaving at this moment leaves. Who still waits
 * in a campaign that is finished early stops, and its end is now: it is finished once what is on its way has its outcome.
 */
export async function setOutreachState(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { id, state }: { id: string; state: 'running' | 'paused' | 'finished' },
): Promise<void> {
  const now = tools.clock.now();
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (state === 'running') await refuseWhereWorkspaceEnds(tx, workspaceId);
    const before = await lockOutreach(tx, workspaceId, id);
    if (!before) throw notFound('team campaign');
    if (before.state === state) return;
    if (before.state === 'draft') throw new Refusal('conflict', 'not_launched', 'This campaign was not launched yet. Launch it first.');
    refuseUnlessFollows(before.state, state);
    if (state === 'running' && before.endsAt && before.endsAt <= now)
      throw new Refusal('conflict', 'outreach_over', 'The end of this campaign has come. Set a later end first.');
    if (state === 'running' && (await approvalOf(tx, workspaceId, before)).approval === 'needed')
      throw new Refusal('refused', 'approval_missing', approvalMissing);
    const earliest = earliestOf(before);
    const comes = earliest && earliest > now;
    const changes: Record<typeof state, OutreachChange> = {
      paused: { state, pausedBecause: 'member', pausedAt: now },
      // Whoever lets it run on has decided about a start that was missed.
      running: { state, pausedBecause: null, pausedAt: null, guardedFrom: now, ...(before.beganAt || comes ? {} : { beganAt: now }) },
      finished: { endsAt: now },
    };
    await updateOutreach(tx, workspaceId, id, changes[state]);
    const which = { workspaceId, campaignId: id };
    const stopped = state === 'finished' ? await stopWaiting(tx, which, 'ended', now) : 0;
    if (state !== 'finished')
      await noteEvents(tools, tx, workspaceId, [
        state === 'paused' ? campaignEvent(id, 'campaign.paused', 'member') : campaignEvent(id, 'campaign.resumed'),
      ]);
    await recordEntry(
      tools,
      tx,
      { workspaceId, actor },
      { action: entryOf[state], subject: { kind: 'outreach', id }, details: { stopped } },
    );
    if (state === 'finished') await finishIfDone(tools, tx, which);
  });
}
