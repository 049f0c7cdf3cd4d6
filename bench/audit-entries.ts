import { randomBytes } from 'node:crypto';
import { recordEntry, verifyChain } from '../server/modules/audit/index.ts';
import { systemClock } from '../server/platform/clock.ts';
import { openDatabase, type Database } from '../server/platform/database.ts';
import { newId, readId } from '../server/platform/ids.ts';
import { openLog } from '../server/platform/log.ts';
import type { Finding } from './findings.ts';
import { measure } from './load.ts';
import type { Bench } from './product.ts';
import { openPlainLog } from './store.ts';

/** Entries of one workspace's chain, each in a transaction of its own, beside inserts of the same row without a chain. */
export async function measureAuditEntries(bench: Bench, seconds: number): Promise<Finding[]> {
  const copy = await bench.copy();
  const load = { atOnce: 8, seconds };
  const workspaceId = readId('workspace', copy.workspaceId);
  const subject = { kind: 'campaign', id: newId(systemClock) };

  const plain = await openPlainLog(copy.databaseUrl, load.atOnce);
  const hash = randomBytes(32);
  const limit = await measure(
    (index) =>
      plain.insert([
        workspaceId,
        index + 1,
        systemClock.now(),
        'command',
        null,
        'bench.measured',
        subject.kind,
        subject.id,
        '{}',
        null,
        hash,
        hash,
      ]),
    load,
  );
  await plain.close();

  const database = openDatabase({ url: copy.databaseUrl, pool: writers, log: openLog({ level: 'silent', personal: [] }) });
  const whose = { workspaceId, actor: { kind: 'command' as const } };
  const product = await measure(async () => {
    await database.inWorkspace(workspaceId, (tx) => recordEntry({ clock: systemClock }, tx, whose, { action: 'bench.measured', subject }));
  }, load);
  const atOnce = await writeAtOnce(database, whose.workspaceId);
  await database.close();
  return [
    {
      name: 'audit-entries',
      what: 'audit entries of one workspace',
      value: product.perSecond,
      unit: '1/s',
      limit: limit.perSecond,
      limitIs: 'the same row without a chain',
      p95Milliseconds: product.p95Milliseconds,
    },
    {
      name: 'audit-at-once',
      what: `lost or out of order of ${String(wanted)} audit entries written by fifty at once`,
      value: atOnce,
      unit: 'entries',
      goal: 0,
    },
  ];
}

const wanted = 10_000;
const writers = 50;

/** Writes entries into one chain by many at once, and verifies all of it. Gives how many are missing or behind the first bad one. */
async function writeAtOnce(database: Database, workspaceId: string): Promise<number> {
  const end = () => database.inWorkspace(workspaceId, (tx) => verifyChain(tx, workspaceId, []));
  const before = (await end()).entries;
  let begun = 0;
  const write = async () => {
    while (begun++ < wanted)
      await database.inWorkspace(workspaceId, (tx) =>
        recordEntry({ clock: systemClock }, tx, { workspaceId, actor: { kind: 'command' } }, { action: 'bench.written' }),
      );
  };
  await Promise.all(Array.from({ length: writers }, write));
  return before + wanted - (await end()).entries;
}
