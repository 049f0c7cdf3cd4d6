import { speakOf, type Mailbox } from '../../../public-pages/mailboxes.ts';
import { notices, type NoticeCode } from '../../../public-pages/notices.ts';
import type { StatusLine } from '../../../public-pages/status-page.ts';
import type { DeliveryState, FlowDelivery, Reason } from '../deliveries/index.ts';

const reasons: Partial<Record<Reason, { reason: string; nextStep: string }>> = {
  suppressed: { reason: 'This person asked not to be written to.', nextStep: 'There is nothing to do.' },
  not_offered: { reason: 'This person cannot be written to now.', nextStep: 'There is nothing to do.' },
  interrupted: { reason: 'Sending was interrupted before this letter was handed over.', nextStep: 'You can confirm it again.' },
  user_quota: { reason: '{mail} wants a pause after many messages in a short time.', nextStep: 'Wait a few minutes and try again.' },
  daily_quota: { reason: '{mail} takes no more letters today.', nextStep: 'Try again tomorrow.' },
  project_quota: { reason: 'Too many people are writing through this service just now.', nextStep: 'Wait a minute and try again.' },
  no_mailbox: { reason: 'The {company} account has no {mail} mailbox.', nextStep: 'Go back and choose another account.' },
  admin_blocked: {
    reason: 'Your work or school does not let other services send mail.',
    nextStep: 'Go back and choose an account of your own.',
  },
  consent_revoked: { reason: '{company} says that your permission has ended.', nextStep: 'Go back and connect again.' },
  consent_missing_scope: {
    reason: 'The permission to send was not given.',
    nextStep: 'Go back, connect again and {give} the {permission}.',
  },
  address_refused: { reason: '{mail} refused this address.', nextStep: 'The organiser has to correct it.' },
  message_refused: { reason: '{mail} refused the letter.', nextStep: 'Change it and try again.' },
  provider_down: { reason: '{mail} is not working right now.', nextStep: 'Wait a few minutes and try again.' },
  quarantined: { reason: 'This service sends nothing at the moment.', nextStep: 'Please come back another day.' },
  unreachable: { reason: 'We could not reach {mail}.', nextStep: 'Wait a few minutes and try again.' },
};

const states: Record<DeliveryState, StatusLine['state']> = {
  planned: 'waiting',
  sending: 'sending',
  accepted: 'accepted',
  failed: 'failed',
  skipped: 'skipped',
  uncertain: 'uncertain',
};

/** What stood in the way of every letter that failed, where it was one thing and there is something to say of it. */
export function causeOf(deliveries: readonly FlowDelivery[]): NoticeCode | undefined {
  const [reason, ...others] = new Set(deliveries.filter(({ state }) => state === 'failed').map((delivery) => delivery.reason));
  return reason && others.length === 0 && Object.hasOwn(notices, reason) ? (reason as Reason & NoticeCode) : undefined;
}

/** One letter on the status page: where it stands, why, and what can be done about it. */
export function lineOf(
  { name, district, state, reason }: FlowDelivery,
  { underWay, mailbox }: { underWay: boolean; mailbox: Mailbox | undefined },
): StatusLine {
  const words = reason && state !== 'uncertain' ? reasons[reason] : undefined;
  return {
    name: name ?? 'A recipient who was removed since',
    ...(district ? { district } : {}),
    state: states[state === 'planned' && !underWay ? 'failed' : state],
    ...(words && state !== 'accepted' ? { reason: speakOf(mailbox, words.reason), nextStep: speakOf(mailbox, words.nextStep) } : {}),
  };
}
