import type { ImapFlow } from 'imapflow';
import { createAddressGuard, type Resolve } from '../../platform/address-guard.ts';
import type { NotFetched, OpenReading, ReadMail, SignInToRead } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import { openConnection, within, type ImapReading } from './connection.ts';
import { findSent } from './find-sent.ts';
import { inbox, openFolder, stayIn } from './folders.ts';
import { imapFailure } from './imap-failure.ts';
import { createMailboxLine, type MailboxLine, type Told, type Work } from './mailbox-line.ts';
import { readPlace } from './mark.ts';
import { markNow, readChanges } from './read-changes.ts';

export interface ImapOptions {
  /** Hosts (`name` or `name:port`) that may be private, and spoken to without encryption where they offer none. */
  allow: readonly string[];
  resolve?: Resolve;
  isQuarantined?: () => Promise<boolean>;
  /** PEM of further authorities whose certificates count. */
  authorities?: string;
  /** How long each part may take, at most; `idle` and `poll` are how often a connection that listens says something. */
  milliseconds?: { connect?: number; answer?: number; page?: number; keep?: number; idle?: number; poll?: number };
}

export interface Imap extends ReadMail, SignInToRead {
  listen(reading: OpenReading, told: Told): Promise<() => Promise<void>>;
  stop(): void;
}

/** Reads mailboxes of mail servers by IMAP (RFC 3501, RFC 9051), over one connection each. Every folder is opened for looking alone. */
export function createImap(options: ImapOptions): Imap {
  const guard = createAddressGuard({ allow: options.allow, ...(options.resolve ? { resolve: options.resolve } : {}) });
  const { connect = 30_000, answer = 60_000, page = 180_000, keep = 20_000, idle = 540_000, poll = 60_000 } = options.milliseconds ?? {};
  const settings = {
    guard,
    authorities: options.authorities,
    connectMilliseconds: connect,
    answerMilliseconds: answer,
    idleMilliseconds: idle,
    pollMilliseconds: poll,
    keepMilliseconds: keep,
  };
  const lines = new Map<string, MailboxLine>();

  function lineOf(reading: OpenReading): MailboxLine {
    const own = ofImap(reading);
    const key = keyOf(own);
    const line = lines.get(key) ?? createMailboxLine(settings, own, () => lines.delete(key));
    lines.set(key, line);
    return line;
  }
  const refuseQuarantined = async () => {
    if (await options.isQuarantined?.()) throw new ProviderFailure('never', 'quarantined', quarantinedSentence);
  };
  async function ask<T>(reading: OpenReading, milliseconds: number, work: Work<T>): Promise<T> {
    await refuseQuarantined();
    return lineOf(reading).use(milliseconds, work);
  }

  return {
    async signInToRead(reading) {
      await refuseQuarantined();
      const client = await openConnection(settings, reading);
      try {
        await within(client, answer, openFolder(client, inbox));
        // A server that counts connections is told that this one is over: the next one follows soon.
        await within(client, answer, client.logout());
      } catch (error) {
        throw imapFailure(error);
      } finally {
        client.close();
      }
    },
    begin: (reading) => ask(reading, answer, markNow),
    changesSince: (reading, cursor, bounds) => ask(reading, page, (client, know) => readChanges(client, { ...bounds, cursor }, know)),
    fetchMessage: (reading, providerMessageId, { mostBytes }) =>
      ask(reading, page, (client) => fetchOne(client, providerMessageId, mostBytes)),
    findSent: (reading, messageId, sinceThen) => ask(reading, answer, (client) => findSent(client, messageId, sinceThen)),
    async listen(reading, told) {
      await refuseQuarantined();
      return lineOf(reading).listen(told);
    },
    stop() {
      for (const line of lines.values()) line.close();
      lines.clear();
    },
  };
}

const quarantinedSentence = 'This service was restored or copied and reads no mailbox until its operator has looked.';

/** The password belongs to it: a mailbox whose password was changed gets a new connection. */
const keyOf = ({ host, port, security, username, password }: ImapReading) => [host, port, security, username, password].join('\0');

function ofImap(reading: OpenReading): ImapReading {
  if (reading.provider !== 'imap') throw new TypeError('Only mailboxes of mail servers are read by IMAP.');
  return reading;
}

/** The message as it came; of one that claims to be small and is not, no more than is wanted is read. */
async function fetchOne(client: ImapFlow, providerMessageId: string, mostBytes: number): Promise<Uint8Array | NotFetched> {
  const place = readPlace(providerMessageId);
  if (!place) return 'gone';
  const folder = await stayIn(client, place.path).catch((error: unknown) => {
    // A folder that is gone took its messages along.
    if ((error as { mailboxMissing?: unknown }).mailboxMissing !== true) throw error;
    return undefined;
  });
  if (folder?.validity !== place.validity) return 'gone';
  const one = async (query: Parameters<ImapFlow['fetchAll']>[1]) =>
    (await client.fetchAll(String(place.uid), query, { uid: true })).find(({ uid }) => uid === place.uid);
  const size = (await one({ uid: true, size: true }))?.size;
  if (size === undefined) return 'gone';
  if (size > mostBytes) return 'too_large';
  const source = (await one({ uid: true, source: { start: 0, maxLength: mostBytes + 1 } }))?.source;
  if (!source) return 'gone';
  return source.byteLength > mostBytes ? 'too_large' : source;
}
