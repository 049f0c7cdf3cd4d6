import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { BadCommand } from './words.ts';

/** A command as it came: its line, with literals taken out (a NUL and a digit stand where they were). */
export interface Command {
  line: string;
  literals: Buffer[];
}

/** One connection, read in commands. */
export interface Wire {
  /** The next command; nothing once the other side is gone. @throws BadCommand */
  read(): Promise<Command | undefined>;
  write(data: string | Uint8Array): void;
  /** Writes so that between two bytes time passes. */
  drip(data: Uint8Array, milliseconds: number): Promise<void>;
  /** From now on everything is encrypted. */
  secure(certificate: { key: string; cert: string }): Promise<void>;
  /** Ends the connection once everything that was written has left. */
  end(): void;
}

const mostOfLine = 65_536;
const mostOfLiteral = 65_536;

export function createWire(first: Socket): Wire {
  let socket = first;
  let heard = Buffer.alloc(0);
  let gone = false;
  let wake: (() => void) | undefined;
  const hear = (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk]);
    wake?.();
  };
  const end = () => {
    gone = true;
    wake?.();
  };
  const listen = (to: Socket) => {
    to.on('data', hear);
    for (const event of ['error', 'close', 'end']) to.on(event, end);
  };
  first.setNoDelay(true);
  listen(socket);
  const more = () => new Promise<void>((resolve) => (wake = resolve));

  async function take(bytes: () => number): Promise<Buffer | undefined> {
    for (;;) {
      const wanted = bytes();
      if (wanted >= 0 && heard.byteLength >= wanted) {
        const taken = heard.subarray(0, wanted);
        heard = heard.subarray(wanted);
        return taken;
      }
      if (gone) return undefined;
      await more();
    }
  }

  const write = (data: string | Uint8Array) => {
    if (!gone && socket.writable) socket.write(data);
  };

  async function readLine(): Promise<string | undefined> {
    const taken = await take(() => {
      if (heard.byteLength > mostOfLine) throw new BadCommand('the line is too long');
      return heard.indexOf('\n') === -1 ? -1 : heard.indexOf('\n') + 1;
    });
    const line = taken?.toString('latin1');
    if (line === undefined) return undefined;
    if (!line.endsWith('\r\n')) throw new BadCommand('a line ends with CRLF');
    if (line.includes('\0')) throw new BadCommand('a line has no NUL');
    return line.slice(0, -2);
  }

  return {
    async read() {
      const literals: Buffer[] = [];
      for (let line = ''; ; ) {
        const next = await readLine();
        if (next === undefined) return undefined;
        line += next;
        const [marker, size] = /\{(\d{1,10})\}$/.exec(next) ?? [];
        if (marker === undefined) return { line, literals };
        if (Number(size) > mostOfLiteral || literals.length > 8) throw new BadCommand('the literal is too long');
        write('+ OK\r\n');
        const literal = await take(() => Number(size));
        if (!literal) return undefined;
        line = `${line.slice(0, -marker.length)}\0${String(literals.length)}`;
        literals.push(literal);
      }
    },
    write,
    async drip(data, milliseconds) {
      for (const byte of data) {
        if (gone) return;
        write(Buffer.from([byte]));
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
      }
    },
    secure(certificate) {
      // What came behind STARTTLS in clear text is not read as a command (RFC 3501 section 6.2.1).
      heard = Buffer.alloc(0);
      socket.off('data', hear);
      const secured = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(certificate) });
      socket = secured;
      listen(secured);
      return new Promise((resolve) => {
        secured.once('secure', resolve);
        secured.once('close', resolve);
      });
    },
    end() {
      gone = true;
      socket.end();
    },
  };
}
