import type { Tx } from '../../../platform/database.ts';
import { showId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { flightPlan } from '../sending/foresight/flight-plan.ts';
import type { OutreachRow } from '../store.ts';
import { meantBy } from './check-launch.ts';
import { enrollingOf } from './launch-outreach.ts';
import { countByZone } from './store.ts';

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
    left: left.map(({ messages: never, sentence }) => ({ messages: never, sentence })),
  };
}

async function recipientsByZone(tools: Tools, tx: Tx, campaign: OutreachRow & { workspaceId: string }) {
  const meant = await meantBy(tools, tx, campaign.workspaceId, campaign);
  return countByZone(tx, meant, await enrollingOf(tools, tx, campaign, meant));
}
