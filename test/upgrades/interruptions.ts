import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { asOwner } from '../harness/database.ts';
import { newFolder, run, until } from '../harness/ours.ts';
import { plant } from '../promises/planted.ts';

/** The last version that copies out there have. */
export const released = '0003_supporter_campaigns.sql';

/** Tables that migrations after the released one change, with columns that they had before. */
const columnsOf = {
  sessions: 'id, user_id, token_hash, created_at, last_used_at, expires_at',
  suppressions: 'workspace_id, id, address_hash, address_sealed, reason, added_at, keep_until',
};

/** So many rows in a database as the released version left it: four of five are sessions, the others suppressions. */
export async function fillRows(url: string, rows: number): Promise<void> {
  const { id } = await plant(url, 'users');
  await asOwner(
    url,
    `insert into sessions (id, user_id, token_hash, created_at, last_used_at, second_factor_due, expires_at)
     select gen_random_uuid(), $1, sha256(n::text::bytea), now(), now(), false, now() from generate_series(1, ${Math.ceil(rows * 0.8)}) as n`,
    [id],
  );
  const { workspace_id: workspaceId } = await plant(url, 'suppressions');
  await asOwner(
    url,
    `insert into suppressions (workspace_id, id, address_hash, address_sealed, reason, added_at, keep_until)
     select $1, gen_random_uuid(), sha256(n::text::bytea), sha512(n::text::bytea), 'asked', now(), now() from generate_series(1, ${Math.floor(rows * 0.2)}) as n`,
    [workspaceId],
  );
}

/** One number for each of these tables: how many rows there are, and the hash of all. */
export async function sumsOf(url: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const [table, columns] of Object.entries(columnsOf)) {
    const [row] = await asOwner(
      url,
      `select count(*) || ' ' || md5(string_agg(md5(row(${columns})::text), '' order by id)) as sum from ${table}`,
    );
    sums[table] = String(row?.sum);
  }
  return sums;
}

/** Somebody who reads and somebody who writes all the while; in the end, how many seconds each of them waited at most. */
export function workBeside(url: string): { end(): Promise<{ reading: number; writing: number }> } {
  const state = { over: false };
  const again = async (text: string) => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    let longest = 0;
    while (!state.over) {
      const began = performance.now();
      await client.query(text);
      longest = Math.max(longest, (performance.now() - began) / 1000);
      await sleep(20);
    }
    await client.end();
    return longest;
  };
  const waits = Promise.all([
    again('select 1 from sessions limit 1'),
    // Written again as it is, so that afterwards every row has to be what it was before.
    again('update sessions set last_used_at = last_used_at where id = (select id from sessions limit 1)'),
  ]);
  waits.catch(() => undefined);
  return {
    async end() {
      state.over = true;
      const [reading, writing] = await waits;
      return { reading, writing };
    },
  };
}

/** Whether a process changes the schema just now. */
export async function migrates(url: string): Promise<boolean> {
  const found = await asOwner(
    url,
    "select 1 from pg_stat_activity where datname = current_database() and application_name = 'antiphon migrate'",
  );
  return found.length > 0;
}

/** Kills a process so long after it began to migrate; one that had little left to do may be through before. Gives its exit code. */
export async function killWhileMigrating(url: string, milliseconds: number): Promise<number> {
  const migrating = run('server/main.ts', ['migrate'], { DATABASE_URL: url, DATA_DIR: newFolder() });
  const through = { it: false };
  void migrating.ended.then(() => (through.it = true));
  await until('it migrates, or has', async () => through.it || (await migrates(url)), 60);
  await sleep(milliseconds);
  return migrating.kill();
}
