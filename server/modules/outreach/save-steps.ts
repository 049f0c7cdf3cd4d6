import type { Member } from '../../platform/api.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { refuseAbsentFiles } from './attaching/refuse-absent-files.ts';
import { pauseUnapproved } from './approving/pause-unapproved.ts';
import { refuseUnusableTexts } from './lacking/refuse-unusable-texts.ts';
import { checkedSteps, refuseMovedSteps, type Step, type WrittenStep } from './outreach.ts';
import { endBeyond } from './recipients/store.ts';
import { finishIfDone } from './steering/finish-if-done.ts';
import { insertSteps, lockOutreach, stepsOf, updateOutreach } from './store.ts';

/**
 * Writes the steps of a campaign anew, as a version of its own: what was sent keeps its version, what was not takes this one. After the launch a
 * variant stays, since recipients keep theirs; steps keep their place, and come and go at the end alone; and texts with which it could not have been
 * launched are refused. Who waits for a step that is there no more is finished, and who had them all gets none that is added.
 * @returns how many were finished so
 */
export async function saveSteps(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  { id, steps: written, expectedVersion }: { id: string; steps: readonly WrittenStep[]; expectedVersion: number | undefined },
): Promise<number> {
  const steps = checkedSteps(written);
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const before = await lockOutreach(tx, workspaceId, id);
    if (!before) throw notFound('team campaign');
    if (before.state === 'finished') throw new Refusal('conflict', 'outreach_finished', 'This campaign is finished and stays as it was.');
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      throw new Refusal(
        'conflict',
        'steps_changed',
        'Somebody else changed the steps meanwhile. Look at their version, then make your change again.',
      );
    if (before.launchedAt) refuseMovedSteps(written);
    const old = await stepsOf(tx, workspaceId, id, before.version);
    if (JSON.stringify(old) === JSON.stringify(inOrder(steps))) return 0;
    if (before.launchedAt) {
      refuseLostVariant(old, steps);
      await refuseAbsentFiles(tx, workspaceId, steps);
      await refuseUnusableTexts(tx, { workspaceId, campaignId: id }, steps);
    }
    const version = before.version + 1;
    await insertSteps(tx, { workspaceId, campaignId: id, version }, steps);
    await updateOutreach(tx, workspaceId, id, { version, changedBy: userId, writtenBy: userId });
    const isShorter = before.launchedAt !== null && steps.length < old.length;
    const ended = isShorter ? await endBeyond(tx, { workspaceId, campaignId: id }, steps.length, tools.clock.now()) : 0;
    if (isShorter) await finishIfDone(tools, tx, { workspaceId, campaignId: id });
    const details = { version, steps: steps.length };
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.steps_saved', subject: { kind: 'outreach', id }, details });
    await pauseUnapproved(tools, tx, workspaceId, id);
    return ended;
  });
}

const inOrder = (steps: readonly Step[]): Step[] =>
  steps.map(({ delayHours, sameThread, files, texts }) => ({
    delayHours,
    sameThread,
    files,
    texts: texts
      .map(({ variant, weight, subject, html }) => ({ variant, weight, subject, html }))
      .toSorted((one, other) => (one.variant < other.variant ? -1 : 1)),
  }));

function refuseLostVariant(old: readonly Step[], steps: readonly Step[]): void {
  const kept = new Set(steps[0]?.texts.map(({ variant }) => variant));
  if (old[0]?.texts.some(({ variant }) => !kept.has(variant)))
    throw new Refusal(
      'conflict',
      'variant_in_use',
      'Recipients have this variant already. Give it the weight 0, so that nobody more gets it.',
    );
}
