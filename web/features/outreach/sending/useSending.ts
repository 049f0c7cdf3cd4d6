import { useState } from 'react';
import { clockOf, type Outreach } from '../shapes.ts';

/** The fields of when and from where, as people fill them in. */
export interface SendingForm {
  mailboxes: string[];
  workingDays: number;
  opens: string;
  closes: string;
  timeZone: string;
  byRecipientZone: boolean;
  starts: string;
  ends: string;
  stopForCompany: boolean;
  quietDays: number;
  leaveOutBadAddresses: boolean;
  holdMinutes: number;
}

const two = (value: number) => String(value).padStart(2, '0');
/** A moment as a field for day and time takes it, by the reader's clock. */
const fieldOf = (at: string | null) => {
  if (at === null) return '';
  const day = new Date(at);
  return `${String(day.getFullYear())}-${two(day.getMonth() + 1)}-${two(day.getDate())}T${two(day.getHours())}:${two(day.getMinutes())}`;
};
const momentOf = (field: string) => (field === '' ? null : new Date(field).toISOString());
const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

export const formOf = (campaign: Outreach): SendingForm => ({
  mailboxes: campaign.mailboxes.map(({ id }) => id).toSorted(),
  workingDays: campaign.workingDays,
  opens: clockOf(campaign.opensMinute),
  closes: clockOf(campaign.closesMinute),
  timeZone: campaign.timeZone,
  byRecipientZone: campaign.byRecipientZone,
  starts: fieldOf(campaign.startsAt),
  ends: fieldOf(campaign.endsAt),
  stopForCompany: campaign.stopForCompany,
  quietDays: campaign.quietDays,
  leaveOutBadAddresses: campaign.leaveOutBadAddresses,
  holdMinutes: campaign.holdMinutes,
});

/** What of the fields is another than what is saved, as the API takes it. */
export function changeOf(before: SendingForm, form: SendingForm) {
  const is = (field: keyof SendingForm) => JSON.stringify(before[field]) !== JSON.stringify(form[field]);
  return {
    ...(is('mailboxes') && { mailboxes: form.mailboxes }),
    ...(is('workingDays') && { workingDays: form.workingDays }),
    ...(is('opens') && { opensMinute: minuteOf(form.opens) }),
    // Midnight as an end is the end of the day.
    ...(is('closes') && { closesMinute: minuteOf(form.closes) || 1440 }),
    ...(is('timeZone') && { timeZone: form.timeZone }),
    ...(is('byRecipientZone') && { byRecipientZone: form.byRecipientZone }),
    ...(is('starts') && { startsAt: momentOf(form.starts) }),
    ...(is('ends') && { endsAt: momentOf(form.ends) }),
    ...(is('stopForCompany') && { stopForCompany: form.stopForCompany }),
    ...(is('quietDays') && { quietDays: form.quietDays }),
    ...(is('leaveOutBadAddresses') && { leaveOutBadAddresses: form.leaveOutBadAddresses }),
    ...(is('holdMinutes') && { holdMinutes: form.holdMinutes }),
  };
}

/** What is written into the fields; answers from the server replace it only while nothing is unsaved. */
export function useSending(campaign: Outreach) {
  const saved = formOf(campaign);
  const [mine, setMine] = useState<Partial<SendingForm>>({});
  const form = { ...saved, ...mine, ...(mine.mailboxes && { mailboxes: mine.mailboxes.toSorted() }) };
  const change = changeOf(saved, form);
  const problem = form.opens === '' || form.closes === '' ? 'Say from when to when it sends.' : undefined;
  return {
    form,
    set: (part: Partial<SendingForm>) => setMine((now) => ({ ...now, ...part })),
    unsaved: Object.keys(change).length > 0,
    changed: () => change,
    problem,
  };
}
