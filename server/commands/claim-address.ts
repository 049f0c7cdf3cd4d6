import { once } from 'node:events';
import { createServer, type ListenOptions } from 'node:net';
import { ConfigError } from '../config.ts';

/**
 * Claims the place where a copy will listen, before anything is changed, until it lets go of it or ends. That nobody listens there yet does not say
 * enough: our doors share one port, so two copies that start at the same moment would both be let in, and each would answer half of the people.
 * @throws ConfigError when somebody else has it
 */
export async function claimAddress({ port, host }: { port: number; host: string }): Promise<() => void> {
  const name = await nameOf(port, host);
  try {
    const probe = await listening({ port, host });
    await new Promise((resolve) => probe.close(resolve));
  } catch (error) {
    name?.close();
    throw isTaken(error)
      ? takenBy('another program', port)
      : new ConfigError(`The product cannot listen on ${host}:${port}. Set HOST and PORT to what this machine has.`);
  }
  return () => name?.close();
}

/** A name beside the address, which one process at a time can hold and no kill leaves behind. Elsewhere than on Linux the address itself is such a one. */
async function nameOf(port: number, host: string) {
  if (process.platform !== 'linux') return undefined;
  try {
    // Begins with a zero, so it is no file; 107 bytes is the most that it may have.
    const name = await listening({ path: `\0antiphon ${port} ${host}`.slice(0, 100) });
    return name.unref();
  } catch (error) {
    if (isTaken(error)) throw takenBy('another copy', port);
    throw error;
  }
}

async function listening(where: ListenOptions) {
  const server = createServer((socket) => socket.destroy()).listen(where);
  await once(server, 'listening');
  return server;
}

const isTaken = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
const takenBy = (whom: string, port: number) =>
  new ConfigError(`Port ${port} is taken by ${whom}. Stop it, or set PORT to another number.`);
