import { changesOf } from './simulated-year-judged.ts';
import type { YearCampaign, YearMailbox, YearPlan } from './simulated-year.ts';

/** Zones with every kind of clock change: on other days, by half an hour, in Ramadan, on the other half of the world, at midnight, and with none at all. */
export const yearZones = [
  'Europe/Berlin',
  'Europe/London',
  'Europe/Kiev',
  'Europe/Chisinau',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Asuncion',
  'America/Havana',
  'America/Nuuk',
  'Atlantic/Azores',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Jerusalem',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Norfolk',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
] as const;

const day = 86_400_000;
const mailbox = (timeZone: string, more: Partial<YearMailbox>): YearMailbox => ({
  timeZone,
  ...{ dailyLimit: 8, gapSeconds: 420, gapJitterSeconds: 300, workingDays: 127, opensMinute: 0, closesMinute: 1440, holidays: [] },
  ...more,
});

/** Windows that lie on the hours in which clocks change, over midnight, in a skipped hour alone, and as offices have them. */
const windows = [
  { opensMinute: 540, closesMinute: 1020, workingDays: 31 },
  { opensMinute: 1320, closesMinute: 240, workingDays: 127 },
  { opensMinute: 90, closesMinute: 215, workingDays: 127 },
  { opensMinute: 0, closesMinute: 1440, workingDays: 63 },
] as const;

/** The beginning of the year, and a day and a half before the days on which clocks change somewhere, so that what is begun goes on through the change. */
function beforeChanges(from: Date): Date[] {
  const changes = yearZones.flatMap((zone) => changesOf(zone, from.getTime(), from.getTime() + 360 * day));
  const days = [...new Set(changes.map((at) => Math.floor(at / day)))].sort((one, other) => one - other);
  return [from, ...days.map((one) => new Date(Math.max(from.getTime(), (one - 1.5) * day)))];
}

/** A whole year: a mailbox in each zone, and so many campaigns, each from some of them to people in all zones. */
export function wholeYear(from: Date, { campaigns, inEachZone }: { campaigns: number; inEachZone: number }): YearPlan {
  const year = from.getUTCFullYear();
  const starts = beforeChanges(from);
  const mailboxes = yearZones.map((zone, index) =>
    mailbox(zone, {
      ...windows[index % windows.length],
      dailyLimit: 4 + (index % 5),
      gapSeconds: 300 + 60 * (index % 7),
      holidays: [`${year}-01-01`, `${year}-05-01`, `${year}-12-25`],
      ...(index % 3 === 0 ? { ramp: { from: 1, days: 30 } } : {}),
    }),
  );
  return {
    mailboxes,
    campaigns: Array.from(
      { length: campaigns },
      (_, number): YearCampaign => ({
        at: starts[Math.floor((number * starts.length) / campaigns)] ?? from,
        mailboxes: mailboxes.map((_one, index) => index).filter((index) => (index + number) % 3 !== 0),
        zones: yearZones,
        inEachZone,
        // By turns in the night alone, in which clocks change, and by day.
        ...(number % 2 === 0 ? { opensMinute: 0, closesMinute: 330 } : { opensMinute: 420, closesMinute: 1320 }),
        workingDays: [127, 127, 63, 31][number % 4] ?? 127,
        delayHours: 24 * (1 + (number % 4)),
      }),
    ),
    until: new Date(from.getTime() + 365 * day),
  };
}

/**
 * The days around each clock change of a year: a mailbox that is open in the hours of the change and one that is open over midnight, and people of the same
 * zone who are written to in those hours.
 */
export function aroundChanges(from: Date, zones: readonly string[], inEachZone: number, daysBefore: number): YearPlan {
  const until = from.getTime() + 365 * day;
  const mailboxes = zones.flatMap((zone) => [
    mailbox(zone, { opensMinute: 15, closesMinute: 255, dailyLimit: 4, gapSeconds: 1500 }),
    mailbox(zone, { opensMinute: 1380, closesMinute: 165, dailyLimit: 3, gapSeconds: 1100 }),
  ]);
  const campaigns = zones.flatMap((zone, index) =>
    changesOf(zone, from.getTime(), until).map(
      (change): YearCampaign => ({
        at: new Date(Math.max(from.getTime(), change - daysBefore * day)),
        mailboxes: [2 * index, 2 * index + 1],
        zones: [zone],
        inEachZone,
        ...{ opensMinute: 0, closesMinute: 200, workingDays: 127, delayHours: 48 },
      }),
    ),
  );
  return { mailboxes, campaigns: campaigns.sort((one, other) => one.at.getTime() - other.at.getTime()), until: new Date(until + 30 * day) };
}
