import { documents } from '../../privacy/documents.ts';
import { terms } from '../../privacy/terms.ts';

/** A document that changed. */
export interface Change {
  document: keyof typeof documents;
  version: number;
  publishedAt: string;
}

/** Which version of each document somebody has closed the notice of. */
export type Read = Readonly<Record<string, number>>;

/** The number of a calendar day in a time zone: days that follow one another differ by one, however long they are. */
function dayNumber(at: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'] ?? 1) / 86_400_000;
}

/** Whether a change is still shown: until the end of the thirtieth day after it, by the calendar where its reader is. */
export function isShown(publishedAt: Date, now: Date, timeZone: string): boolean {
  return dayNumber(now, timeZone) - dayNumber(publishedAt, timeZone) <= terms.changeShownFor.days;
}

/** The changes that a reader is still to be shown: new enough, and not closed by them. */
export function changesToShow<C extends Change>(changes: readonly C[], reader: { read: Read; now: Date; timeZone: string }): C[] {
  return changes.filter(
    ({ document, version, publishedAt }) =>
      version > (reader.read[document] ?? 0) && isShown(new Date(publishedAt), reader.now, reader.timeZone),
  );
}

/** What was closed so far, from the text that the browser keeps; what nobody can read is nothing. */
export function readFrom(text: string | undefined): Read {
  const pairs = (text ?? '').split(' ').map((pair) => /^([a-z]+):(\d{1,9})$/.exec(pair));
  return Object.fromEntries(pairs.flatMap((pair) => (pair?.[1] && Object.hasOwn(documents, pair[1]) ? [[pair[1], Number(pair[2])]] : [])));
}

/** The same as text, with these closed as well. */
export function readToo(read: Read, closed: readonly Change[]): string {
  const all = { ...read, ...Object.fromEntries(closed.map(({ document, version }) => [document, version])) };
  return Object.entries(all)
    .map(([document, version]) => `${document}:${String(version)}`)
    .join(' ');
}
