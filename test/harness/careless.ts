import pg from 'pg';

/**
 * Makes a PostgreSQL take no care to survive a crash of the machine: it is gone with the tests anyway, and waits for no disk. Those who read its
 * files ask for a checkpoint first (`database-files.ts`); what a crash leaves is tried on databases that copies of the product start themselves.
 */
export async function makeCareless(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) await client.query(`alter system set ${setting} = off`);
    await client.query('select pg_reload_conf()');
  } finally {
    await client.end();
  }
}
