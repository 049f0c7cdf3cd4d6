import type { FooterLanguage } from '../../../shared/footer-words.ts';
import { Refusal } from '../../platform/errors.ts';

/** A team campaign: whom it is meant for, when and from where it is sent, and how far it is. */

export type OutreachState = 'draft' | 'running' | 'paused' | 'finished';
export type PausedBecause = 'member' | 'mailboxes' | 'bounces' | 'complaints' | 'errors' | 'late' | 'restored' | 'approval';
/** What a campaign wants to know of its messages being opened: nothing, sums, or who opened what. */
export type Tracking = (typeof trackings)[number];
export const trackings = ['none', 'aggregate', 'recipient'] as const;
export type EnrolmentState = 'waiting' | 'sending' | 'finished' | 'stopped';

/** Whom a campaign is meant for, by the ids of lists and segments. */
export interface Audience {
  lists: string[];
  segments: string[];
  exceptLists: string[];
  exceptSegments: string[];
}

/** What a member sets; each is a column of its own. */
export interface Settings {
  name: string;
  audience: Audience;
  timeZone: string;
  byRecipientZone: boolean;
  workingDays: number;
  opensMinute: number;
  closesMinute: number;
  startsAt: Date | null;
  endsAt: Date | null;
  stopForCompany: boolean;
  quietDays: number;
  leaveOutBadAddresses: boolean;
  language: FooterLanguage;
  tracking: Tracking;
  holdMinutes: number;
}

/** One message of a campaign in its variants; its place in the list is its position. */
export interface Step {
  delayHours: number;
  sameThread: boolean;
  /** The names of the files that go with it, with merge tags where each recipient has a file of their own. */
  files: string[];
  texts: { variant: string; weight: number; subject: string; html: string }[];
}

/** A step as somebody wrote it, with its place among the steps as they were, where it had one and they say so. */
export interface WrittenStep extends Step {
  position?: number | undefined;
}

/** What a new campaign begins with: one step with nothing in it. */
export const firstSteps: readonly Step[] = [
  { delayHours: 0, sameThread: false, files: [], texts: [{ variant: 'a', weight: 1, subject: '', html: '' }] },
];

/** A start that was missed by more than this while nothing worked is not made up for without being asked. */
export const latestStartMinutes = 60;

/** From when on anything may leave: its start, and not before the time for taking it back is over. */
export function earliestOf({ startsAt, holdEndsAt }: { startsAt: Date | null; holdEndsAt: Date | null }): Date | null {
  return startsAt && holdEndsAt ? (startsAt > holdEndsAt ? startsAt : holdEndsAt) : (startsAt ?? holdEndsAt);
}

/** Whether a launch can be taken back: it was launched, and has not begun. */
export const mayTakeBack = ({
  state,
  launchedAt,
  beganAt,
}: {
  state: OutreachState;
  launchedAt: Date | null;
  beganAt: Date | null;
}): boolean => launchedAt !== null && beganAt === null && state !== 'finished';

const following: Record<OutreachState, readonly OutreachState[]> = {
  draft: ['running'],
  running: ['paused', 'finished'],
  paused: ['running', 'finished'],
  finished: [],
};

/** Refuses a state that does not follow from another. */
export function refuseUnlessFollows(before: OutreachState, after: OutreachState): void {
  if (!following[before].includes(after))
    throw new Refusal('conflict', 'state_cannot_follow', `A campaign that is ${stateWord[before]} cannot become ${stateWord[after]}.`);
}
const stateWord: Record<OutreachState, string> = { draft: 'a draft', running: 'running', paused: 'paused', finished: 'finished' };

/** Refuses steps that no recipient could be sent. The first goes out at once, and by itself. */
export function checkedSteps(steps: readonly Step[]): Step[] {
  const [first] = steps;
  const letters = first?.texts.map(({ variant }) => variant).toSorted() ?? [];
  if (new Set(letters).size < letters.length) throw variantsDiffer('A variant stands there twice. Give each a letter of its own.');
  for (const { texts } of steps)
    if (
      texts
        .map(({ variant }) => variant)
        .toSorted()
        .join() !== letters.join()
    )
      throw variantsDiffer('Every step needs a text for each variant, because a recipient keeps theirs through all steps.');
  if (first?.texts.every(({ weight }) => weight === 0))
    throw variantsDiffer('Every variant of the first step has the weight 0, so nobody would get any.');
  return steps.map((step, index) => (index === 0 ? { ...step, delayHours: 0, sameThread: false } : step));
}
const variantsDiffer = (sentence: string) => new Refusal('invalid', 'variants_unusable', sentence);

/**
 * Refuses steps that stand in another place than before the launch made them. Recipients wait for a step by its number, and the ledger counts by it: one
 * that moved would reach some of them twice and others never.
 */
export function refuseMovedSteps(steps: readonly WrittenStep[]): void {
  if (steps.some(({ position }, index) => position !== undefined && position !== index + 1))
    throw new Refusal(
      'conflict',
      'steps_keep_their_place',
      'The steps of a campaign that was launched keep their place: change them, add one at the end, or take away the last. Nothing was saved.',
    );
}
