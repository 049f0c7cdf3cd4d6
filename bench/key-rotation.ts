import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { readConfig } from '../server/config.ts';
import { installAll } from '../server/commands/install-all.ts';
import { keysRotate } from '../server/commands/keys-rotate.ts';
import { systemClock } from '../server/platform/clock.ts';
import { installationId } from '../server/platform/ids.ts';
import { createSealer, parseKeys } from '../server/platform/sealed.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { withFreshDatabase } from './store.ts';

const asked = { values: 100_000, seconds: 600 };

/** `keys rotate` over as many sealed values as are asked for, or a tenth in a short run, beside one bare UPDATE of the same rows. */
export async function measureKeyRotation(bench: Bench, seconds: number): Promise<Finding[]> {
  const { databaseUrl } = await bench.copy();
  const values = seconds < 60 ? asked.values / 10 : asked.values;
  const [old, young] = ['old', 'young'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
  const sealer = createSealer(parseKeys(old ?? ''));
  return withFreshDatabase(databaseUrl, async (url, store) => {
    await installAll(url, systemClock.now());
    bench.say(`sealing ${String(values)} values…`);
    const hashes = Array.from({ length: values }, () => randomBytes(32));
    const placeOf = (hash: Buffer) => ({
      workspaceId: installationId,
      table: 'recipient_links',
      rowId: hash.toString('hex'),
      column: 'address_sealed',
    });
    await store.insertLinks(hashes.map((hash) => ({ hash, address: sealer.seal(placeOf(hash), 'ines.falk@council.example.org') })));
    const limit = await timed(() => store.touchLinks());
    const config = readConfig({ DATABASE_URL: url, ENCRYPTION_KEYS: `${young ?? ''},${old ?? ''}` });
    let moved = 0;
    const took = await timed(async () => {
      const answer = await keysRotate({ config });
      moved = (answer.data as { moved: number }).moved;
    });
    if (moved < values) throw new Error(`Only ${String(moved)} of ${String(values)} values were moved.`);
    return [
      {
        name: 'key-rotation',
        what: 'sealed values moved to a new master key',
        value: moved / took,
        unit: '1/s',
        goal: asked.values / asked.seconds,
        limit: values / limit,
        limitIs: 'one UPDATE of the same rows',
      },
    ];
  });
}

/** How many seconds something takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}
