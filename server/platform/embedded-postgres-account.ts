import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-errors.ts';

/** The user of the operating system as whom the database server runs, where that is not the user who runs the product. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * As whom the server has to run: PostgreSQL refuses root, so for root it is the owner of the data that exists already, else
 * the user `postgres`, else `nobody`. For anybody else it is they themselves (undefined).
 */
export function serverAccount(cluster: string): Account | undefined {
  const me = process.getuid?.();
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  if (me === undefined) return undefined;
  if (me !== 0) {
    if (owner && owner.uid !== me)
      throw new EmbeddedPostgresError(
        `The data in ${cluster} belongs to another user of this machine. Start as that user, or set DATA_DIR to another folder.`,
      );
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return accountNamed('postgres') ?? accountNamed('nobody') ?? { uid: 65534, gid: 65534 };
}

function accountNamed(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((which) => spawnSync('id', [which, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** The nearest folder on the way to a place that does not let the account through, or the place itself when it may not be read. */
export function obstacle(place: string, account: Account | undefined): string | undefined {
  if (!account) return undefined;
  for (let step = path.resolve(place); ; step = path.dirname(step)) {
    if (existsSync(step) && !letsThrough(step, account)) return step;
    if (step === path.dirname(step)) return undefined;
  }
}

function letsThrough(step: string, account: Account): boolean {
  const { mode, uid, gid } = statSync(step);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
