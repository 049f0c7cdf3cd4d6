import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { asOwner } from '../../../test/harness/database.ts';
import { password, setUp, stranger } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { proveEpoch } from '../../platform/quarantine.ts';
import { hasLostEnds } from '../audit/index.ts';

const product = await startProduct();
const { owner } = await setUp(product);
const other = await stranger(product);
const folder = join(product.dataDir, 'evidence');
const { tools } = product.app;
const prove = (where = folder) =>
  proveEpoch(tools.database, where, { now: product.clock.now(), hasLostEnds: (since) => hasLostEnds(tools, since) });
const quarantine = async () => (await owner.api.operator.health()).quarantine;

test('the first start writes the same epoch into the database and beside it, and later starts find them together', async () => {
  assert.equal(await prove(), undefined);
  const [row] = await asOwner(product.databaseUrl, 'select epoch from installation');
  assert.equal(readFileSync(join(folder, 'epoch'), 'utf8'), `${String(row?.epoch)} ${product.clock.now().toISOString()}\n`);
  assert.equal(await prove(), undefined);
});

test('a database beside another folder is under quarantine from that start on, and its first day stays what it was', async () => {
  const elsewhere = join(product.dataDir, 'elsewhere');
  const since = product.clock.now().toISOString();
  assert.equal((await prove(elsewhere))?.because, 'copied');
  product.clock.move({ hours: 1 });
  assert.equal((await prove(elsewhere))?.since.toISOString(), since);
  assert.equal(existsSync(join(elsewhere, 'epoch')), false);
  assert.deepEqual(await quarantine(), { because: 'copied', since });
});

test('only an operator who just gave their password lifts it, once, and it is written down', async () => {
  await assert.rejects(other.visitor.api.operator.liftQuarantine(), { code: 'NOT_ALLOWED' });
  await assert.rejects(owner.api.operator.liftQuarantine(), { code: 'NOT_ALLOWED', data: { code: 'confirm_first' } });
  await owner.api.account.confirm({ password });
  await assert.rejects(owner.api.operator.liftQuarantine(), { data: { code: 'not_settled' } });
  await asOwner(product.databaseUrl, 'update installation set epoch = gen_random_uuid()');
  assert.notEqual(await quarantine(), null);
  await owner.api.operator.liftQuarantine();
  assert.equal(await quarantine(), null);
  await assert.rejects(owner.api.operator.liftQuarantine(), { code: 'CONFLICT' });
  const entries = await asOwner(product.databaseUrl, "select actor_kind from audit_entries where action = 'quarantine.lifted'");
  assert.deepEqual(entries, [{ actor_kind: 'user' }]);
});
