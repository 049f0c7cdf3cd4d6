import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, describe, it, test } from 'node:test';
import { asOwner, freshDatabase } from '../../test/harness/database.ts';
import { testClock } from '../../test/harness/product.ts';
import { openDatabase } from './database.ts';
import { installationId } from './ids.ts';
import { openLog } from './log.ts';
import { retiredKeys, retireKey } from './retire-key.ts';
import { countSealedValues, rewrapTable } from './rewrap-sealed-values.ts';
import { sealedTables } from './sealed-columns.ts';
import { createSealer, parseKeys, type Place } from './sealed.ts';

const url = await freshDatabase();
const database = openDatabase({ url, pool: 4, log: openLog({ level: 'silent', personal: [] }) });
after(() => database.close());

const [old, young] = ['old', 'young'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
const before = createSealer(parseKeys(old ?? ''));
const both = createSealer(parseKeys(`${young},${old}`));
const only = createSealer(parseKeys(young ?? ''));
const links = sealedTables.find(({ table }) => table === 'recipient_links');
if (!links) throw new Error('The table of sealed columns lacks what these tests need.');
const counts = () => database.inInstallation('keys', countSealedValues);

const linkPlace = (hash: Buffer): Place => ({
  workspaceId: installationId,
  table: 'recipient_links',
  rowId: hash.toString('hex'),
  column: 'address_sealed',
});

async function plantLinks(many: number, sealer = before): Promise<Buffer[]> {
  const hashes = Array.from({ length: many }, () => randomBytes(32));
  const sealed = hashes.map((hash, index) => sealer.seal(linkPlace(hash), `person${index}@example.org`));
  await asOwner(
    url,
    `insert into recipient_links (token_hash, address_sealed, created_at, expires_at)
     select hash, sealed, now(), now() + interval '1 hour' from unnest($1::bytea[], $2::bytea[]) as t (hash, sealed)`,
    [hashes, sealed],
  );
  return hashes;
}

const linkOf = async (hash: Buffer) =>
  (await asOwner(url, 'select address_sealed as blob from recipient_links where token_hash = $1', [hash]))[0]?.blob as Buffer;
const rotate = (onProgress: (part: number) => void = () => undefined) =>
  rewrapTable({ database, sealer: both }, links, { newest: 'young', onProgress });
const clear = () => asOwner(url, 'delete from recipient_links');

test('the table of sealed columns names every sealed column of the migrated database, and the fence stands before each', async () => {
  const rows = await asOwner(
    url,
    `select table_name as table, column_name as column,
       (select pg_get_triggerdef(oid) from pg_trigger where tgrelid = quote_ident(table_name)::regclass and tgname = 'guard_sealed') as fence,
       has_column_privilege('antiphon_app', table_name, column_name, 'update') as changeable
     from information_schema.columns where table_schema = 'public' and column_name like '%\\_sealed' order by 1, 2`,
  );
  assert.ok(rows.length > 20);
  const named = sealedTables.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`));
  assert.deepEqual(
    rows.map(({ table, column }) => `${String(table)}.${String(column)}`),
    named.toSorted(),
  );
  for (const { column, fence, changeable } of rows) {
    assert.match(String(fence), new RegExp(`INSERT OR UPDATE OF [^ ]*.*\\b${String(column)}\\b`), 'call guard_sealed_columns()');
    assert.equal(changeable, true);
  }
});

describe('a rotation', () => {
  it('moves every value to the newest key where it stands, and finds nothing to do the second time', async () => {
    const hashes = await plantLinks(2_000);
    const parts: number[] = [];
    assert.deepEqual(await rotate((part) => parts.push(part)), { moved: 2_000, shut: 0 });
    assert.ok(parts.length > 1, 'it went in several transactions');
    assert.deepEqual(await rotate(), { moved: 0, shut: 0 });
    const rows = await asOwner(url, 'select token_hash as hash, address_sealed as blob from recipient_links');
    const opened = new Map(
      rows.map(({ hash, blob }) => [(hash as Buffer).toString('hex'), only.open(linkPlace(hash as Buffer), blob as Buffer)]),
    );
    assert.deepEqual(
      hashes.map((hash) => opened.get(hash.toString('hex'))),
      hashes.map((_, index) => `person${index}@example.org`),
    );
    await clear();
  });

  it('leaves alone what somebody works on, waits for nobody, and loses nothing that is written meanwhile', async () => {
    const [held, free] = await plantLinks(2);
    assert.ok(held && free);
    await database.inInstallation('keys', async (tx) => {
      const blob = before.seal(linkPlace(held), 'changed@example.org');
      await tx.updateTable('recipientLinks').set({ addressSealed: blob }).where('tokenHash', '=', held).execute();
      assert.deepEqual(await rotate(), { moved: 1, shut: 0 });
    });
    assert.deepEqual(await rotate(), { moved: 1, shut: 0 });
    assert.equal(only.open(linkPlace(held), await linkOf(held)), 'changed@example.org');
    await clear();
  });

  it('leaves what was altered or swapped as it is, says so, and moves the rest', async () => {
    const [one, other, good] = await plantLinks(3);
    assert.ok(one && other && good);
    const [first, second] = [await linkOf(one), await linkOf(other)];
    await asOwner(url, 'update recipient_links set address_sealed = $1 where token_hash = $2', [first, other]);
    await asOwner(url, 'update recipient_links set address_sealed = $1 where token_hash = $2', [second, one]);
    assert.deepEqual(await rotate(), { moved: 1, shut: 2 });
    assert.deepEqual(await linkOf(one), second);
    assert.equal(only.open(linkPlace(good), await linkOf(good)), 'person2@example.org');
    await clear();
  });

  it('counts what is under which key, and what is no sealed value', async () => {
    await plantLinks(3);
    await plantLinks(1, only);
    await asOwner(url, "insert into recipient_links values ('\\x00', '\\x00', now(), now())");
    assert.deepEqual(
      (await counts()).filter(({ table }) => table === 'recipient_links'),
      [
        { table: 'recipient_links', keyId: 'old', values: 3 },
        { table: 'recipient_links', keyId: 'young', values: 1 },
        { table: 'recipient_links', keyId: null, values: 1 },
      ],
    );
    assert.deepEqual(await rotate(), { moved: 3, shut: 1 });
    await clear();
  });
});

describe('a key that is retired', () => {
  const tools = { clock: testClock(), database };
  const insert = (hash: Buffer, sealer = before) =>
    database.inInstallation('keys', (tx) =>
      tx
        .insertInto('recipientLinks')
        .values({
          tokenHash: hash,
          addressSealed: sealer.seal(linkPlace(hash), 'x@example.org'),
          createdAt: new Date(),
          expiresAt: new Date(),
        })
        .execute(),
    );

  it('stays while a value is under it, and everybody may go on sealing, also at that moment', async () => {
    await plantLinks(1);
    await asOwner(url, "create function no_fence() returns trigger language plpgsql as $$ begin raise exception 'a fence'; end $$");
    await asOwner(url, 'create trigger no_fence before insert on retired_keys for each row execute function no_fence()');
    assert.deepEqual(await retireKey(tools, 'old'), [{ table: 'recipient_links', keyId: 'old', values: 1 }]);
    await asOwner(url, 'drop function no_fence cascade');
    await insert(randomBytes(32));
    await clear();
  });

  it('keeps the fence that another call put there, when it cannot be retired after all', async () => {
    await plantLinks(1);
    await asOwner(url, "insert into retired_keys values ('old', now())");
    assert.equal((await retireKey(tools, 'old')).length, 1);
    assert.deepEqual(await database.inInstallation('keys', retiredKeys), ['old']);
    await asOwner(url, 'delete from retired_keys');
    await clear();
  });

  it('waits for whoever is writing under it, and then stays', async () => {
    const writing = Promise.withResolvers<undefined>();
    const mayEnd = Promise.withResolvers<undefined>();
    const slow = database.inInstallation('keys', async (tx) => {
      const hash = randomBytes(32);
      const addressSealed = before.seal(linkPlace(hash), 'x@example.org');
      await tx
        .insertInto('recipientLinks')
        .values({ tokenHash: hash, addressSealed, createdAt: new Date(), expiresAt: new Date() })
        .execute();
      writing.resolve(undefined);
      await mayEnd.promise;
    });
    await writing.promise;
    let looked = 0;
    const clock = {
      ...tools.clock,
      wait: async () => {
        if (++looked === 3) mayEnd.resolve(undefined);
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
    assert.deepEqual(await retireKey({ clock, database }, 'old'), [{ table: 'recipient_links', keyId: 'old', values: 1 }]);
    assert.ok(looked >= 3);
    await slow;
    await clear();
  });

  it('seals nothing any more, whoever tries; what is under another key is kept', async () => {
    assert.deepEqual(await retireKey(tools, 'old'), []);
    assert.deepEqual(await database.inInstallation('keys', retiredKeys), ['old']);
    const hash = randomBytes(32);
    await insert(hash, both);
    for (const work of [
      () => insert(randomBytes(32)),
      () => asOwner(url, 'update recipient_links set address_sealed = $1', [before.seal(linkPlace(hash), 'y@example.org')]),
      () => asOwner(url, 'update installation set key_check_sealed = $1', [before.seal(linkPlace(hash), randomUUID())]),
    ])
      await assert.rejects(work, (error) => (error as { code?: unknown }).code === 'AK001');
    assert.equal(both.open(linkPlace(hash), await linkOf(hash)), 'x@example.org');
    assert.deepEqual(await retireKey(tools, 'old'), []);
  });
});
