/** The shape of a promise about one class of personal data. `promises.ts` is the list; everything else is made from it. */

export interface Period {
  readonly hours?: number;
  readonly days?: number;
  readonly months?: number;
  readonly years?: number;
}

/** How the data ends. */
export type End =
  /** A fixed time after a moment that never moves once it is written. */
  | { readonly kind: 'after'; readonly period: Period; readonly from: string }
  /** At the moment that stands on the row itself; `period` is how far ahead it is written at most, `since` where it is counted from. */
  | { readonly kind: 'at'; readonly column: string; readonly period: Period; readonly since?: string }
  /** With something that a person does. */
  | { readonly kind: 'event'; readonly event: string };

/** Rows of one table that a promise covers, and the columns that hold personal data there. */
export interface Holding {
  readonly table: string;
  readonly columns: readonly string[];
  /** Of those, the ones that are only ever written sealed. */
  readonly sealed?: readonly string[];
  readonly end: End;
  /** `clear` empties the columns and keeps the row; `delete` removes the row. */
  readonly then: 'clear' | 'delete';
}

export interface DataPromise {
  readonly key: string;
  /** Numbers in the promise ledger that this entry keeps. */
  readonly ids: readonly string[];
  readonly group: 'supporters' | 'recipients' | 'members' | 'server';
  readonly title: string;
  /** As published. `{limit}` is filled from the register, so no text can disagree with it. */
  readonly sentence: string;
  readonly whose: string;
  readonly what: string;
  readonly why: string;
  readonly legalBasis: string;
  readonly holdings: readonly Holding[];
  /** What is left when it has ended. */
  readonly stays: string;
  /** Keys of `subprocessors.ts`: who outside sees it. */
  readonly seenBy: readonly string[];
}

/** The period in words, as every page says it. */
export function periodInWords(period: Period): string {
  const parts = (['years', 'months', 'days', 'hours'] as const).flatMap((unit) => {
    const count = period[unit];
    return count ? [`${count} ${count === 1 ? unit.slice(0, -1) : unit}`] : [];
  });
  return parts.join(' and ');
}

/** The limit of a promise in words: that of its first holding. */
export function limitInWords(promise: DataPromise): string {
  const end = promise.holdings[0]?.end;
  if (!end) return 'nothing is kept';
  return end.kind === 'event' ? end.event : periodInWords(end.period);
}

/** The sentence as published, its limit filled in. */
export function publishedSentence(promise: DataPromise): string {
  return promise.sentence.replace('{limit}', limitInWords(promise));
}
