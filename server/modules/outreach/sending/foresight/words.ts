import { providerName } from '../circuits/circuit.ts';
import type { Waiting } from '../readiness.ts';

/** Why somebody was not sent to yet, as it is said to people; when it ends stands beside it. */
export const waitingSentence: Record<Waiting, string> = {
  not_due: 'The next message is not due yet.',
  not_started: 'The campaign has not begun yet.',
  hold_window: 'The campaign was launched a moment ago and can still be taken back; nothing leaves before that time is over.',
  person_pressure: 'This person has had as many messages of team campaigns lately as the workspace lets one person have.',
  company_pressure: 'As many people of this company have been written to for the first time lately as the workspace allows.',
  ended: 'The campaign is over: its end has come.',
  paused: 'The campaign is paused. Resume it, and whoever waits goes on from where they are.',
  quarantined: 'This copy was restored or copied and sends nothing until its operator has looked.',
  campaign_hours: 'The campaign does not send at this hour or on this day.',
  mailbox_hours: 'The mailbox does not send at this hour or on this day.',
  hours_never_meet: 'The hours of the campaign and of its mailboxes never meet. Change one of them.',
  limit: 'The mailbox has reached its limit of messages in 24 hours.',
  gap: 'The mailbox waits a little between two messages.',
  slowed: 'The mail provider asked for patience, so the whole mailbox waits a little.',
  provider_down: 'The mail provider answers nobody at the moment, so all its mailboxes wait together, and one message tries for all.',
  parked: 'The mailbox is parked. Look at it under Mailboxes.',
  no_mailbox: 'There is no mailbox that could send it: follow-ups leave only from the mailbox that began the conversation.',
  others_first: 'Others have their turn first.',
  busy: 'The mailbox is sending others at this moment.',
};

/** The same for a provider by name. */
export const providerDownSentence = (provider: string | undefined): string =>
  provider === undefined
    ? waitingSentence.provider_down
    : `${providerName(provider)} answers nobody at the moment. All its mailboxes wait together, and one message tries for all.`;

/** Why messages of a plan would never leave. */
export const neverSentence: Partial<Record<Waiting, string>> = {
  no_mailbox: 'No mailbox of this campaign could send them.',
  ended: 'The campaign ends before their turn comes.',
  parked: 'All of its mailboxes are parked until a member acts.',
  limit: 'The limit of its mailboxes is 0.',
  hours_never_meet: 'The hours of the campaign and of its mailboxes never meet, or it would take longer than five years.',
};
