import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../test/harness/database.ts';
import { setUp } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { readId } from '../../platform/ids.ts';
import { repeatSuppressions, suppressAddress, suppressCodeFromNow } from './index.ts';
import { byStrength, type Reason } from './suppression.ts';

const product = await startProduct();
const { owner, workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const { tools } = product.app;
const { suppressions } = owner.api;
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);

const suppress = (email: string, reason: Reason) =>
  suppressAddress(tools, { kind: 'command' }, { workspaceId, email, reason, userId: null });
const entryOf = async (search: string) => (await suppressions.list({ workspaceId: shown, search })).suppressions[0];

test('of any two reasons, in whichever order they come, the strongest stays, and the longest period', async () => {
  let tried = 0;
  for (const [first, former] of byStrength.entries())
    for (const [second, latter] of byStrength.entries())
      for (const isExtended of [false, true]) {
        const email = `${former}.${latter}.${String(isExtended)}@example.org`;
        const before = await suppress(email, former);
        const until = new Date(before.keepUntil.getTime() + (isExtended ? 400 : 0) * 86_400_000);
        await look('update suppressions set keep_until = $2 where id = $1', [before.id, until]);
        product.clock.move({ hours: 1 });
        const row = await suppress(email, latter);
        const entry = await entryOf(email);
        assert.equal(entry?.reason, byStrength[Math.max(first, second)], `${former}, then ${latter}`);
        assert.equal(entry?.email, email);
        assert.ok(row.keepUntil >= until, `${former}, then ${latter}: not shorter`);
        if (former !== latter && !isExtended) assert.ok(row.keepUntil > until, `${former}, then ${latter}: as long as the later one`);
        if (former === latter) assert.deepEqual([row.id, row.keepUntil], [before.id, until], 'the same twice is as good as once');
        const [audited] = await look("select action, details->>'before' as before from audit_entries order by seq desc offset 1 limit 1");
        if (second > first) assert.deepEqual(audited, { action: 'address.suppressed', before: former });
        tried += 1;
      }
  assert.equal(tried, 50);
});

test('one that has ended gives way to a weaker one', async () => {
  const { id } = await suppress('ended@example.org', 'complaint');
  await look('update suppressions set keep_until = $1 where id = $2', [tools.clock.now(), id]);
  await suppress('ended@example.org', 'bounce');
  assert.equal((await entryOf('ended@example.org'))?.reason, 'bounce');
});

test('whoever unsubscribes after a bounce by a link that knows no more than their code keeps their name on the list', async () => {
  await suppress('coded@example.org', 'bounce');
  const code = tools.hashing.lookup('suppression', 'coded@example.org');
  await suppressCodeFromNow(tools, { kind: 'command' }, { workspaceId, code, reason: 'asked' });
  const entry = await entryOf('coded@example.org');
  assert.deepEqual([entry?.reason, entry?.email], ['asked', 'coded@example.org']);
});

test('a file and a restored backup make a bounce what the person asked for, and never the other way round', async () => {
  for (const name of ['file', 'backup']) await suppress(`${name}@example.org`, 'bounce');
  await suppress('stays@example.org', 'asked');
  const csv = 'email,reason\nfile@example.org,unsubscribed\nstays@example.org,bounce\n';
  const { added, unchanged } = await suppressions.importCsv({ workspaceId: shown, csv });
  assert.deepEqual([added, unchanged], [1, 1]);
  const lines = [
    ['backup@example.org', 'asked'],
    ['stays@example.org', 'bounce'],
  ].map(([key = '', reason = '']) => ({
    kind: 'suppressed' as const,
    at: tools.clock.now().toISOString(),
    workspaceId,
    addressHash: tools.hashing.lookup('suppression', key).toString('hex'),
    reason: reason as Reason,
    keepUntil: new Date(tools.clock.now().getTime() + 86_400_000).toISOString(),
  }));
  const done = await tools.database.inWorkspace(workspaceId, (tx) => repeatSuppressions(tools, tx, lines, () => undefined));
  assert.deepEqual(done, { suppressed: 0, released: 0 });
  for (const name of ['file', 'backup', 'stays']) {
    const entry = await entryOf(`${name}@example.org`);
    assert.deepEqual([entry?.reason, entry?.email], ['asked', `${name}@example.org`]);
  }
});
