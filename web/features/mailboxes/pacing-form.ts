import type { Mailbox } from './shapes.ts';

/** The pacing of a mailbox as it is entered. */
export interface PacingForm {
  dailyLimit: number | null;
  ramps: boolean;
  rampFrom: number | null;
  rampDays: number | null;
  gapSeconds: number | null;
  gapJitterSeconds: number | null;
  timeZone: string;
  workingDays: readonly number[];
  opens: string;
  closes: string;
  /** One day a line, as 2026-12-25. */
  holidays: string;
}

const clockOf = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The minute after midnight of a time such as 09:30; nothing when it is none. */
export function minuteOf(clock: string): number | undefined {
  const match = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(clock.trim());
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
  return minute !== undefined && minute <= 1440 ? minute : undefined;
}

export function pacingFormOf(mailbox: Mailbox): PacingForm {
  const { dailyLimit, ramp, gapSeconds, gapJitterSeconds, timeZone, workingDays } = mailbox;
  return {
    dailyLimit,
    ramps: ramp !== null,
    rampFrom: ramp?.from ?? 20,
    rampDays: ramp?.days ?? 14,
    gapSeconds,
    gapJitterSeconds,
    timeZone,
    workingDays,
    opens: clockOf(mailbox.opensMinute),
    closes: clockOf(mailbox.closesMinute),
    holidays: mailbox.holidays.join('\n'),
  };
}

const daysIn = (text: string) => text.split(/[\s,;]+/).filter((day) => day !== '');
/** The days of the field and some more, each once and in their order. */
export const withDays = (text: string, more: readonly string[]): string => [...new Set([...daysIn(text), ...more])].sort().join('\n');

const isDay = (text: string) => {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

/** What stands in the way of saving, by field. */
export function pacingProblems(form: PacingForm, ceiling: number): Map<keyof PacingForm, string> {
  const problems = new Map<keyof PacingForm, string>();
  const whole = (field: 'dailyLimit' | 'rampFrom' | 'rampDays' | 'gapSeconds' | 'gapJitterSeconds', least: number, most: number) => {
    const value = form[field];
    if (value === null || value < least || value > most)
      problems.set(field, `A whole number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}`);
  };
  whole('dailyLimit', 0, ceiling);
  whole('gapSeconds', 0, 86_400);
  whole('gapJitterSeconds', 0, 86_400);
  if (form.ramps) {
    whole('rampFrom', 1, Math.max(1, form.dailyLimit ?? 1));
    whole('rampDays', 1, 365);
  }
  const [opens, closes] = [minuteOf(form.opens), minuteOf(form.closes)];
  if (opens === undefined || opens === 1440) problems.set('opens', 'A time such as 09:00');
  if (closes === undefined || closes === 0) problems.set('closes', 'A time such as 17:00, or 24:00');
  const wrong = daysIn(form.holidays).find((day) => !isDay(day));
  if (wrong !== undefined) problems.set('holidays', `“${wrong.slice(0, 20)}” is no day; write it as 2026-12-25`);
  else if (daysIn(form.holidays).length > 366) problems.set('holidays', 'At most 366 days');
  return problems;
}

/** What the API is told; only of a form without problems. */
export function changeOf(form: PacingForm) {
  return {
    dailyLimit: form.dailyLimit ?? 0,
    ramp: form.ramps && form.rampFrom !== null && form.rampDays !== null ? { from: form.rampFrom, days: form.rampDays } : null,
    gapSeconds: form.gapSeconds ?? 0,
    gapJitterSeconds: form.gapJitterSeconds ?? 0,
    timeZone: form.timeZone,
    workingDays: [...form.workingDays],
    opensMinute: minuteOf(form.opens) ?? 0,
    closesMinute: minuteOf(form.closes) ?? 1440,
    holidays: daysIn(form.holidays),
  };
}
