import { asOwner } from './database.ts';
import type { Played, YearMailbox, YearPlan } from './simulated-year.ts';

/** What the ledger says against the plan; every number but the first three should be 0. */
export interface YearJudged {
  messages: number;
  /** Clock changes in zones of mailboxes and recipients during the year, and messages that began within three hours of one. */
  changes: number;
  nearChanges: number;
  outsideMailbox: number;
  outsideCampaign: number;
  gapsUndercut: number;
  limitsPassed: number;
  tooEarly: number;
  doubled: number;
  /** Steps that never left though they could have, or whose acceptance the mail server knows nothing of. */
  missing: number;
  /** Follow-ups that wait because the hours of their mailbox and of their recipient met before a clock change and never after it. */
  neverMeeting: number;
}

interface Row {
  campaignId: string;
  enrolmentId: string;
  mailboxId: string;
  step: number;
  at: number;
  timeZone: string;
  email: string;
}

const day = 86_400_000;

/**
 * Compares what began, by the ledger, with what was allowed. The wall clock is read here by `Intl` and the rules are said once more, so that the product's own
 * arithmetic is not its only witness.
 */
export async function judgeYear(databaseUrl: string, plan: YearPlan, played: Played): Promise<YearJudged> {
  const rows = await rowsOf(databaseUrl);
  const pacing = new Map(played.mailboxIds.map((id, index) => [id, plan.mailboxes[index] as YearMailbox]));
  const campaigns = new Map(played.campaignIds.map((id, index) => [id, { ...plan.campaigns[index], number: index }]));
  const began = Math.min(...rows.map(({ at }) => at));
  const zones = new Set([...plan.mailboxes.map(({ timeZone }) => timeZone), ...plan.campaigns.flatMap((one) => one.zones)]);
  const changes = [...zones].flatMap((zone) => changesOf(zone, began, plan.until.getTime()));
  const judged: YearJudged = { ...none, messages: rows.length, changes: changes.length, missing: await unaccepted(databaseUrl) };
  const before = new Map<string, Row[]>();
  const firstSteps = new Map<string, number>();
  for (const row of rows) {
    const mailbox = pacing.get(row.mailboxId);
    const campaign = campaigns.get(row.campaignId);
    if (!mailbox || campaign?.workingDays === undefined) throw new Error('The ledger holds what the plan does not.');
    if (changes.some((at) => Math.abs(at - row.at) < day / 8)) judged.nearChanges += 1;
    if (!isInside(mailbox, row.at)) judged.outsideMailbox += 1;
    const { workingDays, opensMinute = 0, closesMinute = 1440, delayHours = 0 } = campaign;
    if (!isInside({ timeZone: row.timeZone, workingDays, opensMinute, closesMinute, holidays: [] }, row.at)) judged.outsideCampaign += 1;
    const earlier = before.get(row.mailboxId) ?? [];
    const last = earlier.at(-1);
    if (last && row.at - last.at < mailbox.gapSeconds * 1000) judged.gapsUndercut += 1;
    earlier.push(row);
    before.set(row.mailboxId, earlier);
    if (earlier.filter(({ at }) => at > row.at - day).length > limitAt(mailbox, plan, row.at)) judged.limitsPassed += 1;
    if (row.step === 1) firstSteps.set(row.enrolmentId, row.at);
    else if (row.at - (firstSteps.get(row.enrolmentId) ?? Infinity) < delayHours * 3_600_000) judged.tooEarly += 1;
    const times = played.taken.get(`${row.email} Letter ${campaign.number}.${row.step}`) ?? 0;
    if (times > 1) judged.doubled += 1;
    if (times === 0) judged.missing += 1;
  }
  for (const { campaignId, mailboxId, timeZone, at } of await waitingOf(databaseUrl)) {
    const [mailbox, campaign] = [pacing.get(mailboxId), campaigns.get(campaignId)];
    const inCampaign = campaign && { timeZone, holidays: [], workingDays: 127, opensMinute: 0, closesMinute: 1440, ...campaign };
    const meets = (moment: number) =>
      mailbox !== undefined && inCampaign !== undefined && isInside(mailbox, moment) && isInside(inCampaign, moment);
    if (mailbox && inCampaign && !everyFiveMinutes(at, plan.until.getTime()).some(meets)) judged.neverMeeting += 1;
    else judged.missing += 1;
  }
  return judged;
}

const none: Omit<YearJudged, 'messages'> = {
  changes: 0,
  nearChanges: 0,
  outsideMailbox: 0,
  outsideCampaign: 0,
  gapsUndercut: 0,
  limitsPassed: 0,
  tooEarly: 0,
  doubled: 0,
  missing: 0,
  neverMeeting: 0,
};

const everyFiveMinutes = (from: number, until: number) =>
  Array.from({ length: Math.max(0, Math.ceil((until - from) / 300_000)) }, (_, index) => from + index * 300_000);

async function rowsOf(databaseUrl: string): Promise<Row[]> {
  const rows = await asOwner(
    databaseUrl,
    `select d.campaign_id, d.enrolment_id, d.mailbox_id, d.step, d.claimed_at, e.time_zone, e.email
     from outreach_deliveries d join enrolments e on e.id = d.enrolment_id and e.campaign_id = d.campaign_id
     order by d.claimed_at, d.id`,
  );
  return rows.map((row) => ({
    campaignId: String(row['campaign_id']),
    enrolmentId: String(row['enrolment_id']),
    mailboxId: String(row['mailbox_id']),
    step: Number(row['step']),
    at: (row['claimed_at'] as Date).getTime(),
    timeZone: String(row['time_zone']),
    email: String(row['email']),
  }));
}

async function unaccepted(databaseUrl: string): Promise<number> {
  const [row] = await asOwner(databaseUrl, "select count(*)::int as n from outreach_deliveries where state <> 'accepted'");
  return Number(row?.['n']);
}

/** People who did not get both of their messages, with when the next was due. */
async function waitingOf(databaseUrl: string): Promise<Pick<Row, 'campaignId' | 'mailboxId' | 'timeZone' | 'at'>[]> {
  const rows = await asOwner(
    databaseUrl,
    `select campaign_id, mailbox_id, time_zone, due_at from enrolments e
     where (select count(*) from outreach_deliveries d where d.campaign_id = e.campaign_id and d.enrolment_id = e.id) <> 2`,
  );
  return rows.map((row) => ({
    campaignId: String(row['campaign_id']),
    mailboxId: String(row['mailbox_id']),
    timeZone: String(row['time_zone']),
    at: (row['due_at'] as Date).getTime(),
  }));
}

const readers = new Map<string, Intl.DateTimeFormat>();
function wallClock(timeZone: string, at: number): { date: string; minute: number } {
  const format =
    readers.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  readers.set(timeZone, format);
  const [date = '', time = ''] = format.format(at).split(', ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { date, minute: hours * 60 + minutes };
}
/** 0 is Monday. */
const weekdayOf = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
const dayBefore = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) - day).toISOString().slice(0, 10);

type Hours = Pick<YearMailbox, 'timeZone' | 'workingDays' | 'opensMinute' | 'closesMinute' | 'holidays'>;

/** Whether the wall clock shows a moment of a window that opened on a working day which is no holiday. */
export function isInside({ timeZone, workingDays, opensMinute, closesMinute, holidays }: Hours, at: number): boolean {
  const { date, minute } = wallClock(timeZone, at);
  const opens = (on: string) => ((workingDays >> weekdayOf(on)) & 1) === 1 && !holidays.includes(on);
  if (opensMinute < closesMinute) return minute >= opensMinute && minute < closesMinute && opens(date);
  return (minute >= opensMinute && opens(date)) || (minute < closesMinute && opens(dayBefore(date)));
}

function limitAt({ dailyLimit, ramp }: YearMailbox, { campaigns }: YearPlan, at: number): number {
  const from = campaigns[0]?.at.getTime() ?? at;
  if (!ramp) return dailyLimit;
  const days = Math.floor((at - from) / day);
  return days >= ramp.days ? dailyLimit : ramp.from + Math.floor(((dailyLimit - ramp.from) * days) / ramp.days);
}

/** When the clocks of a zone change between two moments, found by halving each day on which its offset does. */
export function changesOf(timeZone: string, from: number, until: number): number[] {
  const offset = (at: number) => {
    const { date, minute } = wallClock(timeZone, at);
    return Date.parse(`${date}T00:00:00Z`) + minute * 60_000 - Math.floor(at / 60_000) * 60_000;
  };
  const changes: number[] = [];
  for (let at = from; at < until; at += day) {
    let [low, high] = [at, at + day];
    if (offset(low) === offset(high)) continue;
    while (high - low > 60_000) {
      const middle = (low + high) / 2;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    changes.push(Math.round(high / 60_000) * 60_000);
  }
  return changes;
}
