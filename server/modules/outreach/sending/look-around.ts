import { always, usableZone, type WorkingHours } from '../../../../shared/working-hours.ts';
import type { Tools } from '../../../platform/tools.ts';
import { mailboxesOf, usesSince, type Mailbox } from '../../mailboxes/index.ts';
import { providerOf } from './circuits/circuit.ts';
import { circuitsOf } from './circuits/store.ts';
import { campaignsOf, runsOf, waitingOf, type CampaignRow } from './looking/store.ts';
import type { Bucket, RunningCampaign, Sender } from './readiness.ts';
import { createUses } from './uses.ts';
import type { Held } from './what-follows.ts';

/** A mailbox with what the runner keeps about it. */
export interface Run extends Sender, Held {
  mailbox: Mailbox;
}

/** What a runner finds in one workspace. */
export interface Found {
  runs: Map<string, Run>;
  campaigns: Map<string, RunningCampaign>;
  waiting: Bucket[];
  /** Providers with which something went wrong lately. */
  troubled: ReadonlySet<string>;
}

const dayMilliseconds = 24 * 3_600_000;

/**
 * How many messages of a mailbox are on their way at the same time: Exchange answers four requests of a mailbox at once and we leave it one; Gmail counts
 * by the minute; a mail server minds many connections.
 */
const lanesOf: Record<Mailbox['provider'], number> = { smtp: 4, outlook: 3, gmail: 3 };

/** Reads what there is to send in a workspace, and from where; with the mailboxes that are named, or of all for a plan. */
export async function lookAround(
  tools: Pick<Tools, 'clock' | 'database'>,
  workspaceId: string,
  mailboxIds: readonly string[],
): Promise<Found> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const now = tools.clock.now();
    const mailboxes = await mailboxesOf(tx, workspaceId, mailboxIds);
    const runs = await runsOf(tx, workspaceId, mailboxIds);
    const uses = await usesSince(tx, workspaceId, mailboxIds, new Date(now.getTime() - dayMilliseconds));
    const rows = await campaignsOf(tx, workspaceId);
    const providers = new Map(mailboxes.map((mailbox) => [mailbox.id, providerOf(mailbox)]));
    const circuits = await circuitsOf(tx, [...new Set(providers.values())]);
    const campaigns = new Map(rows.map((row) => [row.id, campaignOf(row)]));
    const senders = new Map(
      mailboxes.map((mailbox) => {
        const run = runs.find(({ mailboxId }) => mailboxId === mailbox.id);
        const ofMailbox = uses.filter(({ mailboxId }) => mailboxId === mailbox.id);
        const sendsFor = rows.filter((row) => row.mailboxIds.includes(mailbox.id)).map(({ id }) => id);
        const circuit = circuits.find(({ provider }) => provider === providers.get(mailbox.id));
        return [mailbox.id, { ...runOf(mailbox, run, ofMailbox, sendsFor), providerUntil: untilOf(circuit, now) }];
      }),
    );
    const waiting = await waitingOf(tx, workspaceId, [...campaigns.keys()], [...senders.keys()]);
    return { runs: senders, campaigns, waiting, troubled: new Set(circuits.map(({ provider }) => provider)) };
  });
}

/** Until when nobody hands anything over to a provider: until its pause ends, or whoever tries for all must have an answer. */
export function untilOf(circuit: Awaited<ReturnType<typeof circuitsOf>>[number] | undefined, now: Date): number | undefined {
  if (!circuit?.waitsUntil) return undefined;
  const { waitsUntil, tryEndsAt } = circuit;
  return (waitsUntil <= now && tryEndsAt && tryEndsAt > now ? tryEndsAt : waitsUntil).getTime();
}

/** A mailbox with its state, as the planner wants it. */
export function runOf(
  mailbox: Mailbox,
  run: Awaited<ReturnType<typeof runsOf>>[number] | undefined,
  slots: readonly { slot: Date; messages: number }[],
  campaigns: readonly string[],
): Run {
  const last = run?.lastClaimAt && run.lastDeliveryId ? { at: run.lastClaimAt.getTime(), deliveryId: run.lastDeliveryId } : undefined;
  return {
    id: mailbox.id,
    mailbox,
    pacing: { ...mailbox, timeZone: usableZone(mailbox.timeZone, 'UTC') },
    uses: createUses(slots),
    last,
    parked: mailbox.parkedAt ? { until: mailbox.parkedUntil?.getTime() } : undefined,
    slowUntil: run?.slowUntil?.getTime(),
    slowed: run?.slowed ?? 0,
    refused: run?.refused ?? 0,
    freeLanes: lanesOf[mailbox.provider],
    campaigns: new Set(campaigns),
    turn: undefined,
  };
}

/** A campaign with its hours in each zone; those of a zone are the same object each time, so that a calendar remembers them. */
export function campaignOf(
  row: Omit<CampaignRow, 'mailboxIds' | 'formerMailboxIds' | 'state' | 'version' | 'holdMinutes'>,
): RunningCampaign {
  const own = usableZone(row.timeZone, 'UTC');
  const byZone = new Map<string, WorkingHours>();
  const { workingDays, opensMinute, closesMinute } = row;
  return {
    id: row.id,
    startsAt: row.startsAt?.getTime(),
    endsAt: row.endsAt?.getTime(),
    holdEndsAt: row.holdEndsAt?.getTime(),
    hoursIn(timeZone) {
      const zone = row.byRecipientZone ? usableZone(timeZone, own) : own;
      const known = byZone.get(zone) ?? { ...always(zone), workingDays, opensMinute, closesMinute };
      byZone.set(zone, known);
      return known;
    },
  };
}
