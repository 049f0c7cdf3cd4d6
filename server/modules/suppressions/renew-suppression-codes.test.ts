import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { asOwner } from '../../../test/harness/database.ts';
import { setUp } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { createHashing, newLookupKey } from '../../platform/hashing.ts';
import { readId } from '../../platform/ids.ts';
import { findSuppressed, renewSuppressionCodes, suppressAddress } from './index.ts';

const product = await startProduct({ settings: { ENCRYPTION_KEYS: `only:${randomBytes(32).toString('base64')}` } });
const { workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const { tools } = product.app;
const [lookupKey, keyOfBefore] = [newLookupKey(), newLookupKey()];
const before = { ...tools, hashing: createHashing([keyOfBefore]) };
const between = { ...tools, hashing: createHashing([lookupKey, keyOfBefore]) };
const now = { ...tools, hashing: createHashing([lookupKey]) };

const suppress = (with_: typeof tools, email: string, reason: 'asked' | 'bounce' = 'asked') =>
  suppressAddress(with_, { kind: 'command' }, { workspaceId, email, reason, userId: null });
const found = (with_: typeof tools, ...keys: string[]) =>
  tools.database.inWorkspace(workspaceId, async (tx) => [...(await findSuppressed(with_, tx, workspaceId, keys))].sort());

test('suppressions of before are found at every moment, and after the rotation by the code of the lookup key alone', async () => {
  await suppress(before, 'old@example.org');
  await suppress(before, 'twice@example.org');
  product.clock.move({ days: 3 });
  await suppress(between, 'new@example.org');
  await suppress(between, 'twice@example.org');
  const all = ['new@example.org', 'old@example.org', 'twice@example.org'];
  assert.deepEqual(await found(between, ...all), all);
  assert.deepEqual(await found(now, ...all), ['new@example.org', 'twice@example.org']);

  assert.equal(await renewSuppressionCodes(between), 2);
  assert.deepEqual(await found(now, ...all), all);
  assert.deepEqual(await found(before, ...all), []);
  assert.equal(await renewSuppressionCodes(between), 0);
});

test('an address that stood there twice stands there once, for as long as the longer of the two', async () => {
  const rows = await asOwner(product.databaseUrl, 'select keep_until from suppressions order by keep_until');
  assert.equal(rows.length, 3);
  assert.deepEqual(rows[1]?.keep_until, rows[2]?.keep_until);
});

test('of an address that stood there twice the stronger reason stays, whichever was under the old code', async () => {
  for (const [email, first, second] of [
    ['asked.first@example.org', 'asked', 'bounce'],
    ['bounce.first@example.org', 'bounce', 'asked'],
  ] as const) {
    const { id } = await suppress(before, email, first);
    await suppress(between, email, second);
    assert.equal(await renewSuppressionCodes(between), 1);
    const rows = await asOwner(product.databaseUrl, 'select id, reason from suppressions where id = $1', [id]);
    assert.deepEqual(rows, [{ id, reason: 'asked' }]);
    assert.deepEqual(await found(now, email), [email]);
    await asOwner(product.databaseUrl, 'delete from suppressions where id = $1', [id]);
  }
});

test('an address that cannot be opened keeps its code, and does not keep the others from theirs', async () => {
  await suppress(before, 'shut@example.org');
  await asOwner(
    product.databaseUrl,
    "update suppressions set address_sealed = address_sealed || '\\x00' where added_at = (select max(added_at) from suppressions)",
  );
  product.clock.move({ minutes: 1 });
  await suppress(before, 'late@example.org');
  assert.equal(await renewSuppressionCodes(between), 1);
  assert.deepEqual(await found(before, 'shut@example.org', 'late@example.org'), ['shut@example.org']);
});
