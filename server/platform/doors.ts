import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';

/** Where a process listens, until it is told to take in nobody any more. */
export interface Doors {
  /** Takes in nobody any more and waits for the requests that are under way, then cuts what is left. */
  close(graceSeconds: number): Promise<void>;
}

/**
 * Where several sockets may listen on one port. Through each of them Node takes in one connection at a turn of its loop and no more, and in a flood
 * a turn takes long: with one door people would stand before it for many seconds, and nobody inside would know of them.
 */
const doorsHere = process.platform === 'linux' ? 16 : 1;
/**
 * Connections that the system keeps at each door. Whoever finds no room there is told nothing and tries again after one second, then three, seven
 * and fifteen: much longer than to be turned away in words. Linux takes 4096 at most, unless it is told otherwise.
 */
const mostBefore = 4_096;

/** What a system says that lets only one socket listen on a port. */
const onlyOne = ['ENOTSUP', 'EOPNOTSUPP', 'ENOPROTOOPT', 'EINVAL'];

/** Listens for requests. */
export async function openDoors(listener: RequestListener, address: { port: number; host: string }): Promise<Doors> {
  const doors = [await firstDoor(listener, address)];
  while (doors[0]?.isOneOfMany && doors.length < doorsHere) doors.push(await openDoor(listener, address, true));
  return {
    async close(graceSeconds) {
      await Promise.all(doors.map(({ door }) => closed(door, graceSeconds)));
    },
  };
}

async function firstDoor(listener: RequestListener, address: { port: number; host: string }) {
  try {
    return await openDoor(listener, address, doorsHere > 1);
  } catch (error) {
    if (!onlyOne.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return openDoor(listener, address, false);
  }
}

async function openDoor(listener: RequestListener, address: { port: number; host: string }, isOneOfMany: boolean) {
  const door = createServer(listener).listen({ ...address, backlog: mostBefore, reusePort: isOneOfMany });
  door.requestTimeout = 60_000;
  door.headersTimeout = 15_000;
  door.keepAliveTimeout = 5_000;
  await once(door, 'listening');
  return { door, isOneOfMany };
}

async function closed(door: Server, graceSeconds: number): Promise<void> {
  const done = once(door, 'close');
  door.close();
  // Browsers and proxies keep connections and would come back on them for as long as they like.
  door.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => response.setHeader('Connection', 'close'));
  const sweeping = setInterval(() => {
    door.closeIdleConnections();
  }, 100);
  const late = setTimeout(() => {
    door.closeAllConnections();
  }, graceSeconds * 1000);
  await done;
  clearTimeout(late);
  clearInterval(sweeping);
}
