import type pg from 'pg';
import type { Database } from './database.ts';
import { installationId } from './ids.ts';
import { CannotOpen, KeyError, type Sealer } from './sealed.ts';

const place = { workspaceId: installationId, table: 'installation', rowId: installationId, column: 'key_check_sealed' };
const word = 'antiphon';

/**
 * Refuses to work on a database that other keys have sealed: everything would stay shut, and new values would be lost with the wrong key.
 * The first start leaves a sealed word behind; later starts must be able to open it. After a rotation the word moves to the newest key.
 * @throws KeyError with a plain sentence
 */
export async function proveKeys(database: Database, sealer: Sealer): Promise<void> {
  await database.inInstallation('setup', async (tx) => {
    const row = await tx.selectFrom('installation').select('keyCheckSealed').forUpdate().executeTakeFirstOrThrow();
    const keep = async (keyCheckSealed: Buffer) => {
      await tx.updateTable('installation').set({ keyCheckSealed }).execute();
    };
    if (!row.keyCheckSealed) return keep(sealer.seal(place, word));
    try {
      sealer.open(place, row.keyCheckSealed);
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
      throw new KeyError(
        'ENCRYPTION_KEYS does not hold the keys with which this database was sealed. Set the right keys; nothing was changed.',
      );
    }
    const moved = sealer.rewrap(place, row.keyCheckSealed);
    if (moved) await keep(moved);
  });
}

/** Whether these keys open this database, without changing anything. A database that was never sealed opens with any. */
export async function opensDatabase(client: pg.Client, sealer: Sealer): Promise<boolean> {
  const { rows: there } = await client.query("select 1 from pg_tables where schemaname = 'public' and tablename = 'installation'");
  if (there.length === 0) return true;
  const { rows } = await client.query<{ key_check_sealed: Buffer | null }>('select key_check_sealed from installation');
  try {
    return !rows[0]?.key_check_sealed || sealer.open(place, rows[0].key_check_sealed) === word;
  } catch (error) {
    if (error instanceof CannotOpen) return false;
    throw error;
  }
}
