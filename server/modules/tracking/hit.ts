/** As much of a hit as says what it was. */
export interface Hit {
  at: Date;
  kind: 'open' | 'click' | 'hidden' | 'leave';
  /** None of the link for leaving, which is the same in all messages. */
  step: number | null;
  linkId: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  head: boolean;
  ahead: boolean;
}

export const isSameCaller = (one: Pick<Hit, 'ipAddress' | 'userAgent'>, other: Pick<Hit, 'ipAddress' | 'userAgent'>) =>
  one.ipAddress === other.ipAddress && one.userAgent === other.userAgent;
