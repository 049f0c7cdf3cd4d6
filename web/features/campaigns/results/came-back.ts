import { count } from '../../../ui/numbers.ts';
import type { RecipientCount } from './shapes.ts';

type Bounces = Pick<RecipientCount, 'bouncedHard' | 'bouncedFull' | 'bouncedBlocked' | 'bouncedLater'>;

const kinds: { key: keyof Bounces; words: string }[] = [
  { key: 'bouncedHard', words: 'no such address' },
  { key: 'bouncedFull', words: 'mailbox full' },
  { key: 'bouncedBlocked', words: 'turned away' },
  { key: 'bouncedLater', words: 'delayed' },
];

/** How many letters supporters say came back, of whatever kind. A delay is not counted: such a letter may still arrive. */
export function cameBack({ bouncedHard, bouncedFull, bouncedBlocked }: Bounces): number {
  return bouncedHard + bouncedFull + bouncedBlocked;
}

/** What supporters say came back, kind by kind; empty when nobody said anything. */
export function cameBackWords(counts: Bounces): string {
  return kinds
    .filter(({ key }) => counts[key] > 0)
    .map(({ key, words }) => `${count(counts[key])} ${words}`)
    .join(', ');
}

/** The orders in which the table of recipients can stand. */
export type RecipientOrder = 'name' | 'accepted' | 'failed' | 'uncertain' | 'opened' | 'back';

/** The recipients in an order: figures with the most first, names from A to Z; who is alike stays as listed. */
export function sortRecipients(recipients: readonly RecipientCount[], order: RecipientOrder): RecipientCount[] {
  if (order === 'name') return recipients.toSorted((one, other) => one.name.localeCompare(other.name));
  const figure = (one: RecipientCount) => (order === 'back' ? cameBack(one) : one[order]);
  return recipients.toSorted((one, other) => figure(other) - figure(one));
}
