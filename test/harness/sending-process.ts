import { readConfig } from '../../server/config.ts';
import { masterKeys, keyRing } from '../../server/keys.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { openDatabase } from '../../server/platform/database.ts';
import { openEvidence } from '../../server/platform/evidence.ts';
import { createHashing } from '../../server/platform/hashing.ts';
import { openKeys } from '../../server/platform/open-keys.ts';
import { openQueue } from '../../server/platform/queue.ts';
import { openLog } from '../../server/platform/log.ts';
import { createSealer } from '../../server/platform/sealed.ts';
import { smtpRunner } from './sending.ts';

/**
 * A process that sends and does nothing else, with the parts of the product: it starts within a second, so that a storm can kill it often. The holds of one
 * that was killed end sooner than usual.
 */
const config = readConfig();
const url = config.DATABASE_URL ?? '';
const log = openLog({ level: config.LOG_LEVEL, personal: [] });
const database = openDatabase({ url, pool: config.DATABASE_POOL, log });
const sealer = createSealer(keyRing(config));
const queue = await openQueue({ url, log });
const hashing = createHashing(await openKeys(database, sealer, masterKeys(config)));
const evidence = openEvidence(config.EVIDENCE_DIR);
const tools = { clock: systemClock, database, sealer, hashing, enqueue: queue.enqueue, evidence, log };
const runner = smtpRunner(tools, config.OUTBOUND_ALLOW, { seconds: 2, most: 1 });
process.stdout.write('It could send.\n');
process.once('SIGUSR2', () => runner.start());
process.once('SIGTERM', () => {
  const end = async () => {
    await runner.stop();
    await queue.stop();
    await database.close();
    process.stdout.write(`${JSON.stringify({ rss: process.memoryUsage.rss() })}\n`);
  };
  void end().then(() => process.exit(0));
});
