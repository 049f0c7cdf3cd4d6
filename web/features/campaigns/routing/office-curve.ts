import { allowanceOfHour } from '../../../../shared/office-hours.ts';

/** An hour of the day with the letters that one recipient is offered in it. */
export interface CurveHour {
  hour: number;
  weekday: number;
  weekend: number;
}

/**
 * What an hourly budget becomes in each hour of a day, on a day of the week and at the weekend. Nothing where the browser does not have
 * the calendar that the server counts by (`Temporal`).
 */
export function officeCurve(hourly: number): CurveHour[] | undefined {
  if (!('Temporal' in globalThis)) return undefined;
  const lettersAt = (day: string, hour: number) =>
    allowanceOfHour({ hourly, officeHours: true, timeZone: 'UTC' }, new Date(`${day}T${String(hour).padStart(2, '0')}:00:00Z`));
  return Array.from({ length: 24 }, (_, hour) => ({
    hour,
    weekday: lettersAt('2026-01-07', hour),
    weekend: lettersAt('2026-01-10', hour),
  }));
}
