import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server } from 'node:http';
import { serve as listen } from '@hono/node-server';
import { createApp, openAppLog, refuseUnusable, type App } from '../app.ts';
import { ConfigError, type Config } from '../config.ts';
import { newSetupCode } from '../modules/identity/index.ts';
import { shiftedClock } from '../platform/clock.ts';
import type { Options } from './command.ts';
import { openDatabaseUrl } from './database-url.ts';
import { installAll } from './install-all.ts';

const graceSeconds = 25;
/** How long a start waits for what has to be caught up with; the rest goes on beside the work. */
const catchUpSeconds = 3;

/**
 * Runs the product until it is told to stop: then no new work is taken, what is under way ends, and the embedded database stops last.
 * Whatever is wrong is said before anything was changed.
 */
export async function serve({ config }: Options, parts: { web: boolean; worker: boolean }): Promise<undefined> {
  if (!(parts.web && parts.worker) && !config.DATABASE_URL)
    throw new ConfigError('Separate web and worker processes need a database that both reach: set DATABASE_URL.');
  const serves = parts.web && parts.worker;
  refuseUnusable(config, serves);
  if (parts.web) await refuseTakenPort(config.PORT, config.HOST);
  const say = (line: string) => process.stderr.write(`antiphon: ${line}\n`);
  const log = openAppLog(config);
  // From here on Ctrl-C must not end this process alone: it would leave the database behind.
  const stop = stopSignal();
  const database = await openDatabaseUrl(config, { join: false, log: say });
  try {
    await installAll(database.url, shiftedClock(config.CLOCK_OFFSET_SECONDS).now());
    const app = await createApp({ config, databaseUrl: database.url, embedded: database.embedded, serves, log });
    const server = parts.web ? await listening(app.server.fetch, config) : undefined;
    if (parts.worker) {
      await app.queue.work(app.jobs);
      await Promise.race([catchUp(app), app.tools.clock.wait(catchUpSeconds * 1000)]);
    }
    if (server) sayHello(config.PUBLIC_URL, await newSetupCode(app.tools), app.sandbox !== undefined);
    else process.stdout.write('Antiphon works on jobs.\n');
    await stop;
    say('stopping…');
    if (server) await closed(server);
    await app.stop();
  } finally {
    await database.stop();
  }
  process.exit(0);
}

/** A copy that stood still or was killed: what runs by schedule runs once now, in its order. */
async function catchUp(app: App): Promise<void> {
  for (const job of app.jobs.filter(({ schedule }) => schedule !== undefined))
    await job.run({}).catch((error: unknown) => {
      app.tools.log.warn('not_caught_up', { job: job.name, problem: error instanceof Error ? error.message : 'unknown' });
    });
}

async function refuseTakenPort(port: number, host: string): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw new ConfigError(
      taken
        ? `Port ${port} is taken by another program. Stop it, or set PORT to another number.`
        : `The product cannot listen on ${host}:${port}. Set HOST and PORT to what this machine has.`,
    );
  }
  await new Promise((resolve) => probe.close(resolve));
}

async function listening(fetch: Parameters<typeof listen>[0]['fetch'], config: Config): Promise<Server> {
  const server = listen({ fetch, port: config.PORT, hostname: config.HOST }) as Server;
  server.requestTimeout = 60_000;
  server.headersTimeout = 15_000;
  server.keepAliveTimeout = 5_000;
  await once(server, 'listening');
  return server;
}

function sayHello(url: string, setupCode: string | undefined, sandbox: boolean): void {
  const lines = [`Antiphon is ready: ${url}${setupCode ? '/setup' : ''}`];
  if (setupCode) lines.push(`Setup code (works once): ${setupCode}`);
  if (sandbox) lines.push('The sandbox is on: no message leaves this copy.');
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The first signal ends the product in order; further ones change nothing, since its end is bounded. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        resolve();
      });
  });
}

async function closed(server: Server): Promise<void> {
  const done = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const late = setTimeout(() => {
    server.closeAllConnections();
  }, graceSeconds * 1000);
  await done;
  clearTimeout(late);
}
