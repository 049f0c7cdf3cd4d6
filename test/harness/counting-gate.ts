import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { after } from 'node:test';

/** A listening socket before a stand-in: counts who comes, and lets everybody through. */
export async function countingGate(target: string): Promise<{ host: string; count(): number }> {
  const { hostname, port } = new URL(target);
  let count = 0;
  const gate = createServer((socket) => {
    count++;
    const onward = connect(Number(port), hostname);
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(gate, 'listening');
  after(() => gate.close());
  return { host: `127.0.0.1:${(gate.address() as AddressInfo).port}`, count: () => count };
}
