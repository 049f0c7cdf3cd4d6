import { monthOf, weekdayOf } from './month-words.ts';

/** A day that a text speaks of, as far as it says which. */
export interface SpokenDay {
  /** Where it begins and ends in the text. */
  at: number;
  end: number;
  year?: number | undefined;
  month?: number | undefined;
  day?: number | undefined;
  /** With a stroke between two small numbers: whether it is the third of April or the fourth of March is not in it. */
  ambiguous?: boolean;
  /** 0 for Sunday, where nothing but a day of the week is said. */
  weekday?: number | undefined;
  /** Written as the end of a span of days: "24–28 December", "Dec 24 - 28". */
  endsSpan?: boolean;
}

/** All days in a text without accents and in lower case, in their order. */
export function findDates(text: string): SpokenDay[] {
  const found = [...isoDays(text), ...asianDays(text), ...numericDays(text), ...namedDays(text), ...weekdays(text)];
  found.sort((one, other) => one.at - other.at || other.end - one.end);
  const days: SpokenDay[] = [];
  for (const day of found) if (day.at >= (days.at(-1)?.end ?? 0)) days.push(day);
  return days;
}

const isoDay = /(?<![\d./-])(20\d\d)[-/.]\s?(\d{1,2})[-/.]\s?(\d{1,2})(?!\d)/g;

function isoDays(text: string): SpokenDay[] {
  return [...text.matchAll(isoDay)].flatMap((match) => {
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    return isDay(month, day) ? [{ at: match.index, end: match.index + match[0].length, year, month, day }] : [];
  });
}

const asianDay = /(?:(20\d\d)\s?[年년]\s?)?(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]?/gu;

function asianDays(text: string): SpokenDay[] {
  return [...text.matchAll(asianDay)].flatMap((match) => {
    const [month, day] = [Number(match[2]), Number(match[3])];
    return isDay(month, day) ? [{ at: match.index, end: match.index + match[0].length, year: yearOf(match[1]), month, day }] : [];
  });
}

const numericDay = /(?<![\d:/]|\d\.)(\d{1,2})(\.\s?|\s?\/\s?|-)(\d{1,2})(?:\2(20\d\d|\d\d)(?!\d)|(\.|(?![\d:])))/g;

function numericDays(text: string): SpokenDay[] {
  return [...text.matchAll(numericDay)].flatMap((match) => {
    const [first, second, mark] = [Number(match[1]), Number(match[3]), (match[2] ?? '').trim()];
    const year = yearOf(match[4]);
    // "24/7" is no day, "10-12" are two, and "9.30" is a time.
    if (year === undefined && (mark === '-' || (mark === '/' && first === 24 && second === 7))) return [];
    if (year === undefined && mark === '.' && /^\s?(?:uhr|h\b|am\b|pm\b|a\.m|p\.m)/.test(text.slice(match.index + match[0].length)))
      return [];
    const at = match.index;
    const end = at + match[0].length;
    const endsSpan = /\d{1,2}\.?\s?(?:-|–|bis)\s?$/.test(text.slice(Math.max(0, at - 10), at));
    if (isDay(second, first))
      return [{ at, end, year, month: second, day: first, ambiguous: mark === '/' && first <= 12 && second <= 12, endsSpan }];
    return isDay(first, second) && mark !== '.' ? [{ at, end, year, month: first, day: second }] : [];
  });
}

const word = String.raw`[\p{L}]{3,13}`;
const dayFirst = new RegExp(
  String.raw`(?<![\d.:/])(\d{1,2})(?:\s?(?:st|nd|rd|th|er|:?e|ten|os)\b|[.ºªo°])?[\s-]{0,2}(?:(?:of the|of|de|di)\s|d')?(${word})\.?(?:,?\s?(?:de\s|del\s|do\s)?(20\d\d)|\s'?(\d\d)(?![\d:.]))?`,
  'gu',
);
const monthFirst = new RegExp(
  String.raw`(?:(20\d\d)\.?\s)?(?<!\p{L})(${word})\.?\s{1,2}(?:the\s)?(\d{1,2})(?![\d:])(?:st|nd|rd|th|\.)?(?:\s?[-–]\s?(\d{1,2})(?![\d:])(?:st|nd|rd|th)?)?(?:,?\s?(20\d\d))?`,
  'gu',
);

function namedDays(text: string): SpokenDay[] {
  const before = [...text.matchAll(dayFirst)].flatMap((match) => {
    const [day, month] = [Number(match[1]), monthOf(match[2] ?? '')];
    if (month === undefined || !isDay(month, day)) return [];
    const endsSpan = /\d{1,2}(?:st|nd|rd|th|\.)?\s?(?:-|–|to|bis|al|au|a|ao|e|y|t\/m|tot|till|til|do|—)\s?$/.test(
      text.slice(Math.max(0, match.index - 12), match.index),
    );
    return [{ at: match.index, end: match.index + match[0].length, year: yearOf(match[3] ?? match[4]), month, day, endsSpan }];
  });
  const after = [...text.matchAll(monthFirst)].flatMap((match) => {
    const [month, first, last] = [monthOf(match[2] ?? ''), Number(match[3]), match[4] === undefined ? undefined : Number(match[4])];
    if (month === undefined || !isDay(month, first)) return [];
    const day = last !== undefined && last > first && isDay(month, last) ? last : first;
    return [
      { at: match.index, end: match.index + match[0].length, year: yearOf(match[1] ?? match[5]), month, day, endsSpan: day !== first },
    ];
  });
  return [...before, ...after];
}

function weekdays(text: string): SpokenDay[] {
  return [...text.matchAll(/(?<!\p{L})\p{L}{3,13}(?:-feira)?(?!\p{L})/gu)].flatMap((match) => {
    const weekday = weekdayOf(match[0]);
    return weekday === undefined ? [] : [{ at: match.index, end: match.index + match[0].length, weekday }];
  });
}

const yearOf = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : digits.length === 2 ? 2_000 + Number(digits) : Number(digits);

const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isDay = (month: number, day: number): boolean => day >= 1 && day <= (lengths[month - 1] ?? 0);
