/**
 * The eight refusals. A verb that does not do what it was asked throws one of them, with a code that a program
 * can read and a sentence that helps a person. Only this file knows HTTP numbers.
 */
export type RefusalKind = 'not_found' | 'not_allowed' | 'signed_out' | 'invalid' | 'refused' | 'conflict' | 'too_many' | 'provider_failed';

export const httpStatus: Record<RefusalKind, 400 | 401 | 403 | 404 | 409 | 422 | 429 | 502> = {
  not_found: 404,
  not_allowed: 403,
  signed_out: 401,
  invalid: 400,
  refused: 422,
  conflict: 409,
  too_many: 429,
  provider_failed: 502,
};

export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  /** @param sentence shown to the person as it stands: what was not done, and what to do. No personal data. */
  constructor(kind: RefusalKind, code: string, sentence: string, retryAfterSeconds?: number) {
    super(sentence);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export const notFound = (what: string) => new Refusal('not_found', 'not_found', `There is no ${what} here, or it is not yours to see.`);
export const notAllowed = () =>
  new Refusal('not_allowed', 'not_allowed', 'Your role does not allow this. Ask an owner or admin of the workspace.');
export const signedOut = () => new Refusal('signed_out', 'signed_out', 'You are signed out. Sign in and try again.');
