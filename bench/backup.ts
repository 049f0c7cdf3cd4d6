import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { backup } from '../server/commands/backup.ts';
import { demo } from '../server/commands/demo.ts';
import { restore } from '../server/commands/restore.ts';
import { readConfig } from '../server/config.ts';
import { fillDeliveries, publishedCampaignId } from '../test/harness/backups.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { withFreshDatabase } from './store.ts';

const asked = { rows: 1_000_000, seconds: 900 };

/** A backup, and its restore in place of what is there: as many rows as are asked for, or one in twenty-five in a short run, beside one INSERT of them. */
export async function measureBackup(bench: Bench, seconds: number): Promise<Finding[]> {
  const { databaseUrl, keys } = await bench.copy();
  const letters = (seconds < 60 ? asked.rows / 25 : asked.rows) / 2;
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-backup-'));
  const options = { json: true, 'dry-run': false, operator: false };
  try {
    return await withFreshDatabase(databaseUrl, async (url) => {
      const config = readConfig({ DATABASE_URL: url, ENCRYPTION_KEYS: keys, DATA_DIR: folder });
      await demo({ ...options, config });
      const campaignId = await publishedCampaignId(url);
      bench.say(`writing ${String(letters)} deliveries, each with its attempt…`);
      const limit = await timed(() => fillDeliveries(url, campaignId, letters));
      const file = join(folder, 'backup');
      const saved = await timed(() => backup({ ...options, config, to: file }));
      const restored = await timed(() => restore({ ...options, config, from: file, replace: true, yes: true }));
      const common = { unit: '1/s', limit: (2 * letters) / limit, limitIs: 'one INSERT of the same rows' } as const;
      return [
        { name: 'backup', what: 'rows written to a sealed file and read back', value: (2 * letters) / saved, ...common },
        {
          name: 'restore',
          what: 'rows restored and brought to what was promised',
          value: (2 * letters) / restored,
          goal: asked.rows / asked.seconds,
          ...common,
        },
      ];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many seconds something takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}
