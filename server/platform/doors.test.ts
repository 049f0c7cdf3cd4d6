import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { freePort } from '../../test/harness/ours.ts';
import { openDoors } from './doors.ts';

/** So many ask at once, each over a connection of their own, and go away; nothing happens here until then. */
const crowdComes = (port: number, many: number) =>
  spawnSync(
    process.execPath,
    [
      '-e',
      `const { connect } = require('node:net');
       let written = 0;
       for (let at = 0; at < ${many}; at++)
         connect(${port}, '127.0.0.1').write('GET / HTTP/1.1\\r\\nHost: here\\r\\n\\r\\n', () => ++written === ${many} && process.exit());`,
    ],
    { timeout: 60_000 },
  );

test(
  'a crowd that comes while the process is busy does not come in one at a time',
  { skip: process.platform === 'linux' ? false : 'only there may several sockets listen on one port' },
  async () => {
    const [port, many] = [await freePort(), 320];
    let [turn, asked] = [0, 0];
    const turns = new Set<number>();
    const doors = await openDoors(
      (_request, response) => {
        asked += 1;
        turns.add(turn);
        response.end('here');
      },
      { port, host: '127.0.0.1' },
    );
    assert.equal(crowdComes(port, many).status, 0);
    for (; asked < many && turn < 100_000; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked, many);
    assert.ok(turns.size < many / 4, `${many} came in at ${turns.size} turns`);
    await doors.close(1);
  },
);

test('a closed door takes in nobody, lets who is inside end, and a second copy cannot take the port meanwhile', async () => {
  const port = await freePort();
  const inside = Promise.withResolvers<() => void>();
  const doors = await openDoors(
    (_request, response) => {
      inside.resolve(() => response.end('done'));
    },
    { port, host: '127.0.0.1' },
  );
  const asked = fetch(`http://127.0.0.1:${port}/`);
  const answer = await inside.promise;
  const taken = createServer().listen(port, '127.0.0.1');
  const [error] = (await once(taken, 'error')) as [NodeJS.ErrnoException];
  assert.equal(error.code, 'EADDRINUSE');
  const closing = doors.close(10);
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  answer();
  assert.equal(await (await asked).text(), 'done');
  await closing;
});

test('who does not end within the time that is left is cut', async () => {
  const port = await freePort();
  const inside = Promise.withResolvers<undefined>();
  const doors = await openDoors(() => inside.resolve(undefined), { port, host: '127.0.0.1' });
  const asked = fetch(`http://127.0.0.1:${port}/`).catch((error: unknown) => error);
  await inside.promise;
  await doors.close(0.2);
  assert.ok((await asked) instanceof Error);
});
