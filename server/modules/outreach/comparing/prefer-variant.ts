import type { Member } from '../../../platform/api.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { pauseUnapproved } from '../approving/pause-unapproved.ts';
import { allowLongStatement } from '../launching/store.ts';
import { insertSteps, lockOutreach, stepsOf, updateOutreach } from '../store.ts';
import { moveToVariant } from './store.ts';

/**
 * Uses one variant from now on: nobody more gets another, and whoever waits for their first message gets this one. Who was begun with keeps theirs
 * through all steps.
 */
export async function preferVariant(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  { id, variant }: { id: string; variant: string },
): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const campaign = await lockOutreach(tx, workspaceId, id);
    if (!campaign) throw notFound('team campaign');
    if (campaign.state === 'finished') throw new Refusal('conflict', 'outreach_finished', 'This campaign is finished and stays as it was.');
    const steps = await stepsOf(tx, workspaceId, id, campaign.version);
    if (!steps[0]?.texts.some((text) => text.variant === variant)) throw notFound('variant');
    const version = campaign.version + 1;
    const weighted = steps.map(({ texts, ...step }) => ({
      ...step,
      texts: texts.map((text) => ({ ...text, weight: text.variant === variant ? 1 : 0 })),
    }));
    await allowLongStatement(tx);
    await insertSteps(tx, { workspaceId, campaignId: id, version }, weighted);
    await updateOutreach(tx, workspaceId, id, { version, changedBy: userId });
    const moved = campaign.launchedAt ? await moveToVariant(tx, { workspaceId, campaignId: id }, variant, tools.clock.now()) : 0;
    const entry = {
      action: 'outreach.variant_preferred',
      subject: { kind: 'outreach', id },
      details: { variant, moved, version },
    } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
    await pauseUnapproved(tools, tx, workspaceId, id);
  });
}
