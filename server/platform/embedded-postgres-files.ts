import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { obstacle, type Account } from './embedded-postgres-account.ts';
import { diskFull, EmbeddedPostgresError } from './embedded-postgres-errors.ts';

/** Where root's copies keep what the server's account could not reach elsewhere. */
const sharedPlace = '/var/lib/antiphon';

export interface Binaries {
  folder: string;
  version: string;
}

/** The PostgreSQL that npm installed for this platform, with its libraries in place and where the account can reach it. */
export function findBinaries(folder: string, account: Account | undefined): Binaries {
  const root = packageRoot();
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const native = path.join(root, 'native');
  if (obstacle(path.join(native, 'bin', 'postgres'), account)) return { folder: copyBinaries(native, sharedPlace, version), version };
  // Packages may belong to another user than the one who runs the product, as in most container images.
  if (!linkLibraries(native)) return { folder: copyBinaries(native, folder, version), version };
  return { folder: native, version };
}

function packageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..');
  } catch {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for this machine (${process.platform} ${process.arch}). Set DATABASE_URL to a PostgreSQL of yours, 15 or newer.`,
    );
  }
}

/** Packages of npm hold no symbolic links; the libraries need theirs. Returns whether all are there. */
function linkLibraries(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    try {
      symlinkSync(path.basename(source), path.join(path.dirname(native), target));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return existsSync(path.join(path.dirname(native), target));
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

function copyBinaries(native: string, into: string, version: string): string {
  const copy = path.join(into, `postgresql-${version}`);
  if (existsSync(copy)) return path.join(copy, 'native');
  const unfinished = path.join(into, `postgresql-${randomUUID()}`);
  mkdirSync(into, { recursive: true, mode: 0o755 });
  cpSync(native, path.join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(path.join(unfinished, 'native'));
  openToAll(unfinished);
  renameSync(unfinished, copy);
  return path.join(copy, 'native');
}

function openToAll(place: string): void {
  const stat = lstatSync(place);
  if (stat.isSymbolicLink()) return;
  chmodSync(place, stat.mode & 0o100 ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(place)) openToAll(path.join(place, name));
}

/**
 * Where the data really lies. That is the folder asked for, unless the server's account cannot get there: then it is a folder of
 * its own in a place that everybody can reach, and the file `moved-to` in the folder asked for says which.
 */
export function homeOf(folder: string, account: Account | undefined): string {
  const pointer = path.join(folder, 'moved-to');
  if (existsSync(pointer)) return existingHome(readFileSync(pointer, 'utf8').trim(), pointer);
  if (account && obstacle(folder, account) === folder) chmodSync(folder, statSync(folder).mode | 0o011);
  const hurdle = obstacle(folder, account);
  if (!hurdle) return folder;
  if (existsSync(path.join(folder, 'cluster')))
    throw new EmbeddedPostgresError(
      `The data in ${folder} cannot be reached by the database's user, because ${hurdle} lets no other user through. Run: chmod o+x ${hurdle}`,
    );
  const home = path.join(sharedPlace, randomUUID());
  mkdirSync(sharedPlace, { recursive: true, mode: 0o755 });
  mkdirSync(home, { mode: 0o711 });
  chmodSync(home, 0o711);
  writeWhole(pointer, `${home}\n`);
  return home;
}

function existingHome(home: string, pointer: string): string {
  if (existsSync(home)) return home;
  throw new EmbeddedPostgresError(
    `The data of this copy lay in ${home}, which is gone. Restore it, or delete ${pointer} to begin with an empty database.`,
  );
}

/** The password of the database's owner: made once, kept in a file that only the user who runs the product can read. */
export function passwordIn(home: string): string {
  const file = path.join(home, 'password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (existsSync(path.join(home, 'cluster')))
    throw new EmbeddedPostgresError(`The file ${file}, which opens the database beside it, is gone. Restore it from a copy of the folder.`);
  const password = randomBytes(24).toString('base64url');
  writeWhole(file, `${password}\n`);
  return password;
}

function writeWhole(file: string, content: string): void {
  writeFileSync(`${file}.new`, content, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Makes the files of an empty database, if there are none yet. Half-made ones never look finished. */
export function ensureCluster(home: string, binaries: Binaries, account: Account | undefined, password: string): void {
  const cluster = path.join(home, 'cluster');
  if (existsSync(cluster)) return refuseOtherMajor(cluster, binaries.version);
  const unfinished = path.join(home, 'cluster.new');
  const passwordFile = path.join(home, 'password.once');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const place of [unfinished, passwordFile]) chownSync(place, account.uid, account.gid);
  try {
    initdb(home, binaries, account);
  } finally {
    rmSync(passwordFile);
  }
  renameSync(unfinished, cluster);
}

function refuseOtherMajor(cluster: string, version: string): void {
  const ours = version.split('.')[0];
  const theirs = readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (ours !== theirs)
    throw new EmbeddedPostgresError(
      `The data in ${cluster} was made by PostgreSQL ${theirs}, and this version of the product brings PostgreSQL ${ours}. Back up with the version you ran before, and restore into a new folder.`,
    );
}

function initdb(home: string, binaries: Binaries, account: Account | undefined): void {
  const folder = path.join(home, 'cluster.new');
  const passwordFile = path.join(home, 'password.once');
  const options = [
    '--username=antiphon',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--no-instructions',
  ];
  const result = spawnSync(path.join(binaries.folder, 'bin', 'initdb'), [`--pgdata=${folder}`, `--pwfile=${passwordFile}`, ...options], {
    ...account,
    cwd: folder,
    env: serverEnvironment,
    encoding: 'utf8',
  });
  if (result.status === 0) return;
  if (/No space left|Disk quota/.test(result.stderr)) throw diskFull(home);
  const reason =
    result.error?.message ??
    result.stderr
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('initdb: removing'))
      .at(-1);
  throw new EmbeddedPostgresError(`The database could not be made in ${home}: ${reason}`);
}

/** All that the server sees of the environment: keys and other secrets of the product stay out of its reach. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
