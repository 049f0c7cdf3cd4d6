import { limitOn, type Pacing } from '../../../../shared/pacing.ts';
import type { WorkingHours } from '../../../../shared/working-hours.ts';
import type { Calendar } from './calendar.ts';
import type { Uses } from './uses.ts';

/** Why nothing leaves now: a closed set, which pages turn into sentences. */
export type Waiting =
  | 'not_due'
  | 'not_started'
  | 'hold_window'
  | 'person_pressure'
  | 'company_pressure'
  | 'ended'
  | 'paused'
  | 'quarantined'
  | 'campaign_hours'
  | 'mailbox_hours'
  | 'hours_never_meet'
  | 'limit'
  | 'gap'
  | 'slowed'
  | 'provider_down'
  | 'parked'
  | 'no_mailbox'
  | 'others_first'
  | 'busy';

/** A mailbox as the planner sees it. */
export interface Sender {
  id: string;
  pacing: Pacing;
  uses: Uses;
  /** When its last message was begun, and which: the gap after it is derived from its id, so that a plan can be repeated. */
  last: { at: number; deliveryId: string } | undefined;
  /** Without a moment until a member acts. */
  parked: { until: number | undefined } | undefined;
  /** A provider asked for patience: the whole mailbox waits, not each message. */
  slowUntil: number | undefined;
  /** Its provider answers nobody: all mailboxes of it wait together. */
  providerUntil?: number | undefined;
  freeLanes: number;
  /** Campaigns that send new recipients from it. */
  campaigns: ReadonlySet<string>;
  /** The campaign that was served last: the next one has its turn. */
  turn: string | undefined;
}

export type Readiness = { ready: number } | { because: Waiting; until: number | undefined };

/** How much longer than the gap a mailbox waits after a message: the same for the same message, and between none and all of the jitter. */
export const jitterOf = (deliveryId: string): number => Number.parseInt(deliveryId.slice(-8), 16) / 2 ** 32;

const dayMilliseconds = 24 * 3_600_000;

/** How many messages a mailbox may begin at a moment, or why none and until when. */
export function readinessOf(sender: Sender, calendar: Calendar, at: number): Readiness {
  const { pacing, parked, slowUntil, providerUntil, uses } = sender;
  if (parked && (parked.until === undefined || parked.until > at)) return { because: 'parked', until: parked.until };
  if (!calendar.isOpen(pacing, at)) return { because: 'mailbox_hours', until: calendar.opensAt(pacing, at) };
  const left = budgetOf(sender, at);
  if (left <= 0) return { because: 'limit', until: earlier(uses.freeAt(at, limitOn(pacing, new Date(at))), nextRampDay(pacing, at)) };
  if (providerUntil !== undefined && providerUntil > at) return { because: 'provider_down', until: providerUntil };
  if (slowUntil !== undefined && slowUntil > at) return { because: 'slowed', until: slowUntil };
  const gapEnds = gapEndOf(sender);
  if (gapEnds > at) return { because: 'gap', until: gapEnds };
  if (sender.freeLanes <= 0) return { because: 'busy', until: undefined };
  const oneByOne = pacing.gapSeconds > 0 || pacing.gapJitterSeconds > 0;
  return { ready: Math.min(oneByOne ? 1 : sender.freeLanes, left) };
}

/** What is left of the limit of the 24 hours that end at a moment. */
export const budgetOf = ({ pacing, uses }: Sender, at: number): number => limitOn(pacing, new Date(at)) - uses.usedAt(at);

function gapEndOf({ pacing, last }: Sender): number {
  if (!last) return -Infinity;
  return Math.ceil(last.at + (pacing.gapSeconds + pacing.gapJitterSeconds * jitterOf(last.deliveryId)) * 1000);
}

function nextRampDay({ rampFrom, rampDays, rampBeganAt }: Pacing, at: number): number | undefined {
  if (rampFrom === null || rampDays === null || rampBeganAt === null) return undefined;
  const began = rampBeganAt.getTime();
  const day = Math.max(0, Math.floor((at - began) / dayMilliseconds)) + 1;
  return day > rampDays ? undefined : began + day * dayMilliseconds;
}

export const earlier = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? other : other === undefined ? one : Math.min(one, other);

/** A running campaign as the planner sees it. */
export interface RunningCampaign {
  id: string;
  startsAt: number | undefined;
  endsAt: number | undefined;
  /** Until then it can be taken back, and nothing leaves. */
  holdEndsAt?: number | undefined;
  /** Its hours in a recipient's zone, where it goes by it; else in its own. The same object for the same zone. */
  hoursIn(timeZone: string): WorkingHours;
}

/** Recipients who are alike: of one campaign and zone, with their step due, new ones or those of one mailbox. */
export interface Bucket {
  campaignId: string;
  timeZone: string;
  /** Of the mailbox that began the thread; nothing for new recipients. */
  mailboxId: string | null;
  /** When the first of them is due. */
  dueAt: number;
}

/** Whether those of a bucket may be written to at a moment, as far as their campaign goes, or why not and until when. */
export function bucketReadiness(
  campaign: RunningCampaign,
  { dueAt, timeZone }: Pick<Bucket, 'dueAt' | 'timeZone'>,
  calendar: Calendar,
  at: number,
): Readiness {
  if (campaign.endsAt !== undefined && at >= campaign.endsAt) return { because: 'ended', until: undefined };
  if (campaign.holdEndsAt !== undefined && campaign.holdEndsAt > at) return { because: 'hold_window', until: campaign.holdEndsAt };
  if (campaign.startsAt !== undefined && campaign.startsAt > at) return { because: 'not_started', until: campaign.startsAt };
  if (dueAt > at) return { because: 'not_due', until: dueAt };
  const hours = campaign.hoursIn(timeZone);
  if (!calendar.isOpen(hours, at)) return { because: 'campaign_hours', until: calendar.opensAt(hours, at) };
  return { ready: Infinity };
}
