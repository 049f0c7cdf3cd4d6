import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { asOwner, freshDatabase } from '../../test/harness/database.ts';
import { openDatabase, type Database } from './database.ts';
import { createHashing, lookupKeyOf, type LookupKeys } from './hashing.ts';
import { openLog } from './log.ts';
import { openKeys } from './open-keys.ts';
import { createSealer, KeyError, parseKeys } from './sealed.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const codesOf = (keys: LookupKeys) => createHashing(keys).lookupAll('suppression', 'a@b.org');
const log = openLog({ level: 'silent', personal: [] });

async function withDatabase(work: (database: Database, url: string) => Promise<void>): Promise<void> {
  const url = await freshDatabase();
  const database = openDatabase({ url, pool: 8, log });
  await work(database, url).finally(() => database.close());
}
const start = (database: Database, ...keys: string[]) =>
  openKeys(database, createSealer(parseKeys(keys.join(','))), parseKeys(keys.join(',')));

describe('the lookup key of a copy', () => {
  it('is made once, however many processes start at the same time, and stands nowhere in clear', () =>
    withDatabase(async (database, url) => {
      const master = key('first');
      const all = await Promise.all(Array.from({ length: 6 }, () => start(database, master)));
      for (const keys of all) assert.deepEqual(codesOf(keys), codesOf(all[0] ?? keys));
      assert.equal(all[0]?.length, 1);
      const [row] = await asOwner(url, 'select lookup_key_sealed as sealed from installation');
      assert.equal((row?.sealed as Buffer).includes(all[0][0].export()), false);
    }));

  it('stays as it is when the master key is turned, and needs no older one from then on', () =>
    withDatabase(async (database) => {
      const [old, young] = [key('old'), key('young')];
      const before = codesOf(await start(database, old));
      assert.deepEqual(codesOf(await start(database, young, old)), before);
      assert.deepEqual(codesOf(await start(database, young)), before);
      await assert.rejects(start(database, old), KeyError);
    }));

  it('is new in a copy of before too, which finds what it coded with each of its master keys', () =>
    withDatabase(async (database, url) => {
      await asOwner(
        url,
        "insert into users (id, email, email_key, name, password_hash, created_at) values (gen_random_uuid(), 'a@b.org', 'a@b.org', 'A', 'x', now())",
      );
      const [old, older] = [key('old'), key('older')];
      const codes = codesOf(await start(database, old, older));
      const [{ key: oldKey }, second] = parseKeys(`${old},${older}`);
      assert.ok(second);
      assert.equal(codes.length, 3);
      assert.deepEqual(codes.slice(1), [...codesOf([lookupKeyOf(oldKey)]), ...codesOf([lookupKeyOf(second.key)])]);
      assert.deepEqual(codesOf(await start(database, key('new'), old)), codes, 'with the older master key gone');
    }));
});

it('a start whose newest key was retired is refused, and changes nothing', () =>
  withDatabase(async (database, url) => {
    const [old, young] = [key('old'), key('young')];
    await start(database, young);
    await asOwner(url, "insert into retired_keys values ('old', now())");
    await assert.rejects(start(database, old, young), (error) => error instanceof KeyError && /"old" was retired/.test(error.message));
    await start(database, young, old);
  }));
