import type { OpenReading, ReadMail } from './capabilities.ts';
import { ProviderFailure } from './failure.ts';

/** One reader for mailboxes of every kind: each is read by whoever can reach it. */
export function readByProvider(readers: Partial<Record<OpenReading['provider'], ReadMail>>): ReadMail {
  const readerOf = ({ provider }: OpenReading): ReadMail => {
    const reader = readers[provider];
    if (!reader) throw new ProviderFailure('reconnect', 'admin_blocked', 'This copy does not read mailboxes of this kind.');
    return reader;
  };
  return {
    begin: async (reading) => readerOf(reading).begin(reading),
    changesSince: async (reading, cursor, bounds) => readerOf(reading).changesSince(reading, cursor, bounds),
    fetchMessage: async (reading, id, bounds) => readerOf(reading).fetchMessage(reading, id, bounds),
    findSent: async (reading, messageId, sinceThen) => readerOf(reading).findSent(reading, messageId, sinceThen),
    listen: async (reading, told) => readerOf(reading).listen?.(reading, told),
  };
}
