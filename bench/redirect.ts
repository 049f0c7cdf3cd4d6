import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { masterKeys } from '../server/keys.ts';
import { readConfig } from '../server/config.ts';
import { systemClock } from '../server/platform/clock.ts';
import { openDatabase } from '../server/platform/database.ts';
import { createHashing } from '../server/platform/hashing.ts';
import { readId } from '../server/platform/ids.ts';
import { openLog } from '../server/platform/log.ts';
import { openKeys } from '../server/platform/open-keys.ts';
import { createSealer } from '../server/platform/sealed.ts';
import type { Tools } from '../server/platform/tools.ts';
import { asOwner } from '../test/harness/database.ts';
import { plantTracked } from '../test/harness/tracked.ts';
import type { Finding } from './findings.ts';
import type { Bench, Copy } from './product.ts';

const connections = 64;
const because =
  'Client, product and PostgreSQL share the cores, and a click costs the three of them about 140 µs together: the ticket is proved, the caller and the browser are noted, and a row with two indexes is on the disk before the answer.';
const recipients = 50_000;

/**
 * Clicks on the links of a campaign that tracks its recipients: each answer comes when its row is written down. Beside it a bare server that answers with
 * the same redirect and keeps nothing.
 */
export async function measureRedirect(bench: Bench, seconds: number): Promise<Finding[]> {
  const copy = await bench.copy();
  bench.say(`writing ${recipients.toLocaleString('en-GB')} recipients and their links…`);
  const { campaignId, paths } = await plantPaths(copy);
  const bare = await startBare();
  try {
    const limit = await load(bare.port, paths, seconds);
    const product = await load(Number(new URL(copy.url).port), paths, seconds);
    const [row] = await asOwner(copy.databaseUrl, 'select count(*)::int as n from tracked_hits where campaign_id = $1', [campaignId]);
    const kept = Number(row?.n);
    const lost = product.answers - kept;
    return [
      {
        name: 'redirect',
        what: 'clicks on tracked links, each written down before its answer',
        value: product.perSecond,
        unit: '1/s',
        goal: 7_500,
        limit: limit.perSecond,
        limitIs: 'a bare node:http 302 that keeps nothing',
        because,
      },
      {
        name: 'redirect-p99',
        what: 'the same, how long the slowest of a hundred takes',
        value: product.p99Milliseconds,
        unit: 'ms',
        goal: 25,
        limit: limit.p99Milliseconds,
        limitIs: 'a bare node:http 302 that keeps nothing',
        because,
      },
      {
        name: 'redirect-lost',
        what: `clicks of ${String(product.answers)} that were answered and not written down`,
        value: lost,
        unit: 'rows',
        goal: 0,
      },
    ];
  } finally {
    bare.end();
  }
}

async function plantPaths(copy: Copy) {
  const log = openLog({ level: 'silent', personal: [] });
  const database = openDatabase({ url: copy.databaseUrl, pool: 2, log });
  try {
    const keys = masterKeys(readConfig({ ENCRYPTION_KEYS: copy.keys }));
    const hashing = createHashing(
      await openKeys(
        database,
        createSealer(() => keys),
        keys,
      ),
    );
    const tools = { clock: systemClock, database, hashing, log } as unknown as Tools;
    const workspaceId = readId('workspace', copy.workspaceId);
    const planted = await plantTracked({ databaseUrl: copy.databaseUrl, app: { tools } }, workspaceId, {
      count: recipients,
      urls: ['https://example.org/ford?utm_source=bench'],
    });
    return { campaignId: planted.campaignId, paths: planted.messages.map(({ clicks }) => clicks[0]?.[0] ?? '') };
  } finally {
    await database.close();
  }
}

async function startBare(): Promise<{ port: number; end(): void }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'redirect-bare.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { port: Number(line), end: () => child.kill('SIGTERM') };
}

interface Rate {
  perSecond: number;
  p99Milliseconds: number;
  /** All that were answered, those of the warm-up too. */
  answers: number;
}

/** Asks for one path after the other over connections that are kept. The first tenth of the time does not count. */
async function load(port: number, paths: readonly string[], seconds: number): Promise<Rate> {
  const [began, warm] = [performance.now(), seconds * 100];
  const taken: number[] = [];
  let [next, answers] = [0, 0];
  const lane = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1').setNoDelay();
      let [said, asked] = ['', 0];
      const ask = () => {
        asked = performance.now();
        if (asked - began > warm + seconds * 1000) return socket.end(() => resolve());
        const index = next++;
        socket.write(
          `GET ${paths[index % paths.length] ?? ''} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.${String((index >> 16) & 255)}.${String((index >> 8) & 255)}.${String(index & 255)}\r\n` +
            'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n\r\n',
        );
      };
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('The connection ended.')));
      socket.on('data', (part) => {
        said += part.toString('latin1');
        if (!isWhole(said)) return;
        if (!said.startsWith('HTTP/1.1 302')) return reject(new Error(`Answered: ${said.slice(0, 200)}`));
        said = '';
        answers += 1;
        if (asked - began >= warm) taken.push(performance.now() - asked);
        ask();
      });
      ask();
    });
  await Promise.all(Array.from({ length: connections }, lane));
  const elapsed = (performance.now() - began - warm) / 1000;
  const p99Milliseconds = taken.toSorted((one, other) => one - other)[Math.ceil(taken.length * 0.99) - 1] ?? 0;
  return { perSecond: taken.length / elapsed, p99Milliseconds, answers };
}

/** Whether an answer without a body, or with an empty one in chunks, is there to its end. */
function isWhole(said: string): boolean {
  const end = said.indexOf('\r\n\r\n');
  return (
    end >= 0 &&
    (!/\r\ntransfer-encoding: chunked\r\n/i.test(said.slice(0, end + 2)) ||
      said.endsWith('\r\n0\r\n\r\n') ||
      said.slice(end + 4) === '0\r\n\r\n')
  );
}
