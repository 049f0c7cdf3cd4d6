import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { serverAccount } from './embedded-postgres-account.ts';
import { plainly } from './embedded-postgres-errors.ts';
import { ensureCluster, findBinaries, homeOf, passwordIn } from './embedded-postgres-files.ts';
import { lockFolder } from './embedded-postgres-lock.ts';
import { attachOrLaunch, findRunning, isAlive, stopServer, trimLog, urlOf, type Running, type Server } from './embedded-postgres-server.ts';

export { DataFolderInUse, EmbeddedPostgresError } from './embedded-postgres-errors.ts';

/** A PostgreSQL of the product's own, which runs beside it and keeps its data in a folder. */
export interface EmbeddedPostgres {
  /** Opens the database `antiphon` as its owner. Holds a password: never log it. */
  url: string;
  pid: number;
  /** Whether the server had survived an earlier copy of the product that was killed. */
  attached: boolean;
  /** Where the data really lies; see `homeOf`. */
  home: string;
  /** Ends the server and gives the folder free. The product's own connections should be closed before. */
  stop(): Promise<void>;
}

/**
 * Brings up the embedded PostgreSQL of a data folder: makes it at the first start, attaches to it when a killed copy of the product
 * left it running, recovers it when it was killed itself. The folder is this process's alone until `stop`, or until the process ends.
 * @throws DataFolderInUse when another living copy works on the folder
 * @throws EmbeddedPostgresError with a plain sentence when the folder, the disk or the machine does not allow it
 */
export async function startEmbeddedPostgres(options: { folder: string; log?: (line: string) => void }): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const unlock: (() => void)[] = [];
  try {
    const server = prepare(path.resolve(options.folder), unlock, log);
    const running = await attachOrLaunch(server, log);
    await ensureDatabase(urlOf(server.password, running.port, 'postgres'));
    log(running.attached ? 'Attached to the database that was still running.' : 'The database is up.');
    return handle(server, running, { unlock, log });
  } catch (error) {
    for (const release of unlock) release();
    throw error;
  }
}

/** The URL of the embedded PostgreSQL that already runs on a folder, for a command beside the running copy; undefined when none runs. */
export async function findEmbeddedPostgres(folder: string): Promise<string | undefined> {
  const pointer = path.join(folder, 'moved-to');
  const home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : path.resolve(folder);
  if (!existsSync(path.join(home, 'password'))) return undefined;
  const password = plainly(home, () => passwordIn(home));
  const running = await findRunning(home, password);
  return running && urlOf(password, running.port, 'antiphon');
}

/** Everything that has to be in place before a server can run; locks are added to the list as they are taken. */
function prepare(asked: string, unlock: (() => void)[], log: (line: string) => void): Server {
  return plainly(asked, () => {
    mkdirSync(asked, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    const folder = realpathSync(asked);
    unlock.push(lockFolder(folder));
    const home = homeOf(folder, serverAccount(path.join(folder, 'cluster')));
    // Copies of a folder whose data lies elsewhere point to the same data.
    if (home !== folder) unlock.push(lockFolder(home));
    if (home !== folder) log(`The database lies in ${home}: its user cannot reach ${folder}.`);
    const account = serverAccount(path.join(home, 'cluster'));
    const password = passwordIn(home);
    const binaries = findBinaries(home, account);
    if (!existsSync(path.join(home, 'cluster'))) log('Making the database…');
    ensureCluster(home, binaries, account, password);
    trimLog(home);
    return { home, binaries, account, password };
  });
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'antiphon'");
    if (rowCount === 0) await client.query('create database antiphon');
  } finally {
    await client.end();
  }
}

function handle(
  server: Server,
  first: Running,
  { unlock, log }: { unlock: (() => void)[]; log: (line: string) => void },
): EmbeddedPostgres {
  let running = first;
  let raising: Promise<void> | undefined;
  const trimming = setInterval(() => trimLog(server.home), 600_000).unref();
  // Whatever ended it (the machine ran out of memory, somebody's mistake): the product's connections find it again under the same port.
  const raise = async () => {
    log('The database has ended without being asked to, and is started again.');
    try {
      running = await attachOrLaunch(server, log, first.port);
      log('The database is up again.');
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
    }
    raising = undefined;
  };
  const watching = setInterval(() => {
    if (!isAlive(running.pid)) raising ??= raise();
  }, 1000).unref();
  const end = async () => {
    clearInterval(trimming);
    clearInterval(watching);
    await raising;
    await stopServer(server.home, running.pid);
    for (const release of unlock) release();
  };
  let ending: Promise<void> | undefined;
  return {
    url: urlOf(server.password, first.port, 'antiphon'),
    get pid() {
      return running.pid;
    },
    attached: first.attached,
    home: server.home,
    stop: () => (ending ??= end()),
  };
}
