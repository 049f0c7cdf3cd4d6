import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attribute } from '../contracts/scene.ts';
import { connect, falk, formFields, publishedCampaign } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { runJobs, Visitor } from '../harness/people.ts';
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

let looked = 0;

async function look(who: Visitor, path: string, init: RequestInit = {}): Promise<number> {
  // Far more often than any limit bears: whoever is asked to wait is not attacked.
  if (looked++ % 10 === 0) await asOwner(product.databaseUrl, 'delete from rate_windows');
  const answer = await who.request(path, init);
  const said = `${init.method ?? 'GET'} ${path.slice(0, 200)}: ${answer.status} ${faults.at(-1) ?? ''}`;
  assert.ok(answer.status < 500 && answer.status !== 429, said);
  assert.doesNotMatch(await answer.text(), /<script>alert\(7\)/, said);
  assert.ok(!answer.headers.getSetCookie().some((line) => line.startsWith('evil')), said);
  return answer.status;
}

test('no address of a public page does more than lead nowhere, and none comes back as markup or as a header', async () => {
  let asked = 0;
  for (const { path } of pages.filter(({ method }) => method === 'GET')) {
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

const values = ['a\u0000b', script, 'x'.repeat(20_000), 'one\r\nBcc: mallory@example.org', '__proto__'];

/** Every form of a page, by where it leads: its fields as the page shows them. */
function formsOn(page: string): [action: string, fields: Record<string, string>][] {
  const actions = new Set([...page.matchAll(/<form[^>]*method="post"[^>]*>/g)].map(([tag]) => attribute(tag, 'action')));
  return [...actions].map((action) => [action, formFields(page, action)]);
}

/** Whoever meets another answer than these has not come to the form: it wants another browser, another moment, or is not there. */
const reached = [200, 303, 400, 409];
const attacked = new Set<string>();

/** Sends each form of a page with something hostile in each of its fields, and looks at the page again. */
async function attackForms(who: Visitor, path: string): Promise<void> {
  const forms = formsOn(await (await who.request(path)).text());
  assert.ok(forms.length > 0, path);
  for (const [action, good] of forms) {
    for (const name of Object.keys(good))
      for (const value of values) {
        const body = new URLSearchParams([...Object.entries({ ...good, [name]: value }), [name, 'again'], ['__proto__[polluted]', 'x']]);
        const status = await look(who, action, { method: 'POST', body });
        assert.ok(reached.includes(status), `${action} ${name}: ${status}`);
      }
    attacked.add(action.replace(/[A-Za-z0-9_-]{43}/, ':token'));
    assert.ok(reached.includes(await look(who, path)), path);
  }
}

/** The page of a recipient, behind the link that was mailed to their address. */
async function portalOf(recipient: Visitor): Promise<string> {
  const asked = await (await recipient.request('/recipient')).text();
  await recipient.post('/recipient', { ...formFields(asked, '/recipient'), email: falk.email });
  await runJobs(product, 'mail-recipient-link');
  const mail = product.app.sandbox?.mail.messages().find(({ recipients }) => recipients.includes(falk.email));
  return /\/recipient\/[A-Za-z0-9_-]{43}/.exec(mail?.email.text ?? '')?.[0] ?? assert.fail('No link was mailed.');
}

test('no form of a public page does more with hostile fields than show them as words or refuse them', async () => {
  const { workspaceId, campaignId } = scene;
  const partner = await scene.owner.api.partners.add({
    workspaceId,
    campaignId,
    name: 'Walkers',
    origins: ['https://walkers.example.org'],
  });
  const frame = new URL(partner.embedUrl).pathname;
  for (const path of ['/contact', '/recipient', '/check', scene.path, frame]) await attackForms(new Visitor(product), path);
  for (const path of ['/letter/confirm', '/letter/other']) await attackForms(supporter, path);
  const recipient = new Visitor(product);
  await attackForms(recipient, await portalOf(recipient));
  assert.ok(attacked.size >= 15, [...attacked].join());
  for (const { path } of pages.filter(({ method }) => method === 'POST'))
    await look(
      new Visitor(product),
      path.replace(/:(\w+)/g, (_whole, name: string) => real[name] ?? 'x'),
      { method: 'POST', body: 'a=%00' },
    );
  assert.deepEqual(faults, []);
});
