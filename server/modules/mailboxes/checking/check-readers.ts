import type { Mailbox } from '../store.ts';

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/**
 * The mailboxes at which a message of another can arrive to be looked at, the best first: one of another domain receives it as a stranger does, one of the
 * same may get it without leaving the house. What Gmail and Outlook give to oneself is neither signed nor received, so there a mailbox is no reader of its own.
 */
export function checkReaders(mailbox: Mailbox, all: readonly Mailbox[]): Mailbox[] {
  const rank = (one: Mailbox) => (one.id === mailbox.id ? 2 : domainOf(one.address) === domainOf(mailbox.address) ? 1 : 0);
  return all
    .filter(({ mode, parkedBecause }) => mode === 'send_and_read' && parkedBecause !== 'reconnect')
    .filter(({ id, provider }) => id !== mailbox.id || provider === 'smtp')
    .toSorted((one, other) => rank(one) - rank(other));
}
