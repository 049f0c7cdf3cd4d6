import { isIP } from 'node:net';
import type { ImapFlow } from 'imapflow';
import { AddressRefused, type AddressGuard } from '../../platform/address-guard.ts';
import { writtenDown } from '../../platform/keyed-call.ts';
import type { OpenReading } from '../capabilities.ts';
import { imapFailure, TookTooLong } from './imap-failure.ts';

export type ImapReading = Extract<OpenReading, { provider: 'imap' }>;

export interface ConnectionOptions {
  guard: AddressGuard;
  authorities?: string | undefined;
  /** From the first packet until somebody is signed in. */
  connectMilliseconds: number;
  /** After so long in IDLE it is said anew (RFC 2177: before 29 minutes). */
  idleMilliseconds: number;
}

/** What no honest answer is longer than: a search of a mailbox with some hundred thousand messages, and the largest message that is fetched. */
const mostOfLine = 4 * 1024 * 1024;
const mostOfLiteral = 32 * 1024 * 1024;
const mostTokens = 200_000;

/**
 * Connects to the address that the guard found, and signs in. In clear text only to a server that the operator named, and only where it offers no
 * encryption.
 * @throws ProviderFailure
 */
export async function openConnection(options: ConnectionOptions, reading: ImapReading): Promise<ImapFlow> {
  const { guard, authorities, connectMilliseconds, idleMilliseconds } = options;
  const { host, port, security, username, password } = reading;
  try {
    await writtenDown();
    const [found] = await guard.addresses(host, port);
    if (!found) throw new AddressRefused();
    // Loaded where a mailbox is read and nowhere else: with its tables of encodings it takes tens of megabytes.
    const library = await import('imapflow');
    const client = new library.ImapFlow({
      host: found.address,
      port,
      secure: security === 'tls',
      ...(isIP(host) ? {} : { servername: host }),
      ...(security === 'starttls' && !guard.allows(host, port) ? { doSTARTTLS: true } : {}),
      tls: { minVersion: 'TLSv1.2', ...(authorities === undefined ? {} : { ca: authorities }) },
      auth: { user: username, pass: password },
      // Some companies answer nobody who does not say who they are (RFC 2971).
      clientInfo: { name: 'Antiphon', version: false, vendor: false, 'support-url': false },
      logger: false,
      disableAutoIdle: true,
      // Everything that is needed is in the first version of the protocol; a stream that unpacks itself has no bounds.
      disableAutoEnable: true,
      disableCompression: true,
      disableBinary: true,
      connectionTimeout: connectMilliseconds,
      greetingTimeout: connectMilliseconds,
      maxIdleTime: idleMilliseconds,
      maxLineLength: mostOfLine,
      maxLiteralSize: mostOfLiteral,
      maxResponseSize: mostOfLiteral + mostOfLine,
      maxResponseTokens: mostTokens,
    });
    // An error that nobody hears ends the process; whoever waits for an answer is told of it all the same.
    client.on('error', () => undefined);
    await within(client, connectMilliseconds, client.connect());
    return client;
  } catch (error) {
    throw imapFailure(error);
  }
}

/** Waits for what was asked of a connection, and ends the connection when that takes too long, however slowly its bytes come. */
export async function within<T>(client: ImapFlow, milliseconds: number, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      client.close();
      reject(new TookTooLong());
    }, milliseconds);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
