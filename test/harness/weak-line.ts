import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { after } from 'node:test';

/** A line between the product and something that it speaks to by TCP: it can swallow every byte without a word, and it can be cut. */
export interface WeakLine {
  /** The same URL by way of this line. */
  url: string;
  /** From now on nothing arrives at either end, and nobody is told. */
  swallow(): void;
  /** What is said from now on arrives again; what was swallowed is lost, and with it every connection that was open. */
  carry(): void;
  /** Ends it, and every connection over it. */
  cut(): void;
}

/** A line to the host of a URL that ends with the file. */
export async function weakLine(url: string, brokenBy?: RegExp): Promise<WeakLine> {
  const line = await stretchLine(url, brokenBy);
  after(() => {
    line.cut();
  });
  return line;
}

/**
 * Stretches a line to the host of a URL.
 * @param brokenBy words of the near end upon which the line breaks: they arrive, and their answer does not
 */
export async function stretchLine(url: string, brokenBy?: RegExp): Promise<WeakLine> {
  const target = new URL(url);
  let swallows = false;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    let said = '';
    let broken = false;
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      let lost = false;
      from.on('data', (bytes: Buffer) => {
        lost ||= swallows;
        if (from === near && brokenBy) broken ||= brokenBy.test((said += bytes.toString('latin1')));
        if (from === far && broken) near.destroy();
        else if (!lost) to.write(bytes);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        if (!lost) to.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = new URL(url);
  here.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: here.toString(),
    swallow() {
      swallows = true;
    },
    carry() {
      swallows = false;
    },
    cut() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
