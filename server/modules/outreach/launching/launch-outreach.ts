import { isTimeZone } from '../../../../shared/office-hours.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { later } from '../../../platform/period.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { holdLibrary } from '../../files/index.ts';
import { totalsOf } from '../counts/store.ts';
import { earliestOf } from '../outreach.ts';
import { lastSeq } from '../recipients/store.ts';
import { refuseWhereWorkspaceEnds } from '../refuse-where-workspace-ends.ts';
import { campaignEvent } from '../telling/events-of-outreach.ts';
import { lockOutreach, stepsOf, updateOutreach, type OutreachRow } from '../store.ts';
import { checkLaunch, meantBy } from './check-launch.ts';
import { countAddedAfter, deleteLeftOut, enrolAudience, readyAdded, type Enrolling } from './enrolling/store.ts';
import { allowLongStatement, zonesOf, type Meant } from './store.ts';

/**
 * Launches a campaign in one transaction: its recipients are frozen with the values of their merge tags, each address once, and from its start on
 * messages may leave. Launching again changes nothing; a campaign in whose way something stands is refused with the first of it.
 */
export async function launchOutreach(tools: Tools, actor: Actor, { workspaceId, userId }: Member, id: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await refuseWhereWorkspaceEnds(tx, workspaceId);
    const campaign = await lockOutreach(tx, workspaceId, id);
    if (!campaign) throw notFound('team campaign');
    if (campaign.launchedAt) return;
    await allowLongStatement(tx);
    // What is found now is there when it is sent.
    await holdLibrary(tx, workspaceId);
    const { problems } = await checkLaunch(tools, tx, workspaceId, campaign);
    const [first] = problems;
    if (first)
      throw new Refusal(
        'refused',
        'outreach_has_problems',
        `${first.sentence}${problems.length > 1 ? ` (${problems.length - 1} more)` : ''}`,
      );
    const now = tools.clock.now();
    const holdEndsAt = campaign.holdMinutes > 0 ? later(now, { minutes: campaign.holdMinutes }) : null;
    const recipients = await enrolAll(tools, tx, workspaceId, campaign);
    const earliest = earliestOf({ ...campaign, holdEndsAt });
    await updateOutreach(tx, workspaceId, id, {
      state: 'running',
      launchedAt: now,
      launchedBy: userId,
      holdEndsAt,
      ...(earliest && earliest > now ? {} : { beganAt: now }),
    });
    await noteEvents(tools, tx, workspaceId, [campaignEvent(id, 'campaign.launched')]);
    const entry = { action: 'outreach.launched', subject: { kind: 'outreach', id }, details: { recipients } } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
  });
}

/** The set-based heart of a launch: whoever was added by hand first, so that their own values win, then the audience in one statement. */
async function enrolAll(tools: Tools, tx: Tx, workspaceId: string, campaign: OutreachRow): Promise<number> {
  const meant = await meantBy(tools, tx, workspaceId, campaign);
  const byHand = { ...(await enrollingOf(tools, tx, campaign, meant)), afterSeq: 0 };
  await deleteLeftOut(tx, meant);
  await readyAdded(tx, meant, byHand);
  await countAddedAfter(tx, meant, byHand);
  const afterSeq = await lastSeq(tx, meant);
  await enrolAudience(tx, meant, { ...byHand, afterSeq });
  return (await totalsOf(tx, workspaceId, [campaign.id])).get(campaign.id)?.recipients ?? 0;
}

/** How recipients are enrolled in a campaign now: by the weights of its newest version. */
export async function enrollingOf(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  campaign: OutreachRow,
  { workspaceId, audience }: Pick<Meant, 'workspaceId' | 'audience'>,
): Promise<Omit<Enrolling, 'afterSeq'>> {
  const now = tools.clock.now();
  const [first] = await stepsOf(tx, workspaceId, campaign.id, campaign.version);
  const zones = campaign.byRecipientZone ? await zonesOf(tx, workspaceId, audience) : null;
  return {
    variants: first?.texts ?? [],
    timeZone: campaign.timeZone,
    knownZones: zones && zones.filter(isTimeZone),
    dueAt: startsLater(campaign, now) ?? now,
    now,
  };
}

const startsLater = ({ startsAt }: OutreachRow, now: Date): Date | undefined => (startsAt && startsAt > now ? startsAt : undefined);
