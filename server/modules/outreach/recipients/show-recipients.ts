import { showId } from '../../../platform/ids.ts';
import type { deliveriesOfEnrolment, EnrolmentRow } from './store.ts';

const shownIds = ({ id, contactId }: { id: string; contactId: string | null }) => ({
  id: showId('enrolment', id),
  contactId: contactId === null ? null : showId('contact', contactId),
});

/** A recipient as lists show it. The moment of the next message is only there while one is to come. */
export function shownRecipient(row: EnrolmentRow) {
  const { email, state, reason, nextStep, variant, fields } = row;
  return {
    ...shownIds(row),
    ...{ email, state, reason, nextStep, variant },
    name: [fields['first_name'], fields['last_name']].filter(Boolean).join(' '),
    dueAt: state === 'waiting' ? row.dueAt.toISOString() : null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

type DeliveryRow = Awaited<ReturnType<typeof deliveriesOfEnrolment>>[number];
export type DeliveryState = 'planned' | 'sending' | 'accepted' | 'failed' | 'skipped' | 'uncertain';

/** One message to a recipient, with the moment of its outcome, or of its claim as long as there is none. */
export function shownDelivery({ claimedAt, settledAt, state, ...delivery }: DeliveryRow) {
  return { ...delivery, state: state as DeliveryState, at: (settledAt ?? claimedAt).toISOString() };
}
