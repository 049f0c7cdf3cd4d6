/**
 * How much of an hourly budget is offered in an hour of the recipients' day: all of it in office hours, less around them, little at night
 * and on Saturdays and Sundays. Nothing is ever sent later, so no hour is nothing: a night has a tenth.
 */
const byHour = [1, 1, 1, 1, 1, 1, 2, 5, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 7, 5, 4, 3, 2, 1];
const weekend = 0.3;

/** The share of the hourly budget at a moment, between 0.1 and 1, by the clock of the recipients' time zone. */
export function shareOfHour(at: Date, timeZone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const share = (byHour[local.hour] ?? 1) / 10;
  return local.dayOfWeek >= 6 ? Math.max(0.1, share * weekend) : share;
}

/** How many letters one recipient may be offered in the hour of a moment; at least one, or nobody could ever be written to. */
export function allowanceOfHour(budget: { hourly: number; officeHours: boolean; timeZone: string }, at: Date): number {
  return budget.officeHours ? Math.max(1, Math.floor(budget.hourly * shareOfHour(at, budget.timeZone))) : budget.hourly;
}

/** Whether a time zone is one that this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return false;
    throw error;
  }
}

/** The calendar day of a moment in a time zone, such as 2026-11-22. */
export function dayIn(at: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
