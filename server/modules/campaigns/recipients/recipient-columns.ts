import { Refusal } from '../../../platform/errors.ts';
import type { RecipientInput } from './add-recipient.ts';

/** Column titles that people write, and what they mean here. */
const titles: Readonly<Record<string, keyof RecipientInput>> = {
  name: 'name',
  'full name': 'name',
  email: 'email',
  'e-mail': 'email',
  'email address': 'email',
  address: 'email',
  salutation: 'salutation',
  greeting: 'salutation',
  district: 'district',
  ward: 'district',
  constituency: 'district',
  language: 'language',
  country: 'country',
  region: 'region',
  state: 'region',
  postcodes: 'postcodes',
  postcode: 'postcodes',
  'postal code': 'postcodes',
  'postal codes': 'postcodes',
  zip: 'postcodes',
  affiliation: 'affiliation',
  party: 'affiliation',
  group: 'affiliation',
  'valid from': 'validFrom',
  valid_from: 'validFrom',
  'valid to': 'validTo',
  valid_to: 'validTo',
  'valid until': 'validTo',
};

/** Which column of a file holds what. */
export interface Columns {
  own: ReadonlyMap<keyof RecipientInput, number>;
  fields: ReadonlyMap<string, number>;
}

/**
 * Finds the columns by their titles, in any order; those that mean nothing here are not read.
 * @throws Refusal when name or email is missing
 */
export function findColumns(headers: readonly string[], routingFields: readonly string[]): Columns {
  const own = new Map<keyof RecipientInput, number>();
  const fields = new Map<string, number>();
  for (const [index, header] of headers.entries()) {
    const title = header.trim().toLowerCase();
    const meaning = Object.hasOwn(titles, title) ? titles[title] : undefined;
    // A field that the campaign named itself is meant before another word for one of ours, such as “group” or “state”.
    const isField = routingFields.includes(title) && meaning !== title;
    if (isField && !fields.has(title)) fields.set(title, index);
    else if (!isField && meaning && !own.has(meaning)) own.set(meaning, index);
  }
  if (!own.has('name') || !own.has('email'))
    throw new Refusal(
      'invalid',
      'columns_missing',
      'The first line must name the columns, with “name” and “email” among them. “salutation”, “district”, “region”, “postcodes” and others may follow.',
    );
  return { own, fields };
}

/** One row of the file as somebody would have entered it by hand, or the sentence why it cannot be read. */
export function readRow(
  columns: Columns,
  values: readonly string[],
): { ok: true; input: RecipientInput } | { ok: false; sentence: string } {
  const cell = (name: keyof RecipientInput) => (values[columns.own.get(name) ?? -1] ?? '').trim();
  const [validFrom, validTo] = [cell('validFrom'), cell('validTo')];
  for (const day of [validFrom, validTo])
    if (day !== '' && !isDay(day)) return { ok: false, sentence: `“${day.slice(0, 20)}” is no day. Write it as 2026-11-22.` };
  const country = cell('country').toUpperCase();
  if (!/^([A-Z]{2})?$/.test(country)) return { ok: false, sentence: 'The country has to be two letters, such as AT.' };
  const language = cell('language');
  if (!/^([a-z]{2,3}(-[A-Z]{2})?)?$/.test(language)) return { ok: false, sentence: 'The language has to be a code, such as en or de.' };
  const input: RecipientInput = {
    name: cell('name'),
    email: cell('email'),
    salutation: cell('salutation'),
    district: cell('district'),
    language,
    country,
    region: cell('region'),
    postcodes: cell('postcodes')
      .split(/[,;|\n]+/)
      .slice(0, 5000),
    affiliation: cell('affiliation'),
    validFrom: validFrom === '' ? null : validFrom,
    validTo: validTo === '' ? null : validTo,
    fields: Object.fromEntries([...columns.fields].map(([field, index]) => [field, values[index] ?? ''])),
  };
  return { ok: true, input };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
