/** Why a letter came back: no such address, a full mailbox, a rule or filter; `later` is delayed and still tried. */
export type BounceClass = 'hard' | 'full' | 'blocked' | 'later' | 'unknown';

export interface ReadBounce {
  /** In lower case; empty when the bounce does not say whom it is about. */
  readonly address: string;
  readonly class: BounceClass;
}

/**
 * Whom a pasted bounce is about and why, those who failed first; empty when the text is no bounce.
 * Fields of RFC 3464 and codes of RFC 3463 come before words; what follows as a copy of the letter is not read,
 * nor anything past 100,000 characters.
 */
export function readBounce(pasted: string): ReadBounce[];

/** Four figures, the same for one address in 65,536: enough to find a recipient again, too little to read an address from. */
export function markOf(address: string): string;
