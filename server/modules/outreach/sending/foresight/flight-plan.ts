import { limitOn } from '../../../../../shared/pacing.ts';
import { dayIn } from '../../../../../shared/office-hours.ts';
import { nextOpening, always } from '../../../../../shared/working-hours.ts';
import type { Tx } from '../../../../platform/database.ts';
import type { Tools } from '../../../../platform/tools.ts';
import { mailboxesOf, usesSince } from '../../../mailboxes/index.ts';
import { campaignOf, runOf } from '../look-around.ts';
import { campaignsOf, runsOf } from '../looking/store.ts';
import type { Waiting } from '../readiness.ts';
import { simulateSending, type Group } from '../simulate-sending.ts';
import { stepsOfVersions } from '../store.ts';
import { campaignsBeside, groupsOf } from './store.ts';
import { neverSentence } from './words.ts';

/** The whole of what is to come of a campaign, day by day and mailbox by mailbox, as the planner that sends would send it. */
export interface FlightPlan {
  /** Days by the campaign's own clock, in their order; those without a message are left out. */
  days: { day: string; mailboxes: { mailboxId: string; messages: number; limit: number }[] }[];
  messages: number;
  /** When the last message leaves, if nobody answers before; nothing where nothing leaves. */
  endsAt: Date | null;
  /** Messages that would never leave, by why. */
  left: { because: Waiting; messages: number; sentence: string }[];
}

const dayMilliseconds = 24 * 3_600_000;
/** Nobody plans further: a campaign that would take longer needs more mailboxes. */
const mostDays = 5 * 366;

/**
 * Runs the production planner over everything that is still to come of a campaign, beside the other running campaigns of its mailboxes.
 * @param recipients for a draft: how many there would be in each zone, in place of those whom it has already
 */
export async function flightPlan(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  {
    workspaceId,
    campaignId,
    recipients,
  }: { workspaceId: string; campaignId: string; recipients?: readonly { timeZone: string; count: number }[] },
): Promise<FlightPlan> {
  const now = tools.clock.now();
  const rows = await campaignsOf(tx, workspaceId, [campaignId, ...(await campaignsBeside(tx, workspaceId, campaignId))]);
  const own = rows.find(({ id }) => id === campaignId);
  if (!own) return { days: [], messages: 0, endsAt: null, left: [] };
  const mailboxIds = [...own.mailboxIds, ...own.formerMailboxIds];
  const mailboxes = await mailboxesOf(tx, workspaceId, mailboxIds);
  const runs = await runsOf(tx, workspaceId, mailboxIds);
  const uses = await usesSince(tx, workspaceId, mailboxIds, new Date(now.getTime() - dayMilliseconds));
  const senders = mailboxes.map((mailbox) =>
    runOf(
      mailbox,
      runs.find(({ mailboxId }) => mailboxId === mailbox.id),
      uses.filter(({ mailboxId }) => mailboxId === mailbox.id),
      rows.filter((row) => row.mailboxIds.includes(mailbox.id)).map(({ id }) => id),
    ),
  );
  const steps = await stepsOfVersions(
    tx,
    workspaceId,
    rows.map(({ id, version }) => ({ campaignId: id, version })),
  );
  const delays = new Map(rows.map(({ id }) => [id, steps.filter((step) => step.campaignId === id).map(({ delayHours }) => delayHours)]));
  // A draft is planned as if it were launched now, so its time for being taken back begins now.
  const dueAt = Math.max(now.getTime() + own.holdMinutes * 60_000, own.startsAt?.getTime() ?? 0);
  const groups: Group[] = await groupsOf(
    tx,
    workspaceId,
    // Whoever was added to a draft by hand is among those that are given.
    rows.map(({ id }) => id).filter((id) => id !== campaignId || recipients === undefined),
  );
  for (const { timeZone, count } of recipients ?? []) groups.push({ campaignId, timeZone, mailboxId: null, dueAt, step: 1, count });

  const days = new Map<string, Map<string, { messages: number; limit: number }>>();
  const dayOf = createDays(own.timeZone);
  let messages = 0;
  const ahead = { senders, groups, delays, campaigns: new Map(rows.map((row) => [row.id, campaignOf(row)])) };
  const simulated = simulateSending(ahead, { from: now.getTime(), until: now.getTime() + mostDays * dayMilliseconds }, (leg) => {
    if (leg.campaignId !== campaignId) return;
    messages += leg.messages;
    const day = dayOf(leg.at);
    const ofDay = days.get(day) ?? new Map<string, { messages: number; limit: number }>();
    days.set(day, ofDay);
    const pacing = senders.find(({ id }) => id === leg.mailboxId)?.pacing;
    const before = ofDay.get(leg.mailboxId) ?? { messages: 0, limit: pacing ? limitOn(pacing, new Date(leg.at)) : 0 };
    ofDay.set(leg.mailboxId, { ...before, messages: before.messages + leg.messages });
  });
  const endsAt = simulated.endsAt.get(campaignId);
  const left = Map.groupBy(
    simulated.left.filter((one) => one.campaignId === campaignId),
    ({ because }) => because,
  );
  return {
    days: [...days]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([day, byMailbox]) => ({ day, mailboxes: [...byMailbox].map(([mailboxId, one]) => ({ mailboxId, ...one })) })),
    messages,
    endsAt: endsAt === undefined ? null : new Date(endsAt),
    left: [...left].map(([because, some]) => ({
      because,
      messages: some.reduce((sum, one) => sum + one.messages, 0),
      sentence: neverSentence[because] ?? neverSentence.hours_never_meet ?? '',
    })),
  };
}

/** The calendar day of a moment, worked out once a day. */
function createDays(timeZone: string): (at: number) => string {
  let [day, from, until] = ['', Infinity, -Infinity];
  const midnight = { ...always(timeZone), opensMinute: 0, closesMinute: 1 };
  return (at) => {
    if (at >= from && at < until) return day;
    day = dayIn(new Date(at), timeZone);
    from = at;
    until = nextOpening([midnight], new Date(at + 60_000))?.getTime() ?? Infinity;
    return day;
  };
}
