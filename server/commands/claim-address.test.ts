import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { freePort, newFolder, run } from '../../test/harness/processes.ts';
import { ConfigError } from '../config.ts';
import { claimAddress } from './claim-address.ts';

const host = '127.0.0.1';
const onLinux = { skip: process.platform === 'linux' ? false : 'elsewhere one socket alone may listen on a port' };

test('of copies that start at the same moment one gets the port, though nobody listens there yet', onLinux, async () => {
  const port = await freePort();
  const starts = await Promise.allSettled(Array.from({ length: 5 }, () => claimAddress({ port, host })));
  assert.equal(starts.filter(({ status }) => status === 'fulfilled').length, 1);
  const other = run('server/main.ts', ['serve'], { PORT: String(port), HOST: host, DATA_DIR: newFolder() });
  assert.equal(await other.ended, 1);
  assert.match(other.errors(), /^antiphon: Port \d+ is taken by another copy\. Stop it, or set PORT to another number\.\n$/);
  const elsewhere = await claimAddress({ port, host: '127.0.0.2' });
  elsewhere();
});

test('a copy that ends lets go of the port for the next', async () => {
  const port = await freePort();
  const letGo = await claimAddress({ port, host });
  letGo();
  const again = await claimAddress({ port, host });
  again();
});

test('where another program listens, or nobody can, is one sentence, and nothing stays claimed', async () => {
  const taken = createServer().listen(0, host);
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await assert.rejects(
    claimAddress({ port, host }),
    new ConfigError(`Port ${port} is taken by another program. Stop it, or set PORT to another number.`),
  );
  await new Promise((resolve) => taken.close(resolve));
  const letGo = await claimAddress({ port, host });
  letGo();
  await assert.rejects(claimAddress({ port, host: '192.0.2.1' }), /^Error: The product cannot listen on 192\.0\.2\.1:/);
});
