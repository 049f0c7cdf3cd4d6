import type { Mailbox } from '../../../mailboxes/index.ts';
import type { FailureCode } from '../../../../providers/failure.ts';
import type { HandedOverOutcome } from '../../../deliveries/index.ts';

/** How hand-overs to one provider go, over all workspaces. While it waits, nothing is handed over to it; then one message tries for all. */
export interface Circuit {
  countedFrom: number;
  taken: number;
  failed: number;
  /** Nothing where it does not wait. */
  waitsUntil: number | undefined;
  /** So many pauses in a row. */
  pauses: number;
}

/** What some hand-overs said about their provider. */
export interface Went {
  taken: number;
  failed: number;
}

const minute = 60_000;
/** Only what happened within so long decides. */
export const countedMilliseconds = 5 * minute;
const fewestFailed = 5;
const longestPause = 30 * minute;

const pauseOf = (pauses: number): number => Math.min(longestPause, minute * 2 ** (pauses - 1));

/**
 * What follows from hand-overs: once most of those within five minutes fail the provider waits, each time twice as long while whoever tries for all fails,
 * and the first that is answered ends it. What was on its way when the waiting began says nothing new.
 * @returns nothing where there is nothing to remember
 */
export function afterOutcomes(before: Circuit | undefined, { taken, failed }: Went, now: number): Circuit | undefined {
  if (before?.waitsUntil !== undefined) {
    if (before.waitsUntil > now || taken + failed === 0) return before;
    if (taken > 0) return undefined;
    const pauses = before.pauses + 1;
    return { ...before, failed: before.failed + failed, pauses, waitsUntil: now + pauseOf(pauses) };
  }
  const isOver = !before || before.countedFrom + countedMilliseconds <= now;
  const counted = isOver
    ? { countedFrom: now, taken, failed }
    : { countedFrom: before.countedFrom, taken: before.taken + taken, failed: before.failed + failed };
  if (counted.failed === 0) return undefined;
  if (counted.failed < fewestFailed || counted.failed <= counted.taken) return { ...counted, waitsUntil: undefined, pauses: 0 };
  return { ...counted, waitsUntil: now + pauseOf(1), pauses: 1 };
}

/** The faults of a provider, and of nobody's mailbox, message or address. */
const faults: ReadonlySet<FailureCode> = new Set(['provider_down', 'unreachable', 'answer_lost', 'answer_unreadable', 'project_quota']);

/** What an outcome says about the provider: it took part, whatever it answered, or it failed; nothing where it was not asked. */
export function wentOf(
  outcome: HandedOverOutcome | { state: 'failed' | 'planned' | 'skipped'; reason: string; sentence: string },
): keyof Went | undefined {
  if (!('failure' in outcome)) return outcome.state === 'accepted' ? 'taken' : undefined;
  const { verdict, code } = outcome.failure;
  if (verdict === 'retry_now' || code === 'quarantined') return undefined;
  return (verdict === 'retry_later' || verdict === 'uncertain') && faults.has(code) ? 'failed' : 'taken';
}

/** What mailboxes share: their company, or the port of their mail server. */
export const providerOf = ({ provider, smtpHost, smtpPort }: Pick<Mailbox, 'provider' | 'smtpHost' | 'smtpPort'>): string =>
  provider === 'smtp' ? `server ${smtpHost ?? ''}:${String(smtpPort ?? '')}` : provider;

/** As people call it. */
export const providerName = (provider: string): string =>
  provider === 'gmail' ? 'Gmail' : provider === 'outlook' ? 'Outlook' : `The mail ${provider.replace(/:\d*$/, '')}`;
