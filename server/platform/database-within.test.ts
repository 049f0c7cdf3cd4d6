import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { freshDatabase } from '../../test/harness/database.ts';
import { databaseWithin } from './database-within.ts';

test('parts of one transaction follow one another: one that fails takes back itself alone, and two at once are refused', async (t) => {
  const client = new pg.Client({ connectionString: await freshDatabase() });
  await client.connect();
  t.after(() => client.end());
  await client.query('begin');
  const database = databaseWithin(client);
  const retire = (id: string, then: () => Promise<unknown> = () => Promise.resolve()) =>
    database.inInstallation('keys', async (tx) => {
      await tx.insertInto('retiredKeys').values({ id, retiredAt: new Date() }).execute();
      await then();
    });
  await retire('first');
  await assert.rejects(
    retire('failed', () => Promise.reject(new Error('of this test'))),
    /of this test/,
  );
  await assert.rejects(
    retire('outer', () => retire('inner')),
    /two were begun at once/,
  );
  await retire('last');
  const { rows } = await client.query<{ id: string }>('select id from retired_keys order by id');
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['first', 'last'],
  );
  await client.query('rollback');
});
