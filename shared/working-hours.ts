import { isTimeZone } from './office-hours.ts';

/** When messages may leave: by the wall clock of a time zone, on working days that are no holidays. */
export interface WorkingHours {
  timeZone: string;
  /** Bit 0 is Monday. */
  workingDays: number;
  opensMinute: number;
  /** Before the opening or at it: the window goes over midnight and belongs to the day on which it opened. */
  closesMinute: number;
  /** Days on which it does not open, such as 2026-12-25. */
  holidays: readonly string[];
}

/** Hours that never close. */
export const always = (timeZone: string): WorkingHours => ({
  timeZone,
  workingDays: 127,
  opensMinute: 0,
  closesMinute: 1440,
  holidays: [],
});

/** A zone that this runtime knows (`Europe/Kiev` is one, too), or the one to fall back to. */
export const usableZone = (name: string, otherwise: string): string => (name !== '' && isTimeZone(name) ? name : otherwise);

const zoned = (at: number, timeZone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

/**
 * Whether a moment is inside, to the minute that the wall clock shows. An hour that comes twice in autumn is open twice, one that is left out in
 * spring never comes.
 */
export function isOpen(hours: WorkingHours, at: Date): boolean {
  const local = zoned(at.getTime(), hours.timeZone);
  const minute = local.hour * 60 + local.minute;
  const { opensMinute, closesMinute } = hours;
  if (opensMinute < closesMinute) return minute >= opensMinute && minute < closesMinute && opensOn(hours, local.toPlainDate());
  return (
    (minute >= opensMinute && opensOn(hours, local.toPlainDate())) ||
    (minute < closesMinute && opensOn(hours, local.toPlainDate().subtract({ days: 1 })))
  );
}

const opensOn = ({ workingDays, holidays }: WorkingHours, day: Temporal.PlainDate): boolean =>
  (workingDays & (1 << (day.dayOfWeek - 1))) !== 0 && (holidays.length === 0 || !holidays.includes(day.toString()));

/** How many days ahead an opening is looked for: whoever is closed for longer than a year is closed. */
const mostDays = 400;
const dayMilliseconds = 86_400_000;

/** The first moment from now on at which all of them are open; nothing when there is none within a year. */
export function nextOpening(all: readonly WorkingHours[], from: Date): Date | undefined {
  const last = from.getTime() + mostDays * dayMilliseconds;
  let at: Date | undefined = from;
  while (at !== undefined && at.getTime() <= last) {
    const shut = all.find((hours) => !isOpen(hours, at as Date));
    if (!shut) return at;
    at = nextChange(shut, at, true);
  }
  return undefined;
}

/** The first moment after which one of them is closed that was open; nothing when they stay open for more than a year. */
export function nextClosing(all: readonly WorkingHours[], from: Date): Date | undefined {
  const ends = all.flatMap((hours) => nextChange(hours, from, false)?.getTime() ?? []);
  return ends.length === 0 ? undefined : new Date(Math.min(...ends));
}

/** The next moment at which the hours turn open, or closed. Only at an edge of the window, at midnight and where the clocks change can they turn. */
function nextChange(hours: WorkingHours, from: Date, toOpen: boolean): Date | undefined {
  if (toOpen ? (hours.workingDays & 127) === 0 : neverCloses(hours)) return undefined;
  const { timeZone } = hours;
  let day = zoned(from.getTime(), timeZone).toPlainDate();
  for (let ahead = 0; ahead <= mostDays; ahead++) {
    for (const edge of edgesOf(hours, day)) if (edge > from.getTime() && isOpen(hours, new Date(edge)) === toOpen) return new Date(edge);
    day = day.add({ days: 1 });
  }
  return undefined;
}

const neverCloses = ({ workingDays, opensMinute, closesMinute, holidays }: WorkingHours): boolean =>
  (workingDays & 127) === 127 && holidays.length === 0 && opensMinute === closesMinute % 1440;

function edgesOf({ timeZone, opensMinute, closesMinute }: WorkingHours, day: Temporal.PlainDate): number[] {
  const start = day.toZonedDateTime(timeZone);
  const edges = [start.epochMilliseconds];
  const next = start.getTimeZoneTransition('next');
  const changes = next !== null && next.epochMilliseconds - start.epochMilliseconds < 26 * 3_600_000;
  if (changes) edges.push(next.epochMilliseconds);
  for (const minute of [opensMinute, closesMinute % 1440]) {
    const local = day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
    edges.push(local.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds);
    if (changes) edges.push(local.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds);
  }
  return edges.sort((one, other) => one - other);
}
