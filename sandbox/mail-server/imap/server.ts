import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import type { Accounts } from '../accounts.ts';
import type { Faults } from '../faults.ts';
import type { Offers } from './box.ts';
import { createFolders, type Folders } from './folders.ts';
import { holdSession } from './session.ts';
import { createWire } from './wire.ts';

export interface ImapServerOptions {
  accounts: Accounts;
  faults: Faults;
  /** Any free one by default. */
  port?: number | undefined;
  /** With a certificate a reader must encrypt by STARTTLS before it signs in; without, it is spoken to in clear text, on loopback alone. */
  starttls?: { key: string; cert: string } | undefined;
  /** With a certificate here the connection is encrypted from its first byte. */
  tls?: { key: string; cert: string } | undefined;
}

export interface ImapServer {
  host: string;
  port: number;
  folders: Folders;
  /** What it can do; it may be changed while it runs. */
  offers: Offers;
  /** How many connections were ever opened, and how many stand now. */
  connections(): { ever: number; now: number };
  /** How often each command was said. */
  commands(): ReadonlyMap<string, number>;
  /** Ends every open connection, as a server does that is started anew. */
  dropAll(): void;
  stop(): Promise<void>;
}

/** The side of the mail server that mailboxes are read by: IMAP4rev1 (RFC 3501) with IDLE (RFC 2177) and folders that say what they are for (RFC 6154). */
export async function startImapServer({ accounts, faults, port = 0, starttls, tls }: ImapServerOptions): Promise<ImapServer> {
  const folders = createFolders();
  const offers: Offers = { idle: true, specialUse: true };
  const sockets = new Set<Socket>();
  const commands = new Map<string, number>();
  let ever = 0;

  const meet = (socket: Socket) => {
    ever += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const heard = (name: string) => commands.set(name, (commands.get(name) ?? 0) + 1);
    // A client that breaks off, or what a fault of ours does to a connection, ends that connection alone.
    holdSession(createWire(socket), { accounts, folders, faults, offers, starttls, encrypted: tls !== undefined, heard }).catch(() =>
      socket.destroy(),
    );
  };
  const server = tls ? createSecureServer({ ...tls }, meet) : createServer(meet);
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    folders,
    offers,
    connections: () => ({ ever, now: sockets.size }),
    commands: () => commands,
    dropAll() {
      for (const socket of sockets) socket.destroy();
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
