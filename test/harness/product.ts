import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { createApp, openAppLog, type App } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Clock } from '../../server/platform/clock.ts';
import type { Log } from '../../server/platform/log.ts';
import { seesUndescribed } from './answers-described.ts';
import { freshDatabase } from './database.ts';
import { freePort } from './ours.ts';

/** The second Tuesday of this month at ten: a test that names no moment of its own never meets a month's end, a weekend or midnight. */
function ordinaryMoment(): Date {
  const first = Temporal.Now.plainDateISO('UTC').with({ day: 1 });
  const tuesday = first.add({ days: ((9 - first.dayOfWeek) % 7) + 7 });
  return new Date(`${tuesday.toString()}T10:00:00Z`);
}

/**
 * A clock that stands where a test puts it and moves when a test moves it. Waiting takes no time. The real moment is for screens of the
 * workspace, which say how long ago something was by the browser's own clock.
 */
export interface TestClock extends Clock {
  move(span: { seconds?: number; minutes?: number; hours?: number; days?: number; months?: number; years?: number }): void;
  set(moment: Date): void;
}

export function testClock(start = new Date()): TestClock {
  let now = start;
  return {
    now: () => new Date(now),
    wait: (milliseconds) => {
      now = new Date(now.getTime() + milliseconds);
      return new Promise((resolve) => setImmediate(resolve));
    },
    move(span) {
      now = new Date(Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('UTC').add(span).epochMilliseconds);
    },
    set(moment) {
      now = moment;
    },
  };
}

export interface Product {
  url: string;
  /** Where it listens on this machine, whatever its public URL is. */
  port: number;
  databaseUrl: string;
  app: App;
  clock: TestClock;
  dataDir: string;
  stop(): Promise<void>;
}

/** A whole copy of the product in this process, on its own database and port, with the sandbox; it ends with the file. */
export async function startProduct(
  options: { clock?: TestClock; settings?: Record<string, string>; databaseUrl?: string; log?: Log } = {},
): Promise<Product> {
  const clock = options.clock ?? testClock(ordinaryMoment());
  const [databaseUrl, port] = await Promise.all([options.databaseUrl ?? freshDatabase(), freePort()]);
  const dataDir = mkdtempSync(join(tmpdir(), 'antiphon-data-'));
  const config = readConfig({
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    PAGE_MEMORY_SECONDS: '0',
    PAGE_WAIT_SECONDS: '8',
    TRUSTED_PROXIES: '127.0.0.1',
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    DATABASE_POOL: '12',
    ...options.settings,
  });
  const app = await createApp({ config, databaseUrl, embedded: false, serves: true, log: options.log ?? openAppLog(config), clock });
  const described = seesUndescribed(app.server.fetch);
  const listener = getRequestListener(described.serve);
  const server = createHttpServer((request, response) => void (app.answersEarly(request, response) || listener(request, response))).listen({
    port,
    host: '127.0.0.1',
    backlog: 4096,
  });
  await once(server, 'listening');
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    server.closeAllConnections();
    server.close();
    await app.stop();
    described.refuse();
  };
  after(stop);
  return { url: config.PUBLIC_URL, port, databaseUrl, app, clock, dataDir, stop };
}
