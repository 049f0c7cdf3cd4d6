import { periodOf } from '../../../../privacy/promises.ts';
import { Refusal } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';

/** How long the link to the new address is good. */
export const linkHours = 24;
/** How long the old address takes itself back: the rest of what the register gives a change. */
export const undoDays = (periodOf('address_changes').days ?? 0) - linkHours / 24;

export const hoursAfter = (at: Date, hours: number) => new Date(at.getTime() + hours * 3_600_000);

/** The secret in the link to the new address. Derived, so that the job that mails it needs no secret in its data. */
export function linkSecret(tools: Pick<Tools, 'hashing'>, id: string): string {
  return tools.hashing.lookup('address_link', id).toString('base64url');
}

/** The secret in the notices to the old address. */
export function undoSecret(tools: Pick<Tools, 'hashing'>, id: string): string {
  return tools.hashing.lookup('address_undo', id).toString('base64url');
}

export const linkEnded = () =>
  new Refusal('refused', 'link_ended', 'This link was used before, was withdrawn, or has ended. The address is as it was.');

export const addressTaken = () =>
  new Refusal(
    'conflict',
    'address_taken',
    'This address has an account of its own here. Delete that one first, or choose another address.',
  );
