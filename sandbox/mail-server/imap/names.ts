/** A folder's name in modified UTF-7 (RFC 3501 section 5.1.3). */
export function encodeName(name: string): string {
  return name.replace(/&|[^\x20-\x7e]+/g, (part) => {
    if (part === '&') return '&-';
    const bytes = Buffer.from(part, 'utf16le').swap16();
    return `&${bytes.toString('base64').replace(/=+$/, '').replaceAll('/', ',')}-`;
  });
}

/** A text as a quoted string. */
export const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment as INTERNALDATE says it (RFC 3501 section 9, date-time). */
export function dateTime(at: Date): string {
  const day = String(at.getUTCDate()).padStart(2, ' ');
  return `"${day}-${months[at.getUTCMonth()] ?? ''}-${String(at.getUTCFullYear())} ${at.toISOString().slice(11, 19)} +0000"`;
}

/** The first moment of a day as SEARCH names it; nothing when it is no day. */
export function readDay(text: string): Date | undefined {
  const [, day, month, year] = /^(\d{1,2})-([A-Z][a-z]{2})-(\d{4})$/.exec(text) ?? [];
  const index = months.indexOf(month ?? '');
  return index === -1 ? undefined : new Date(Date.UTC(Number(year), index, Number(day)));
}
