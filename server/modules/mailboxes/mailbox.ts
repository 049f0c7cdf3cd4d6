import { dailyCeilingOf } from '../../../shared/mail-presets.ts';
import type { Member } from '../../platform/api.ts';
import { notFound, Refusal } from '../../platform/errors.ts';

/** A mailbox of a team: whose it is, how it is reached, and the closed words for its states. */

export type MailboxProvider = 'gmail' | 'outlook' | 'smtp';
export type Security = 'tls' | 'starttls';

/**
 * Why nothing leaves from a mailbox for now: its permission or password is over, its provider's limit is reached, its server refuses to send or cannot be
 * reached, or a member parked it.
 */
export type ParkedBecause = 'reconnect' | 'limit' | 'refused' | 'unreachable' | 'member';

/** Where a sealed value of a mailbox is sealed to. */
export const placeOf = (workspaceId: string, id: string, column: string) => ({ workspaceId, table: 'mailboxes', rowId: id, column });

/** A mailbox is its person's own: an agent changes those that they connected, owners and admins all. */
export function mayChange(mailbox: { connectedBy: string | null }, { role, userId }: Pick<Member, 'role' | 'userId'>): boolean {
  return role !== 'agent' || mailbox.connectedBy === userId;
}

/** @throws Refusal when it is not there, or somebody else's */
export function refuseUnlessTheirs<One extends { connectedBy: string | null }>(
  mailbox: One | undefined,
  member: Pick<Member, 'role' | 'userId'>,
): One {
  if (!mailbox) throw notFound('mailbox');
  if (!mayChange(mailbox, member))
    throw new Refusal('not_allowed', 'not_your_mailbox', 'This mailbox is somebody else’s. They, an owner or an admin can change it.');
  return mailbox;
}

/** What a new mailbox sends by until somebody says otherwise: office hours from Monday to Friday, one message a minute or so, and few a day. */
export function firstPacing(mailbox: { provider: MailboxProvider; address: string; smtpHost?: string | null }, timeZone: string) {
  return {
    dailyLimit: Math.min(200, dailyCeilingOf(mailbox)),
    gapSeconds: 60,
    gapJitterSeconds: 30,
    timeZone,
    workingDays: 0b0011111,
    opensMinute: 9 * 60,
    closesMinute: 17 * 60,
  };
}

/** Days as people write them (1 is Monday) and as they are kept (bit 0 is Monday). */
export const daysToBits = (days: readonly number[]): number => days.reduce((bits, day) => bits | (1 << (day - 1)), 0);
export const bitsToDays = (bits: number): number[] => [1, 2, 3, 4, 5, 6, 7].filter((day) => (bits & (1 << (day - 1))) !== 0);

/** @throws Refusal when more is asked for than the company of the mailbox lets it send */
export function refuseBeyondCeiling(mailbox: Parameters<typeof dailyCeilingOf>[0], dailyLimit: number): void {
  const ceiling = dailyCeilingOf(mailbox);
  if (dailyLimit > ceiling)
    throw new Refusal(
      'refused',
      'beyond_ceiling',
      `This mailbox may send at most ${ceiling.toLocaleString('en-GB')} messages in 24 hours: that is what its company allows, and more would close it.`,
    );
}

export const alreadyConnected = () =>
  new Refusal('conflict', 'already_connected', 'A mailbox with this address is connected already. Connect that one again instead.');
