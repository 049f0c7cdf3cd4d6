import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../shared/contract/index.ts';

type Outputs = InferContractRouterOutputs<typeof contract>['outreach'];

/** A team campaign as its page knows it. */
export type Outreach = Outputs['show'];
/** One of its messages, with its variants. */
export type Step = Outreach['steps'][number];
/** Whom it is meant for. */
export type Audience = Outreach['audience'];
/** All that stands in the way of its launch. */
export type Check = Outputs['check'];
/** Somebody of whom a value is missing. */
export type Incomplete = Outputs['incomplete']['recipients'][number];
/** One recipient, with how far they came. */
export type Enrolment = Outputs['recipients']['recipients'][number];
/** What is to come, day by day. */
export type Plan = Outputs['plan'];
/** Its variants beside each other. */
export type Comparison = Outputs['compareVariants'];
/** What became of messages. */
export type Counts = Outreach['counts'];

export const outreachStates = ['draft', 'running', 'paused', 'finished'] as const satisfies readonly Outreach['state'][];

/** Why a campaign was paused, in words. */
export const pauseWords: Record<NonNullable<Outreach['pausedBecause']>, string> = {
  member: 'A member paused it.',
  mailboxes: 'None of its mailboxes sends any more. Look at them, then let it run on.',
  bounces: 'Too many messages came back or were refused. Look at the addresses, then let it run on.',
  complaints: 'Too many recipients complained. Look at whom you write to before you let it run on.',
  errors:
    'A message cannot be made as it is written. Look at the texts, the files and the signatures of the mailboxes, then let it run on: whoever waits for it keeps their place.',
  restored:
    'This copy was restored from a backup. Whoever waits here may have been written to since. Look into the mailboxes before you let it run on.',
  approval: 'It was changed, and no second member has approved it as it is now. Once one did, it can run on.',
  late: 'Its start was missed by more than an hour, because nothing was working then. Say whether it may begin now.',
};

/** Why a recipient gets nothing more, in words. */
export const reasonWords: Readonly<Record<string, string>> = {
  unsubscribed: 'Unsubscribed',
  replied: 'Replied, so nothing follows',
  company_replied: 'Somebody of their company replied',
  bounced: 'The message came back',
  complained: 'Complained',
  suppressed: 'May not be written to',
  erased: 'Was erased',
  removed: 'Removed by a member',
  gone: 'No longer at this address, as an automatic answer says',
  ended: 'The campaign ended before',
  file_missing: 'A file for them was not in the library',
  text_unusable: 'Their message could not be filled',
  address_refused: 'Their mail server refused the address',
  no_mailbox: 'The mailbox that wrote to them is disconnected',
  stopped: 'Stopped before it was handed over',
  uncertain: 'Nobody knows whether their message left',
  step_removed: 'The step they waited for was taken out',
};
export const reasonOf = (reason: string | null) => (reason === null ? '' : (reasonWords[reason] ?? reason.replaceAll('_', ' ')));

const clock = (minute: number) => `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** When a campaign sends, as people say it: “Mon to Fri, 09:00 to 17:00”. */
export function windowWords({
  workingDays,
  opensMinute,
  closesMinute,
}: Pick<Outreach, 'workingDays' | 'opensMinute' | 'closesMinute'>): string {
  const chosen = days.filter((_, index) => workingDays & (1 << index));
  const named = workingDays === 127 ? 'every day' : workingDays === 31 ? 'Mon to Fri' : chosen.join(', ') || 'on no day';
  return `${named}, ${clock(opensMinute)} to ${closesMinute === 1440 ? '24:00' : clock(closesMinute)}`;
}
export { clock as clockOf };
