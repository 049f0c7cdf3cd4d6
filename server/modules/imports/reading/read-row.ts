import { readCell } from '../../../platform/csv.ts';
import { checkedContact, type ContactFields, type OwnField } from '../../../../shared/contact.ts';
import { sentences, type ColumnMeaning, type Target } from '../import.ts';

export type ReadRow = { ok: true; fields: ContactFields; company: string } | { ok: false; sentence: string };

/** Texts of one line: a break in them shows that two rows were read as one. */
const onOneLine: ReadonlySet<Target> = new Set(['email', 'first_name', 'last_name', 'full_name', 'company', 'job_title', 'phone']);
const shortened = /^[+-]?\d([.,]\d+)?E\+?\d+$/i;

/** Reads the rows of a file whose columns mean this. */
export function createRowReader(mapping: readonly ColumnMeaning[], ownFields: readonly OwnField[]): (cells: readonly string[]) => ReadRow {
  const kinds = new Map(ownFields.map(({ key, kind }) => [key, kind]));
  return (cells) => {
    const input = { email: '', firstName: '', lastName: '', jobTitle: '', phone: '', language: '', timeZone: '' };
    const fields: Record<string, string> = {};
    let tags: string[] = [];
    let company = '';
    for (const { column, to, key = '' } of mapping) {
      const value = readCell(cells[column] ?? '');
      if (value === '') continue;
      if (onOneLine.has(to) && value.includes('\n')) return { ok: false, sentence: sentences.broken };
      if (to === 'phone' && shortened.test(value)) return { ok: false, sentence: sentences.shortened };
      if (to === 'own') fields[key] = kinds.get(key) === 'number' ? plainNumber(value) : value;
      else if (to === 'tags') tags = value.split(/[,;|\n]/);
      else if (to === 'company') company = value;
      else if (to === 'full_name') [input.firstName, input.lastName] = dividedName(value);
      else input[propertyOf[to]] = value;
    }
    const checked = checkedContact({ ...input, fields, tags }, ownFields);
    if (!checked.ok) return checked;
    if (company.length > 200) return { ok: false, sentence: 'The company is longer than 200 characters.' };
    return { ok: true, fields: checked.fields, company };
  };
}

const propertyOf = {
  email: 'email',
  first_name: 'firstName',
  last_name: 'lastName',
  job_title: 'jobTitle',
  phone: 'phone',
  language: 'language',
  time_zone: 'timeZone',
} as const;

/** The last word is the last name; one word alone is the first. “Falk, Ines” is Ines Falk. */
function dividedName(name: string): [first: string, last: string] {
  const [before, behind] = name.split(/,\s*/, 2);
  if (before && behind) return [behind, before];
  const at = name.lastIndexOf(' ');
  return at === -1 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
}

/** A number as spreadsheets write it: `1.23E+11`, or with a comma before the decimals. What is none stays, and is refused as such. */
function plainNumber(value: string): string {
  const dotted = /^-?\d+,\d+$/.test(value) ? value.replace(',', '.') : value;
  if (!shortened.test(dotted)) return dotted;
  const number = Number(dotted);
  return Number.isSafeInteger(number) ? String(number) : dotted;
}
