import type { Tx } from '../../../platform/database.ts';
import { showId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { pressedAmong } from '../sending/pressure/hold-by-pressure.ts';
import { flightPlan } from '../sending/foresight/flight-plan.ts';
import type { OutreachRow } from '../store.ts';
import { meantBy } from './check-launch.ts';
import { enrollingOf } from './launch-outreach.ts';
import { countByZone } from './enrolling/store.ts';
import { sampleOfMeant, sampleOfWaiting } from './store.ts';

/** What is to come of a campaign, day by day and mailbox by mailbox: of a draft as if it were launched now, afterwards for those who still wait. */
export async function planCampaign(tools: Tools, tx: Tx, campaign: OutreachRow & { workspaceId: string }) {
  const { workspaceId, id: campaignId } = campaign;
  const { days, endsAt, messages, left } = await flightPlan(tools, tx, {
    ...{ workspaceId, campaignId },
    ...(campaign.launchedAt === null && { recipients: await recipientsByZone(tools, tx, campaign) }),
  });
  return {
    messages,
    endsAt: endsAt?.toISOString() ?? null,
    days: days.map(({ day, mailboxes }) => ({
      day,
      mailboxes: mailboxes.map(({ mailboxId, ...one }) => ({ id: showId('mailbox', mailboxId), ...one })),
    })),
    notes: await notesOf(tools, tx, campaign),
    left: left.map(({ messages: never, sentence }) => ({ messages: never, sentence })),
  };
}

/** So many are looked at for what is only estimated. */
const sampled = 1000;

/** What the plan does not reckon with, said in words: it moves groups of people, and nobody knows who of them had how many messages. */
async function notesOf(tools: Tools, tx: Tx, campaign: OutreachRow & { workspaceId: string }): Promise<string[]> {
  const { workspaceId, id: campaignId } = campaign;
  const sample = campaign.launchedAt
    ? await sampleOfWaiting(tx, { workspaceId, campaignId }, sampled)
    : await sampleOfMeant(tx, await meantBy(tools, tx, workspaceId, campaign), sampled);
  const found = await pressedAmong(tx, workspaceId, sample, tools.clock.now());
  if (!found) return [];
  const { person, company } = found.guards;
  const many = Math.round((found.pressed / Math.max(1, sample.length)) * 100);
  return [
    ...(person ? [`The workspace lets one person have at most ${person.most} messages of team campaigns in ${person.days} days.`] : []),
    ...(company ? [`It begins with at most ${company.most} people of one company in ${company.days} days.`] : []),
    many > 0
      ? `Roughly ${many} % of the recipients would have to wait for that now, so messages leave later than this plan says.`
      : 'Nobody has to wait for that now; what other campaigns send meanwhile may change it.',
  ];
}

async function recipientsByZone(tools: Tools, tx: Tx, campaign: OutreachRow & { workspaceId: string }) {
  const meant = await meantBy(tools, tx, campaign.workspaceId, campaign);
  return countByZone(tx, meant, await enrollingOf(tools, tx, campaign, meant));
}
