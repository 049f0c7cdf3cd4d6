import { awayWords } from './away-words.ts';
import {
  fromWords,
  notUntilWords,
  rangeWords,
  returnAfterWords,
  returnWords,
  sinceWords,
  tomorrowWords,
  untilAfterWords,
  untilWords,
} from './back-words.ts';
import { findDates, type SpokenDay } from './find-dates.ts';
import { asWords, isSaid, lastSaid, plain, says } from './phrases.ts';

const dayLength = 86_400_000;
/** A year and a half: what is farther away is not when somebody comes back from an absence. */
const farthest = 550 * dayLength;

/** How a text is read: when it came, and whether its writer puts the month first (3/4 is the fourth of March). */
export interface Reading {
  receivedAt: Date;
  monthFirst: boolean | undefined;
}

/**
 * The day on which the writer is back, as `yyyy-mm-dd`. A day of return counts as it is, the last day of an absence as the day after it.
 * Without a year it is the next such day. Nothing where no day is said so, or the one that is said is over.
 */
export function findBackOn(text: string, reading: Reading): string | undefined {
  const written = plain(text.slice(0, 6_000))
    .replaceAll(/[\s\u00a0]+/g, ' ')
    // Of "(Mon)" beside a day nothing is learnt.
    .replaceAll(/\(\p{L}{1,3}\.?\)/gu, ' ')
    .replaceAll(/[–—−～〜]/g, '-')
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  const days = findDates(written);
  const judged = days.map((day, at) => ({ day, meant: meaningOf(written, days, at) }));
  const ofReturn = judged.flatMap(({ day, meant }) => (meant === 'return' ? [dateOf(day, reading)] : []));
  const ofEnd = judged.flatMap(({ day, meant }) => (meant === 'until' ? [dayAfter(dateOf(day, reading))] : []));
  const today = startOfDay(reading.receivedAt);
  const first = [...ofReturn, ...ofEnd].find((date) => date !== undefined && date >= today && date - today <= farthest);
  if (first !== undefined) return new Date(first).toISOString().slice(0, 10);
  return says(asWords(written), tomorrowWords) ? new Date(today + dayLength).toISOString().slice(0, 10) : undefined;
}

type Meaning = 'return' | 'until' | 'from' | undefined;

/** What the words beside a day say of it: those right before it first, then those after it. */
function meaningOf(text: string, days: readonly SpokenDay[], at: number): Meaning {
  const day = days[at];
  if (day === undefined || isWeekdayOf(day, days[at + 1])) return undefined;
  const { before, after, said } = besides(text, days, at);
  if (endsSpan(text, days, at)) return says(after, returnAfterWords) && !says(said, untilWords) ? 'return' : 'until';
  if (beginsSpan(text, days, at)) return 'from';
  if (says(said, notUntilWords) || isBackUntil(said)) return 'return';
  const until = lastSaid(said, untilWords);
  const back = lastSaid(said, returnWords);
  // "Until" stands right before its day; "back in the office, after a long time, on" may be far from it.
  if (until >= 0 && until >= said.length - 20 && until >= back) return 'until';
  if (says(after, untilAfterWords)) return 'until';
  if (back >= 0 || says(after, returnAfterWords)) return 'return';
  if (day.endsSpan) return 'until';
  const since = lastSaid(said, sinceWords);
  if (since >= 0 && since >= said.length - 20) return says(`${asWords(before)}${after}`, awayWords) ? 'from' : 'return';
  return says(said, fromWords) ? 'from' : undefined;
}

/** "Monday, 4 January" is one day. */
const isWeekdayOf = (day: SpokenDay, next: SpokenDay | undefined): boolean =>
  day.weekday !== undefined && next !== undefined && next.weekday === undefined && next.at - day.end <= 12;

/** Where a day begins, with the day of the week before it; and the day that was spoken of before that. */
function beginOf(days: readonly SpokenDay[], at: number): { begin: number; earlier: SpokenDay | undefined } {
  const [previous, day] = [days[at - 1], days[at]];
  if (day !== undefined && previous !== undefined && isWeekdayOf(previous, day)) return { begin: previous.at, earlier: days[at - 2] };
  return { begin: day?.at ?? 0, earlier: previous };
}

function besides(text: string, days: readonly SpokenDay[], at: number): { before: string; after: string; said: string } {
  const { begin, earlier } = beginOf(days, at);
  const end = days[at]?.end ?? 0;
  const before = lastClause(text.slice(Math.max(0, begin - 90, earlier?.end ?? 0), begin));
  const after = text.slice(end, Math.min(end + 40, days[at + 1]?.at ?? text.length)).split(/[.!?。！？;](?:\s|$)|\n/u)[0] ?? '';
  return { before, after: asWords(after), said: asWords(before) };
}

function endsSpan(text: string, days: readonly SpokenDay[], at: number): boolean {
  const { begin, earlier } = beginOf(days, at);
  if (earlier === undefined || begin - earlier.end > 24) return false;
  const between = text.slice(earlier.end, begin);
  return /^[\s,.)]*-[\s(]*$/.test(between) || isSaid(articleless(asWords(between)), rangeWords);
}

const beginsSpan = (text: string, days: readonly SpokenDay[], at: number): boolean =>
  endsSpan(text, days, at + 1) || (days[at + 1]?.weekday !== undefined && days[at + 2] !== undefined && endsSpan(text, days, at + 2));

/** "I will not return to the office until …", "back in the office until" is said of the day of return. */
const isBackUntil = (said: string): boolean =>
  /\b(?:not|wont|no|cannot)\b.*\b(?:back|return|returning|available)\b.*\b(?:until|till|before)\b/.test(said);

const articleless = (said: string): string => ` ${said.replaceAll(/ (?:the|den|dem|le|el|il|o|de|den|d|tag|dia|dnia|on) /g, ' ').trim()} `;

/** What stands after the last end of a sentence. A dot after a number or a short word ends none. */
function lastClause(text: string): string {
  return text.split(/(?<=\p{L}{4})[.]\s|[!?;。！？]\s?/u).at(-1) ?? text;
}

function dateOf(day: SpokenDay, { receivedAt, monthFirst }: Reading): number | undefined {
  const today = startOfDay(receivedAt);
  if (day.weekday !== undefined) return today + (((day.weekday - new Date(today).getUTCDay() + 6) % 7) + 1) * dayLength;
  const { year, month = 1, day: number = 1 } = day;
  if (!day.ambiguous || monthFirst === false) return dated(year, month, number, today);
  const swapped = dated(year, number, month, today);
  if (monthFirst) return swapped;
  const asIs = dated(year, month, number, today);
  const ahead = [asIs, swapped].filter((date) => date !== undefined && date >= today) as number[];
  return ahead.length === 0 ? asIs : Math.min(...ahead);
}

function dated(year: number | undefined, month: number, day: number, today: number): number | undefined {
  if (year !== undefined) return real(year, month, day);
  const thisYear = new Date(today).getUTCFullYear();
  const here = real(thisYear, month, day);
  return here !== undefined && here >= today ? here : real(thisYear + 1, month, day);
}

function real(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

const dayAfter = (date: number | undefined): number | undefined => (date === undefined ? undefined : date + dayLength);

const startOfDay = (date: Date): number => Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
