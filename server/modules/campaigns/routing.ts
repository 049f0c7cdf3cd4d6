import { dayIn } from '../../../shared/office-hours.ts';
import { matchesPostcode, normalisePostcode } from '../../../shared/postcodes.ts';
import type { Choice, Rule } from './campaign.ts';
import type { Recipient } from './recipients/store.ts';

/** Who a rule keeps out, with what a supporter reads or is sent to instead. */
export interface Excluded {
  text: string;
  link: string | null;
}

type Routable = Pick<Recipient, 'language' | 'country' | 'region' | 'district' | 'affiliation' | 'fields'>;

/** What the first fitting rule says of a recipient: which message they get, or that they get none. Without one it is the main message. */
export function routeOf(rules: readonly Rule[], recipient: Routable): { message: string } | { excluded: Excluded } {
  for (const { when, then } of rules) {
    const fits = when.every(({ field, is, values }) => {
      const among = values.some((value) => sameWord(value, valueOf(recipient, field)));
      return is === 'one_of' ? among : !among;
    });
    if (!fits) continue;
    return then.do === 'message' ? { message: then.message } : { excluded: { text: then.text, link: then.link } };
  }
  return { message: 'main' };
}

function valueOf(recipient: Routable, field: string): string {
  if (field.startsWith('fields.')) {
    const name = field.slice('fields.'.length);
    return Object.hasOwn(recipient.fields, name) ? (recipient.fields[name] ?? '') : '';
  }
  return recipient[field as Exclude<keyof Routable, 'fields'>];
}

const sameWord = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Whether a recipient may be written to on the day of a moment, by the calendar of the recipients' time zone. */
export function isInOffice({ validFrom, validTo }: Pick<Recipient, 'validFrom' | 'validTo'>, at: Date, timeZone: string): boolean {
  const today = dayIn(at, timeZone);
  return (validFrom === null || validFrom <= today) && (validTo === null || today <= validTo);
}

/** What a supporter says about whom they write to; only what the campaign asks for is looked at. */
export interface Wish {
  postcode: string;
  region: string;
  recipientIds: readonly string[];
}

/** Of those who may be written to, the ones that the campaign's choice and the supporter's wish leave over, in no order. */
export function meantBy<One extends Pick<Recipient, 'id' | 'postcodes' | 'region'>>(
  choice: Choice,
  open: readonly One[],
  wish: Wish,
): One[] {
  if (choice === 'pick') return open.filter(({ id }) => wish.recipientIds.includes(id));
  if (choice === 'region') return open.filter(({ region }) => region !== '' && sameWord(region, wish.region));
  if (choice === 'postcode') {
    const postcode = normalisePostcode(wish.postcode);
    return open.filter(({ postcodes }) => postcodes.some((pattern) => matchesPostcode(pattern, postcode)));
  }
  return [...open];
}

/** Whether the campaign asks a supporter something before it is known whom they write to. */
export function asksFirst(choice: Choice): choice is 'pick' | 'postcode' | 'region' {
  return choice === 'pick' || choice === 'postcode' || choice === 'region';
}

/** How many recipients one supporter writes to. */
export function lettersOf({ choice, mostLetters }: { choice: Choice; mostLetters: number }): number {
  return choice === 'random' ? 1 : mostLetters;
}
