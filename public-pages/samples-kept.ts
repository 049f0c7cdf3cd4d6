import type { KeptPromise } from './kept-page.ts';

const you = 'If you send a letter';
const us = 'If we write to you';

/** Promises as an installation might show them, one of them broken on purpose. */
export const promises: readonly KeptPromise[] = [
  {
    group: you,
    sentence: 'If you connect and do not send, your name, address and consent are gone after 48 hours.',
    limit: '48 hours',
    held: 3,
    oldest: '51 h 12 min',
    share: 1.067,
    past: true,
    pastBy: 'By 3 h 12 min: a run was cut short this morning. What was consented to cannot be used; the next run is at 14:30.',
  },
  {
    group: you,
    sentence: 'Your consent ends with the send it was given for.',
    limit: 'one send, 48 hours at most',
    held: 12,
    oldest: '1 h 40 min',
    share: 0.035,
    past: false,
  },
  {
    group: you,
    sentence: 'After sending, only a one-way hash of your address stays, for three months at most.',
    limit: '3 months',
    held: 4319,
    oldest: '61 days',
    share: 0.66,
    past: false,
  },
  {
    group: us,
    sentence: 'Whoever asks not to be written to is remembered for three years, for that alone.',
    limit: '3 years',
    held: 0,
    oldest: null,
    share: null,
    past: false,
  },
  {
    group: us,
    sentence: 'Conversations are sealed, belong to the workspace, and go within 30 days of its end.',
    limit: 'while subscribed',
    held: 48116,
    oldest: '2 years',
    share: null,
    past: false,
  },
  {
    group: 'If you only visit',
    sentence: 'IP addresses serve security alone and are kept 30 days at most.',
    limit: '30 days',
    held: null,
    oldest: '29 d 21 h',
    share: 0.996,
    past: false,
  },
];
