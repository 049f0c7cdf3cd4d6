import { parseEmailAddress } from '../../../../shared/email-address.ts';
import type { Recipient } from '../shapes.ts';

/** A recipient as they are entered by hand. */
export interface RecipientForm {
  name: string;
  email: string;
  salutation: string;
  district: string;
  language: string;
  country: string;
  region: string;
  /** With commas between them. */
  postcodes: string;
  affiliation: string;
  /** A day such as 2026-11-22, or nothing. */
  validFrom: string;
  validTo: string;
  fields: Readonly<Record<string, string>>;
}

export const blankRecipient: RecipientForm = {
  ...{ name: '', email: '', salutation: '', district: '', language: '', country: '', region: '', postcodes: '', affiliation: '' },
  ...{ validFrom: '', validTo: '', fields: {} },
};

/** What keeps a recipient from being added, by field. */
export function recipientProblems(form: RecipientForm): Partial<Record<keyof RecipientForm, string>> {
  const { name, email, country, postcodes, validFrom, validTo } = form;
  const parsed = parseEmailAddress(email);
  const codes = postcodesOf(postcodes);
  return {
    ...(name.trim() === '' && { name: 'Enter a name.' }),
    ...(!parsed.ok && { email: parsed.reason }),
    ...(!/^([a-z]{2})?$/i.test(country.trim()) && { country: 'Use two letters, such as AT.' }),
    ...(codes.length > 5000 && { postcodes: 'At most 5,000 postcodes; ranges such as 1000-1099 need fewer.' }),
    ...(codes.some(({ length }) => length > 40) && { postcodes: 'A postcode has at most 40 characters. Put commas between them.' }),
    ...(validFrom !== '' && validTo !== '' && validTo < validFrom && { validTo: 'The last day is before the first.' }),
  };
}

const postcodesOf = (list: string): string[] => [
  ...new Set(
    list
      .split(/[,;\n]+/)
      .map((code) => code.trim())
      .filter(Boolean),
  ),
];

/** What the server is told of a recipient. */
export function recipientOf({ postcodes, validFrom, validTo, fields, ...texts }: RecipientForm) {
  return {
    ...texts,
    postcodes: postcodesOf(postcodes),
    validFrom: validFrom || null,
    validTo: validTo || null,
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== '')),
  };
}

/** What is known of a recipient, as its fields show it. */
export function formOf({ postcodes, validFrom, validTo, ...known }: Recipient): RecipientForm {
  const { name, email, salutation, district, language, country, region, affiliation, fields } = known;
  const texts = { name, email, salutation, district, language, country, region, affiliation };
  return { ...texts, postcodes: postcodes.join(', '), validFrom: validFrom ?? '', validTo: validTo ?? '', fields };
}

/** What of a recipient differs from what is known; own fields that the campaign no longer names are left behind. The address never changes. */
export function changeOf(recipient: Recipient, form: RecipientForm, ownFields: readonly string[]) {
  const { email: _email, fields, ...rest } = recipientOf(form);
  const before: Record<string, unknown> = recipientOf(formOf(recipient));
  const named = Object.fromEntries(Object.entries(fields).filter(([name]) => ownFields.includes(name)));
  const changed = Object.entries(rest).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]));
  return { ...(Object.fromEntries(changed) as Partial<typeof rest>), fields: named };
}

/** Whether a recipient may be written to on a day such as 2026-11-22, by the calendar of their time zone, and if so until when. */
export function writtenTo({ suppressed, validFrom, validTo }: Pick<Recipient, 'suppressed' | 'validFrom' | 'validTo'>, today: string) {
  if (suppressed) return { yes: false, words: 'No, suppressed' };
  if (validFrom !== null && today < validFrom) return { yes: false, words: `Not before ${validFrom}` };
  if (validTo !== null && validTo < today) return { yes: false, words: `Not after ${validTo}` };
  return { yes: true, words: validTo === null ? 'Yes' : `Yes, until ${validTo}` };
}

/** The day on which it is now in a time zone, such as 2026-11-22; by UTC where the browser is older than the zone. */
export function dayNow(timeZone: string, now: Date): string {
  // Swedish dates are written as ISO 8601 says.
  const dayIn = (zone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now);
  try {
    return dayIn(timeZone);
  } catch (error) {
    if (error instanceof RangeError) return dayIn('UTC');
    throw error;
  }
}

/** Which of the columns that most campaigns do without have something in them. */
export function columnsOf(recipients: readonly Recipient[]): { region: boolean; affiliation: boolean; contacted: boolean } {
  return {
    region: recipients.some(({ region, country }) => region !== '' || country !== ''),
    affiliation: recipients.some(({ affiliation }) => affiliation !== ''),
    contacted: recipients.some(({ contacted }) => contacted > 0),
  };
}
