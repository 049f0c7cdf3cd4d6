/** What was read out of a calendar file. */
export interface ReadHolidays {
  /** In their order, such as 2026-12-25. */
  days: string[];
  /** Events that repeat by a rule that is not read here. */
  notUnderstood: number;
}

const dayMilliseconds = 24 * 3_600_000;
/** Longer ones are no public holidays, but somebody’s time away or a season. */
const longestDays = 31;
const mostDays = 366;

/**
 * Reads the days of a calendar file (RFC 5545), as countries and schools publish their holidays: whole days, several days in a row, and days that come
 * back each year. Only days from `today` on and within the next two years are given; times of day do not matter.
 */
export function readHolidays(file: string, today: string): ReadHolidays {
  const from = Date.parse(`${today}T00:00:00Z`);
  const until = from + 2 * 366 * dayMilliseconds;
  const found = new Set<string>();
  let notUnderstood = 0;
  for (const event of eventsIn(file)) {
    const first = dayOf(event.get('DTSTART'));
    if (first === undefined || event.get('STATUS') === 'CANCELLED') continue;
    // The end of whole days is the day after; without one it is a single day.
    const end = dayOf(event.get('DTEND')) ?? first + dayMilliseconds;
    const length = Math.max(1, Math.round((end - first) / dayMilliseconds));
    if (length > longestDays) continue;
    const rule = event.get('RRULE');
    if (rule !== undefined && !isEachYear(rule)) notUnderstood += 1;
    for (const begin of rule !== undefined && isEachYear(rule) ? eachYear(first, rule, until) : [first])
      for (let day = 0; day < length; day++) {
        const at = begin + day * dayMilliseconds;
        if (at >= from && at < until) found.add(new Date(at).toISOString().slice(0, 10));
      }
  }
  return { days: [...found].sort().slice(0, mostDays), notUnderstood };
}

/** The events of a file with their fields. A line that begins with a blank goes on with the one before (section 3.1). */
function eventsIn(file: string): ReadonlyMap<string, string>[] {
  const events: Map<string, string>[] = [];
  let event: Map<string, string> | undefined;
  for (const line of file.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    const [, name = '', value = ''] = /^([A-Za-z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
    const word = `${name}:${value}`.toUpperCase().trim();
    if (word === 'BEGIN:VEVENT') event = new Map();
    else if (word === 'END:VEVENT' && event) {
      events.push(event);
      event = undefined;
    } else if (event && !event.has(name.toUpperCase())) event.set(name.toUpperCase(), value.trim());
  }
  return events;
}

function dayOf(value: string | undefined): number | undefined {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)(?:T|$)/.exec(value ?? '') ?? [];
  const at = Date.parse(`${year ?? ''}-${month ?? ''}-${day ?? ''}T00:00:00Z`);
  // 30 February is no day, though it parses.
  return Number.isNaN(at) || new Date(at).getUTCDate() !== Number(day) ? undefined : at;
}

/** The same day of each year, without any further condition than the day that it is. */
const isEachYear = (rule: string): boolean => {
  const parts = rule
    .toUpperCase()
    .split(';')
    .map((part) => part.split('=')[0] ?? '');
  return /(?:^|;)FREQ=YEARLY(?:;|$)/i.test(rule) && parts.every((part) => ['FREQ', 'UNTIL', 'INTERVAL', 'WKST'].includes(part));
};

function eachYear(first: number, rule: string, until: number): number[] {
  const last = Math.min(until, dayOf(/UNTIL=(\d{8})/i.exec(rule)?.[1]) ?? until);
  const every = Number(/INTERVAL=(\d+)/i.exec(rule)?.[1] ?? 1) || 1;
  const [month, day] = [new Date(first).getUTCMonth(), new Date(first).getUTCDate()];
  const days: number[] = [];
  for (let year = new Date(first).getUTCFullYear(); ; year += every) {
    const at = Date.UTC(year, month, day);
    // Also where the year lies beyond all time.
    if (!(at <= last)) return days;
    // 29 February is not there every year.
    if (new Date(at).getUTCDate() === day) days.push(at);
  }
}
