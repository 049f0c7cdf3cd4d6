import { parseEmailAddress } from './email-address.ts';
import { cleanHeaderText } from './header-text.ts';

/** A field that a workspace keeps of its contacts besides ours. */
export interface OwnField {
  key: string;
  label: string;
  kind: 'text' | 'number' | 'date';
}

/** What a person or a file says of a contact. */
export interface ContactInput {
  email: string;
  firstName: string;
  lastName: string;
  jobTitle: string;
  phone: string;
  language: string;
  timeZone: string;
  fields: Readonly<Record<string, string>>;
  tags: readonly string[];
}

/** The same as it is kept. */
export interface ContactFields extends Omit<ContactInput, 'fields' | 'tags'> {
  emailKey: string;
  fields: Record<string, string>;
  tags: string[];
}

export type CheckedContact = { ok: true; fields: ContactFields } | { ok: false; sentence: string };

const limits = { firstName: 200, lastName: 200, jobTitle: 200, phone: 60 } as const;
const inWords = { firstName: 'first name', lastName: 'last name', jobTitle: 'job title', phone: 'phone number' } as const;
const mostOfText = 500;
const mostTags = 100;
const longestTag = 60;

/**
 * What a person or a file says of a contact, as it is kept: an address that mail can reach, short texts on one line, a language and a time zone that
 * exist, and only those own fields that the workspace named. Or the sentence about what is wrong with it.
 */
export function checkedContact(input: ContactInput, ownFields: readonly OwnField[]): CheckedContact {
  const parsed = parseEmailAddress(input.email);
  if (!parsed.ok) return { ok: false, sentence: parsed.reason };
  const texts = { firstName: '', lastName: '', jobTitle: '', phone: '' };
  for (const name of Object.keys(limits) as (keyof typeof limits)[]) {
    texts[name] = cleanHeaderText(input[name]);
    if (texts[name].length > limits[name])
      return { ok: false, sentence: `The ${inWords[name]} is longer than ${String(limits[name])} characters.` };
  }
  const [language, timeZone] = [input.language.trim(), input.timeZone.trim()];
  if (!/^([a-z]{2,3}(-[A-Z]{2})?)?$/.test(language)) return { ok: false, sentence: 'The language has to be a code, such as en or de.' };
  if (timeZone !== '' && !isTimeZone(timeZone))
    return { ok: false, sentence: 'The time zone has to be the name of one, such as Europe/Vienna.' };
  const own = checkedOwnFields(input.fields, ownFields);
  if (!own.ok) return own;
  const tags = checkedTags(input.tags);
  if (!tags.ok) return tags;
  return {
    ok: true,
    fields: { email: parsed.address, emailKey: parsed.key, ...texts, language, timeZone, fields: own.fields, tags: tags.tags },
  };
}

/** Tags as they are kept: on one line, each once, in the order in which they were given. */
export function checkedTags(given: readonly string[]): { ok: true; tags: string[] } | { ok: false; sentence: string } {
  const tags = [...new Set(given.map(cleanHeaderText).filter((tag) => tag !== ''))];
  if (tags.length > mostTags) return { ok: false, sentence: `A contact can have ${String(mostTags)} tags at most.` };
  const long = tags.some((tag) => tag.length > longestTag);
  return long ? { ok: false, sentence: `A tag is longer than ${String(longestTag)} characters.` } : { ok: true, tags };
}

type CheckedFields = { ok: true; fields: Record<string, string> } | { ok: false; sentence: string };

function checkedOwnFields(given: Readonly<Record<string, string>>, ownFields: readonly OwnField[]): CheckedFields {
  const known = new Map(ownFields.map((field) => [field.key, field]));
  const fields: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    const field = known.get(key);
    if (!field)
      return {
        ok: false,
        sentence: `There is no field “${cleanHeaderText(key).slice(0, 40)}” in this workspace. Add it to the fields first.`,
      };
    const checked = checkedValue(value, field);
    if (!checked.ok) return checked;
    if (checked.value !== '') fields[key] = checked.value;
  }
  return { ok: true, fields };
}

function checkedValue(given: string, { label, kind }: OwnField): { ok: true; value: string } | { ok: false; sentence: string } {
  const value = cleanHeaderText(given);
  if (value === '') return { ok: true, value };
  if (kind === 'number' && !/^-?\d{1,15}(\.\d{1,10})?$/.test(value))
    return { ok: false, sentence: `“${label}” is a number: write it in digits, such as 1200 or 4.5.` };
  if (kind === 'date' && !isDay(value)) return { ok: false, sentence: `“${label}” is a day: write it as 2026-11-22.` };
  if (value.length > mostOfText) return { ok: false, sentence: `“${label}” is longer than ${String(mostOfText)} characters.` };
  return { ok: true, value };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const zones = new Map<string, boolean>();
/** To make a formatter is slow, and a file has few zones; a hostile one has many, which are not remembered for ever. */
function isTimeZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const there = /^[A-Za-z][A-Za-z0-9_+/-]{0,59}$/.test(name) && isKnownToIntl(name);
  if (zones.size < 2_000) zones.set(name, there);
  return there;
}

function isKnownToIntl(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
