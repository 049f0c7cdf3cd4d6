import { parseEmailAddress } from '../../../shared/email-address.ts';

/** The canonical key of an address that stands in a message; nothing where it is none. */
export function keyOf(email: string | undefined): string | undefined {
  const parsed = parseEmailAddress(email ?? '');
  return parsed.ok ? parsed.key : undefined;
}
