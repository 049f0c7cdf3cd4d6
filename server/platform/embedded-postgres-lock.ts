import { DatabaseSync } from 'node:sqlite';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DataFolderInUse, EmbeddedPostgresError } from './embedded-postgres-errors.ts';

const busy = 5;
/** Milliseconds. A copy that has just been told to stop is given the time to put down its work. */
const patience = 3000;

/**
 * Claims the folder for this process until the given function is called or the process ends, however it ends.
 *
 * The lock is the operating system's own on an empty SQLite file, since Node offers no other way to one: the kernel lets go of it
 * in the moment its holder dies, so there is no stale lock and no process id to compare. The database server does not inherit it.
 * @throws DataFolderInUse when another process holds it
 */
export function lockFolder(folder: string): () => void {
  const holder = path.join(folder, 'app.pid');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path.join(folder, 'app.lock'), { timeout: patience });
    lock.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode === busy) throw inUse(folder, holder);
    throw new EmbeddedPostgresError(
      `The data folder ${folder} cannot be locked (${(error as Error).message}). Check that it may be written and that its disk is not full.`,
    );
  }
  writeFileSync(holder, `${process.pid}\n`);
  held.add(lock);
  return () => {
    if (!held.delete(lock)) return;
    writeFileSync(holder, '');
    lock.close();
  };
}

// A connection that nothing refers to is closed by the garbage collector, and the lock with it.
const held = new Set<DatabaseSync>();

function inUse(folder: string, holder: string): DataFolderInUse {
  const pid = existsSync(holder) ? readFileSync(holder, 'utf8').trim() : '';
  return new DataFolderInUse(
    `Another copy of Antiphon${pid ? ` (process ${pid})` : ''} already works on the data folder ${folder}. Stop it first, or set DATA_DIR to another folder.`,
  );
}
