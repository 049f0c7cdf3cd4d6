import type { Period } from './promise.ts';

/** Numbers that the documents promise and that belong to no class of data. Code that needs one takes it from here. */
export const terms = {
  /** "Within one month of receipt" (GDPR Art. 12(3)); thirty days are never more. */
  answerWithin: { days: 30 },
  /** California Civil Code 1798.130(a)(2). */
  answerInCaliforniaWithin: { days: 45 },
  /** To the supervisory authority within 72 hours (GDPR Art. 33(1)); organisations are told in the same time. */
  breachNoticeWithin: { hours: 72 },
  /** How long before another company receives data the organisations are told. */
  subprocessorNotice: { days: 30 },
  /** How long the app shows that a document changed. */
  changeShownFor: { days: 30 },
  /** How long a browser keeps what its user chose. */
  choicesLast: { years: 1 },
} as const satisfies Record<string, Period>;

/** Below this age the service is not meant for anybody. */
export const minimumAge = 16;
