import { showId } from '../../platform/ids.ts';
import type { Contact } from './store.ts';
import type { Happening } from './timeline/store.ts';

export type Verdict = 'unknown' | 'good' | 'risky' | 'bad';

/** A contact as the API shows it. */
export function showContact({ id, emailKey: _key, companyId, companyName, ...contact }: Contact, suppressed: boolean) {
  return {
    ...contact,
    id: showId('contact', id),
    company: companyId === null ? null : { id: showId('company', companyId), name: companyName ?? '' },
    verdict: contact.verdict as Verdict,
    verdictAt: contact.verdictAt?.toISOString() ?? null,
    createdAt: contact.createdAt.toISOString(),
    changedAt: contact.changedAt.toISOString(),
    suppressed,
  };
}

/** One line of a contact's timeline as the API shows it. */
export function showHappening({ at, what, reason, ...one }: Happening) {
  return {
    at: at.toISOString(),
    what,
    reason,
    outreachId: showId('outreach', one.campaignId),
    campaign: one.campaign,
    enrolmentId: showId('enrolment', one.enrolmentId),
    ...(one.deliveryId === null ? {} : { deliveryId: showId('delivery', one.deliveryId) }),
    ...(one.step === null ? {} : { step: one.step }),
  };
}
