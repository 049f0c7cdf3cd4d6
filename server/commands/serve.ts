import { getRequestListener } from '@hono/node-server';
import { createApp, openAppLog, refuseUnusable, type App } from '../app.ts';
import { ConfigError, type Config } from '../config.ts';
import { hasLostEnds } from '../modules/audit/index.ts';
import { newSetupCode } from '../modules/identity/index.ts';
import { settleBroughtBack } from '../modules/privacy/index.ts';
import { shiftedClock } from '../platform/clock.ts';
import { openDoors, type Doors } from '../platform/doors.ts';
import { faultOf, untilFault } from '../platform/last-resort.ts';
import { proveEpoch } from '../platform/quarantine.ts';
import { shedLoad } from '../platform/shed-load.ts';
import { claimAddress } from './claim-address.ts';
import type { Options } from './command.ts';
import { openDatabaseUrl } from './database-url.ts';
import { installAll } from './install-all.ts';

/** How long requests that are under way may take to end, and after them everything else: together less than half a minute. */
const graceSeconds = 20;
const putDownSeconds = 8;
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
  const letGo = parts.web ? await claimAddress({ port: config.PORT, host: config.HOST }) : undefined;
  const say = (line: string) => process.stderr.write(`antiphon: ${line}\n`);
  const log = openAppLog(config);
  // From here on Ctrl-C must not end this process alone: it would leave the database behind.
  const stop = stopSignal();
  const fault = untilFault(log).then(() => 'fault' as const);
  let why: 'told' | 'fault';
  const database = await openDatabaseUrl(config, { join: false, log: say });
  try {
    await installAll(database.url, shiftedClock(config.CLOCK_OFFSET_SECONDS).now());
    const app = await createApp({ config, databaseUrl: database.url, embedded: database.embedded, serves, log });
    await proveCopy(app, config);
    const doors = parts.web ? await listening(app, config) : undefined;
    if (parts.worker) {
      await app.queue.work(app.jobs);
      await Promise.race([catchUp(app), app.tools.clock.wait(catchUpSeconds * 1000)]);
      app.runner.start();
      app.reader.start();
      app.teller.start();
    }
    if (doors) sayHello(config.PUBLIC_URL, await newSetupCode(app.tools), app.sandbox !== undefined);
    else process.stdout.write('Antiphon works on jobs.\n');
    why = await Promise.race([stop, fault]);
    say(why === 'told' ? 'stopping…' : 'Something broke that nobody foresaw; this process ends in order, for another to take its place.');
    app.end();
    letGo?.();
    await doors?.close(graceSeconds);
    await Promise.race([app.stop(), app.tools.clock.wait(putDownSeconds * 1000)]);
  } finally {
    await database.stop();
  }
  process.exit(why === 'told' ? 0 : 1);
}

/** Before anything is served or done: is this the one copy that sends? */
async function proveCopy({ tools }: App, config: Config): Promise<void> {
  const asked = { now: tools.clock.now(), hasLostEnds: (since: string) => hasLostEnds(tools, since) };
  const quarantine = await proveEpoch(tools.database, config.EVIDENCE_DIR, asked);
  if (!quarantine) return;
  await settleBroughtBack(tools);
  tools.log.warn('quarantined', { because: quarantine.because, since: quarantine.since.toISOString() });
  process.stdout.write(`This copy was ${quarantine.because} and is under quarantine: nothing leaves it until its operator lifts that.\n`);
}

/** A copy that stood still or was killed: what runs by schedule runs once now, in its order. */
async function catchUp(app: App): Promise<void> {
  for (const job of app.jobs.filter(({ schedule }) => schedule !== undefined))
    await job.run({}).catch((error: unknown) => {
      app.tools.log.warn('not_caught_up', { job: job.name, ...faultOf(error) });
    });
}

/** How often it is said in the log that visitors were turned away; each is counted. */
const sayCrowdedEveryMilliseconds = 60_000;

/** Counts whom the flood gate turns away, and says so now and then. */
function countsTurnedAway({ metrics, tools }: App): () => void {
  let saidAt = -Infinity;
  return () => {
    metrics.count('requests_turned_away_total');
    const now = tools.clock.now().getTime();
    if (now - saidAt < sayCrowdedEveryMilliseconds) return;
    saidAt = now;
    tools.log.warn('requests_turned_away');
  };
}

function listening(app: App, config: Config): Promise<Doors> {
  // Somewhat more than wait to confirm, or for a page: who would be one more is turned away at a fraction of the price.
  const most = config.CONFIRMATIONS_AT_ONCE + config.CONFIRMATIONS_WAITING + 120;
  const serve = getRequestListener(app.server.fetch);
  const onTurnedAway = countsTurnedAway(app);
  const listener = shedLoad((request, response) => void (app.answersEarly(request, response) || serve(request, response)), {
    most,
    isCrowded: app.isCrowded,
    onTurnedAway,
  });
  return openDoors(listener, { port: config.PORT, host: config.HOST });
}

function sayHello(url: string, setupCode: string | undefined, sandbox: boolean): void {
  const lines = [`Antiphon is ready: ${url}${setupCode ? '/setup' : ''}`];
  if (setupCode) lines.push(`Setup code (works once): ${setupCode}`);
  if (sandbox) lines.push('The sandbox is on: no message leaves this copy.');
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The first signal ends the product in order; further ones change nothing, since its end is bounded. */
function stopSignal(): Promise<'told'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        resolve('told');
      });
  });
}
