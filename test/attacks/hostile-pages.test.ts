import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, formFields, publishedCampaign } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { keepFaults } from './keep-faults.ts';

const { log, faults } = keepFaults();
const product = await startProduct({ log });
const scene = await publishedCampaign(product);
const supporter = new Visitor(product);
await connect(scene, supporter);

const script = `"'><script>alert(7)</script>`;
const inPaths = ['%00', '%E0%A4%A', '..%2f..%2fetc%2fpasswd', encodeURIComponent(script), '__proto__', '%0d%0aSet-Cookie:%20evil=1'];
const queries = [
  ['lang', 'done', 'rehearsal', 'code', 'state', 'error', 'size', 'from'].map((name) => `${name}=%00`).join('&'),
  `lang[]=a&lang=b&done[__proto__][polluted]=x&state=a&state=b&code=${encodeURIComponent(script)}&size=1e308&from=-1&error=${encodeURIComponent(script)}`,
];

/** Every public page that is served, from the server itself: a new one is attacked like the others without being named here. */
const pages = product.app.server.routes.filter(
  ({ method, path }) => (method === 'GET' || method === 'POST') && !path.includes('*') && !/^\/(api|sandbox)\b/.test(path),
);
const real: Record<string, string> = { workspace: 'river-watch', campaign: 'ford' };

async function look(who: Visitor, path: string, init: RequestInit = {}): Promise<void> {
  const answer = await who.request(path, init);
  const said = `${init.method ?? 'GET'} ${path.slice(0, 200)}: ${answer.status} ${faults.at(-1) ?? ''}`;
  assert.ok(answer.status < 500 || answer.status === 503, said);
  assert.doesNotMatch(await answer.text(), /<script>alert\(7\)/, said);
  assert.ok(!answer.headers.getSetCookie().some((line) => line.startsWith('evil')), said);
}

test('no address of a public page does more than lead nowhere, and none comes back as markup or as a header', async () => {
  let asked = 0;
  for (const { path } of pages.filter(({ method }) => method === 'GET')) {
    if (asked % 50 === 0) await asOwner(product.databaseUrl, 'delete from rate_windows');
    const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    const fill = (hostile: Record<string, string>) => path.replace(/:(\w+)/g, (_whole, name: string) => hostile[name] ?? real[name] ?? 'x');
    const addresses = names.flatMap((name) => inPaths.map((value) => fill({ [name]: value })));
    for (const address of [...addresses, ...queries.map((query) => `${fill({})}?${query}`)]) {
      asked++;
      await look(supporter, address);
    }
  }
  assert.ok(asked > 120, String(asked));
  assert.deepEqual(faults, []);
  assert.equal(({} as { polluted?: string }).polluted, undefined);
});

test('no form of a public page does more with hostile fields than show them as words or refuse them', async () => {
  const values = ['a\u0000b', script, 'x'.repeat(20_000), 'one\r\nBcc: mallory@example.org', '__proto__'];
  for (const [page, action] of [
    [scene.path, scene.path],
    ['/contact', '/contact'],
    ['/recipient', '/recipient'],
    ['/check', '/check'],
    ['/letter/confirm', '/letter/confirm'],
  ] as const) {
    const good = formFields(await (await supporter.request(page)).text(), action);
    assert.ok(Object.keys(good).length > 0, page);
    for (const name of Object.keys(good).filter((one) => one !== 'csrf'))
      for (const value of values) {
        await asOwner(product.databaseUrl, 'delete from rate_windows');
        await look(new Visitor(product), action, {
          method: 'POST',
          body: new URLSearchParams([...Object.entries({ ...good, [name]: value }), [name, 'again'], ['__proto__[polluted]', 'x']]),
        });
      }
  }
  for (const { path } of pages.filter(({ method }) => method === 'POST'))
    await look(
      new Visitor(product),
      path.replace(/:(\w+)/g, (_whole, name: string) => real[name] ?? 'x'),
      { method: 'POST', body: 'a=%00' },
    );
  assert.deepEqual(faults, []);
});
