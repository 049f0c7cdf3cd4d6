import { randomInt } from 'node:crypto';
import type { Permission } from '../../../../shared/permissions.ts';

/** A code by which a browser's extension is paired: short enough to be read aloud, without letters that are taken for one another. */

export const pairingLasts = 5 * 60_000;
export const mostWrongTries = 5;
export const pairedDays = 180;
/** What the extension's token may be used for: to see team campaigns and merge tags, and to write drafts. */
export const pairedFor = ['outreach.read', 'outreach.change'] as const satisfies readonly Permission[];

const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const length = 8;
const locatorLength = 3;

export interface PairingCode {
  /** By which the code is found. It is no secret, so that a wrong try can be counted on the code that it was meant for. */
  locator: string;
  /** What nobody knows but who was shown it: one of 24 million, at which one may guess five times. */
  proof: string;
}

export function newPairingCode(): PairingCode {
  return split(Array.from({ length }, () => letters[randomInt(letters.length)]).join(''));
}

/** The code as it is shown. */
export const shownCode = ({ locator, proof }: PairingCode): string => `${locator}${proof}`.replace(/^(.{4})/, '$1-');

/** The code that somebody typed. Blanks, hyphens and small letters do not matter; nothing where it cannot be one. */
export function readPairingCode(typed: string): PairingCode | undefined {
  const bare = typed.toUpperCase().replace(/[\s\p{Pd}]/gu, '');
  return bare.length === length && [...bare].every((one) => letters.includes(one)) ? split(bare) : undefined;
}

const split = (code: string): PairingCode => ({ locator: code.slice(0, locatorLength), proof: code.slice(locatorLength) });
