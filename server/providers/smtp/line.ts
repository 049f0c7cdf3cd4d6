import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely, type ConnectionOptions } from 'node:tls';
import { writtenDown } from '../../platform/keyed-call.ts';
import { isOfCertificate } from '../certificate-error.ts';

/** An answer of a mail server (RFC 5321 section 4.2): its number, and its lines without it. */
export interface Reply {
  code: number;
  lines: readonly string[];
}

/** The connection ended, or no answer came in time. */
export class LineLost extends Error {
  readonly reason: 'closed' | 'timeout' | 'malformed' | 'certificate';
  constructor(reason: LineLost['reason']) {
    super('The connection to the mail server was lost.');
    this.name = 'LineLost';
    this.reason = reason;
  }
}

/** One connection to a mail server, spoken in lines. */
export interface Line {
  /** Hands bytes to the system. @throws LineLost */
  write(data: string | Uint8Array): Promise<void>;
  /** The next whole answer, however slowly its bytes come, within the given time. @throws LineLost */
  reply(milliseconds: number): Promise<Reply>;
  /** From now on everything is encrypted, and the certificate is that of the host. @throws LineLost */
  secure(milliseconds: number): Promise<void>;
  /** Whether it still stands, with nothing said by the other side that nobody asked for. */
  isQuiet(): boolean;
  close(): void;
}

export interface Peer {
  /** The name for which the certificate must be. */
  host: string;
  port: number;
  /** The one address to connect to, as the guard found it. */
  address: string;
  /** Besides those that the system trusts. */
  authorities?: string | undefined;
}

/** What no honest answer is longer than. */
const mostCharacters = 65_536;

/** Opens a connection; with `tls` it is encrypted from its first byte. @throws LineLost */
export async function openLine(peer: Peer, { tls, milliseconds }: { tls: boolean; milliseconds: number }): Promise<Line> {
  await writtenDown();
  const plain = connect({ host: peer.address, port: peer.port, noDelay: true, keepAlive: true });
  await settled(plain, 'connect', milliseconds);
  const line = lineOver(plain, peer);
  if (tls) await line.secure(milliseconds);
  return line;
}

function lineOver(first: Socket, peer: Peer): Line {
  let socket = first;
  let heard = '';
  let lost: LineLost | undefined;
  let wake: (() => void) | undefined;
  const lose = (reason: LineLost['reason']) => {
    lost ??= new LineLost(reason);
    socket.destroy();
    wake?.();
  };
  const hear = (text: unknown) => {
    heard += String(text);
    if (heard.length > mostCharacters) lose('malformed');
    wake?.();
  };
  const end = () => lose('closed');
  const listen = (to: Socket) => {
    to.setEncoding('latin1');
    to.on('data', hear);
    for (const event of ['error', 'close', 'end']) to.on(event, end);
  };
  listen(socket);

  return {
    write(data) {
      if (lost) return Promise.reject(lost);
      return new Promise((resolve, reject) => {
        socket.write(data, (error) => {
          if (error) lose('closed');
          if (lost) reject(lost);
          else resolve();
        });
      });
    },
    async reply(milliseconds) {
      const timer = setTimeout(lose, milliseconds, 'timeout');
      try {
        for (;;) {
          const taken = takeReply(heard);
          if (taken === 'malformed') lose('malformed');
          else if (taken) {
            heard = taken.rest;
            return taken.reply;
          }
          // What was said before the connection ended still counts.
          if (lost) throw lost;
          await new Promise<void>((resolve) => (wake = resolve));
          wake = undefined;
        }
      } finally {
        clearTimeout(timer);
      }
    },
    async secure(milliseconds) {
      // What came in clear text behind the answer was never said by whom the certificate names (RFC 3207 section 6).
      if (heard !== '') lose('malformed');
      if (lost) throw lost;
      socket.off('data', hear);
      const options: ConnectionOptions = {
        socket,
        minVersion: 'TLSv1.2',
        ...(isIP(peer.host) ? { host: peer.host } : { host: peer.host, servername: peer.host }),
        ...(peer.authorities === undefined ? {} : { ca: peer.authorities }),
      };
      const secured = connectSecurely(options);
      await settled(secured, 'secureConnect', milliseconds).catch((error: unknown) => {
        lost ??= error as LineLost;
        first.destroy();
        throw error;
      });
      socket = secured;
      listen(socket);
    },
    isQuiet: () => lost === undefined && heard === '' && socket.writable,
    close: () => lose('closed'),
  };
}

/** Waits until a socket is ready; whatever keeps it from that ends it. */
function settled(socket: Socket, event: 'connect' | 'secureConnect', milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: LineLost['reason']) => {
      clearTimeout(timer);
      socket.destroy();
      reject(new LineLost(reason));
    };
    const timer = setTimeout(fail, milliseconds, 'timeout');
    // It stays: an error that nobody hears ends the process.
    socket.on('error', (error: NodeJS.ErrnoException) => fail(isOfCertificate(error) ? 'certificate' : 'closed'));
    socket.once('close', () => fail('closed'));
    socket.once(event, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The first whole answer of what was heard, in one or several lines (RFC 5321 section 4.2.1); nothing while it is not whole. */
function takeReply(heard: string): { reply: Reply; rest: string } | 'malformed' | undefined {
  const lines: string[] = [];
  for (let from = 0; ; ) {
    const end = heard.indexOf('\n', from);
    if (end === -1) return undefined;
    const match = /^(\d{3})(?:([ -])(.*))?$/.exec(heard.slice(from, end).replace(/\r$/, ''));
    if (!match) return 'malformed';
    lines.push(match[3] ?? '');
    from = end + 1;
    if (match[2] !== '-') return { reply: { code: Number(match[1]), lines }, rest: heard.slice(from) };
  }
}
