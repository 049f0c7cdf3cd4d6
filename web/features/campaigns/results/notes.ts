/** One day of a campaign: letters that a mailbox accepted. */
export interface LettersOfDay {
  day: string;
  accepted: number;
}

/** The chart of letters by day as it is drawn: one square note is `perNote` letters, four notes a row, from the stave up. */
export interface NoteChart {
  perNote: number;
  highest: number;
  days: { day: string; accepted: number; notes: number }[];
  /** Values at which a line of the stave is drawn, with the height in rows. */
  lines: { value: number; row: number }[];
  rows: number;
}

const perRow = 4;
const mostRows = 12;
const sizes = [1, 2, 5];
const aDay = 86_400_000;
/** Of a campaign that runs for years, the newest days are drawn; the table holds them all. */
const mostDays = 1000;

/** How many letters one note stands for, so that the highest day stays within the stave. */
export function lettersPerNote(highest: number): number {
  const least = highest / (perRow * mostRows);
  for (let power = 1; ; power *= 10) {
    const fitting = sizes.find((size) => size * power >= least);
    if (fitting !== undefined) return fitting * power;
  }
}

/** Every day to the last, also those on which nobody wrote; up to `today` while letters may still come. */
export function everyDay(days: readonly LettersOfDay[], today?: string): LettersOfDay[] {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return [];
  const known = new Map(days.map(({ day, accepted }) => [day, accepted]));
  const all: LettersOfDay[] = [];
  const end = Math.max(Date.parse(last.day), today === undefined ? 0 : Date.parse(today));
  for (let at = Math.max(Date.parse(first.day), end - (mostDays - 1) * aDay); at <= end; at += aDay) {
    const day = new Date(at).toISOString().slice(0, 10);
    all.push({ day, accepted: known.get(day) ?? 0 });
  }
  return all;
}

/** Lays the notes of all days on the stave. */
export function noteChart(days: readonly LettersOfDay[], today?: string): NoteChart {
  const whole = everyDay(days, today);
  const highest = Math.max(1, ...whole.map(({ accepted }) => accepted));
  const perNote = lettersPerNote(highest);
  const rows = Math.max(8, Math.ceil(highest / perNote / perRow));
  const step = Math.ceil(rows / 4);
  const lines = [1, 2, 3, 4].map((index) => index * step).filter((row) => row <= rows);
  return {
    perNote,
    highest,
    rows,
    days: whole.map(({ day, accepted }) => ({ day, accepted, notes: Math.ceil(accepted / perNote) })),
    lines: lines.map((row) => ({ row, value: row * perRow * perNote })),
  };
}

/** The outline of a day's notes as one path: squares of 8, 3 apart, filled from the lowest row up. */
export function notesPath(notes: number, left: number, ground: number): string {
  let path = '';
  for (let note = 0; note < notes; note += 1) {
    const x = left + (note % perRow) * 11;
    const y = ground - (Math.floor(note / perRow) + 1) * 11;
    path += `M${x} ${y}h8v8h-8z`;
  }
  return path;
}
