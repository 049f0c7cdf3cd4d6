import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishedCampaign } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { password } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { operationsOf } from './operations.ts';
import { keepFaults } from './keep-faults.ts';
import { sample, stringsIn, withValue } from './samples.ts';

const { log, faults } = keepFaults();
const product = await startProduct({ log });
const { owner, workspaceId, campaignId } = await publishedCampaign(product);
const ids = { workspaceId, campaignId };
const partner = await owner.api.partners.add({ ...ids, name: 'Sample Walkers', origins: ['https://walkers.example.org'] });
const { recipients } = await owner.api.campaigns.recipients(ids);
const things: Record<string, string> = { ...ids, partnerId: partner.id, recipientId: recipients[0]?.id ?? '', what: 'days' };

/** What people have broken software with. None of it is more here than a text, and what is no text is refused. */
const hostile: unknown[] = [
  'a\u0000b',
  `one\r\nBcc: mallory@example.org\r\n\r\n\ud800\u202e {{ constructor.constructor("return process")() }}{% for i in (1..9999999) %}x{% endfor %} ' or 1=1; --`,
  'é'.repeat(50_000),
  { toString: 'x', length: 1, $gt: '', 0: 'a' },
];

const operations = await operationsOf(owner);
const pathOf = (path: string, change: Record<string, string> = {}) =>
  path.replace(/\{(\w+)\}/g, (_whole, name: string) => change[name] ?? things[name] ?? `${name.slice(0, 3)}_${'0'.repeat(32)}`);

async function ask(path: string, init: { method?: string; headers?: Record<string, string>; body?: string }): Promise<number> {
  const answer = await owner.request(path, init);
  const text = await answer.text();
  const said = `${init.method ?? 'GET'} ${path.slice(0, 200)} with ${(init.body ?? '').slice(0, 200)}: ${text.slice(0, 200)} ${faults.at(-1) ?? ''}`;
  assert.ok(answer.status < 500, said);
  return answer.status;
}

test('no text, list or object in any field of the API does more than be kept as it is or refused', async () => {
  const seen = new Map<number, number>();
  for (const { method, path, body } of operations.filter((one) => one.method !== 'DELETE' && one.body !== undefined)) {
    await owner.api.account.confirm({ password });
    const good = () => sample(body ?? {}, '');
    for (const place of stringsIn(good())) {
      await asOwner(product.databaseUrl, 'delete from rate_windows');
      for (const value of hostile) {
        const hostileBody = JSON.stringify(withValue(good(), place, value));
        const status = await ask(pathOf(path), { method, headers: { 'content-type': 'application/json' }, body: hostileBody });
        seen.set(status, (seen.get(status) ?? 0) + 1);
      }
    }
  }
  const [taken, refused] = [seen.get(200) ?? 0, seen.get(400) ?? 0];
  assert.ok(taken >= 10 && refused >= 200, `too little was asked: ${JSON.stringify([...seen])}`);
  assert.deepEqual(faults, []);
  // Nothing of all that has ended the session or taken a role away.
  assert.equal((await owner.api.account.me()).workspaces[0]?.role, 'owner');
});

test('no id and no query of the API does more than be refused, however it is spelled or repeated', async () => {
  const reads = operations.filter(({ method }) => method === 'GET');
  const inPaths = ['%00', '%ff', '__proto__', 'x'.repeat(3_000)];
  const queries = (names: string[]) => [
    names.map((name) => `${name}=%00`).join('&'),
    names
      .map((name) => `${name}=1e308&${name}=-1&${name}[]=x&${name}[__proto__][polluted]=yes&${name}[constructor][prototype][polluted]=yes`)
      .join('&'),
    names.map((name) => `${name}=99999999999999999999&${name}.length=1&__proto__[polluted]=yes`).join('&'),
  ];
  let asked = 0;
  for (const { path, query } of reads) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const paths = names.flatMap((name) => inPaths.map((value) => pathOf(path, { [name]: value })));
    for (const wanted of [...paths, ...queries(query).map((text) => `${pathOf(path)}?${text}`)]) {
      if (++asked % 300 === 0) await asOwner(product.databaseUrl, 'delete from rate_windows');
      await ask(wanted, {});
    }
  }
  assert.ok(asked > 100, String(asked));
  assert.equal(({} as { polluted?: string }).polluted, undefined);
  assert.deepEqual(faults, []);
});
