import { parseEmailAddress } from '../../../../shared/email-address.ts';
import { readCsv } from '../../../platform/csv.ts';
import { Refusal } from '../../../platform/errors.ts';

/** Recipients as somebody pasted them: an address each, and what the other columns say under the names of merge tags. */
export interface PastedRows {
  rows: { line: number; email: string; emailKey: string; fields: Record<string, string> }[];
  refused: { line: number; sentence: string }[];
}

const limits = { maxRows: 20_000, maxBytes: 5_000_000 };
/** So many rows that cannot be used are named, and so many that lack a value. */
export const mostRefusals = 500;
const mostTags = 60;
const longestValue = 2000;
const addressNames = new Set(['email', 'e_mail', 'mail', 'address', 'email_address', 'e_mail_address']);

/**
 * Reads pasted rows. The first one names the columns; where it is an address itself, every row is one. The same address twice is taken once, the first
 * time; a row that cannot be used is named with its line and keeps none of the others.
 */
export function readRows(text: string): PastedRows {
  const table = readCsv(text, limits);
  const [first = ''] = table.headers;
  const bare = parseEmailAddress(first).ok;
  const rows = bare ? [{ line: 1, values: table.headers }, ...table.rows] : table.rows;
  const tags = bare ? ['email', ...table.headers.slice(1).map(() => '')] : table.headers.map(tagOf);
  const place = tags.findIndex((tag) => addressNames.has(tag));
  if (place === -1)
    throw new Refusal(
      'invalid',
      'column_missing',
      'No column is called email. The first row names the columns, such as: email, first_name.',
    );
  if (tags.length > mostTags) throw new Refusal('invalid', 'too_many_columns', `There are more than ${mostTags} columns. Leave out some.`);
  const pasted: PastedRows = { rows: [], refused: [] };
  const seen = new Set<string>();
  for (const { line, values } of rows) {
    const parsed = parseEmailAddress(values[place] ?? '');
    if (!parsed.ok) {
      if (pasted.refused.length < mostRefusals) pasted.refused.push({ line, sentence: parsed.reason });
    } else if (!seen.has(parsed.key)) {
      seen.add(parsed.key);
      pasted.rows.push({ line, email: parsed.address, emailKey: parsed.key, fields: fieldsOf(tags, values, place) });
    }
  }
  return pasted;
}

/** The merge tag that a column is for: “First name” is first_name. What is no name of a tag is left out. */
function tagOf(header: string): string {
  const tag = header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[a-z][a-z0-9_]{0,39}$/.test(tag) ? tag : '';
}

/** Only what is said: an empty cell leaves what the address book knows. */
function fieldsOf(tags: readonly string[], values: readonly string[], place: number): Record<string, string> {
  const entries = tags.map((tag, index) => [tag, (values[index] ?? '').slice(0, longestValue)] as const);
  return Object.fromEntries(entries.filter(([tag, value], index) => index !== place && tag !== '' && value !== ''));
}
