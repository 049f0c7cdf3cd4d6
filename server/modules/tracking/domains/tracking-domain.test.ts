import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { samplePassword } from '../../../../sandbox/mail-server/accounts.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { invite, runJobs, setUp, stranger } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plantRecipients, plantRunning, plantSmtpMailbox } from '../../../../test/harness/sending.ts';
import { plantTracked } from '../../../../test/harness/tracked.ts';
import { readId } from '../../../platform/ids.ts';
import { checkedHost } from './tracking-domain.ts';

const host = 't.example.org';
const product = await startProduct({ settings: { OUTBOUND_ALLOW: [host, 'taken.example.org'].join(',') } });
const { owner, workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const foreign = await stranger(product);
const { port } = product;
const names = product.app.names!;
names.set('localhost', { addresses: ['127.0.0.1'] });
const server = product.app.sandbox!.mailServer;
const here = { workspaceId: shown };
const own = `http://${host}:${String(port)}`;

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}
/** Asks this copy under some host, as a browser does whom the name servers led here. */
function ask(path: string, { under = host, method = 'GET', headers = {}, body = '' } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers: { host: `${under}:${String(port)}`, ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    call.on('error', reject).end(body);
  });
}
const mayHaveCertificate = async (domain: string) =>
  (await ask(`/tracking-domains/ask?domain=${domain}`, { under: 'localhost' })).status === 200;
const hourly = async () => product.app.jobs.find(({ name }) => name === 'check-tracking-domains')?.run({});

/** The links of a message as it leaves now. */
let made = 0;
async function sent() {
  const address = `sender${String(++made)}@mail.test`;
  server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
  const [id, at] = [workspaceId, { host: server.host, port: server.port, password: samplePassword }];
  const mailboxId = await plantSmtpMailbox(product, id, at, { address });
  const html = '<p>Hello {{ first_name }}, <a href="https://example.org/ford">the ford</a>.</p>';
  const campaignId = await plantRunning(product, id, [mailboxId], { tracking: 'recipient', steps: [{ html }] });
  await plantRecipients(product, id, campaignId, { count: 1 });
  await product.app.runner.runOnce();
  const [message] = server.outbox.messages().filter(({ sender }) => sender === address);
  assert.ok(message, 'nothing was sent');
  const body = String(message.email.html);
  const hrefs = [...body.matchAll(/(?:href|src)="(http[^"]*)"/g)].map((match) => new URL(match[1] ?? ''));
  return {
    hosts: [...new Set(hrefs.map((url) => url.hostname))],
    paths: hrefs.map(({ pathname }) => pathname),
    text: String(message.email.text),
    body,
  };
}

test('A host name is taken in the form that name servers know, and nothing else is one', () => {
  const here = 'https://antiphon.example.org';
  for (const [typed, taken] of [
    ['t.example.org', 't.example.org'],
    [' T.Example.ORG. ', 't.example.org'],
    ['bücher.example.org', 'xn--bcher-kva.example.org'],
  ] as const)
    assert.equal(checkedHost(typed, here), taken);
  const wrong = [
    '',
    'localhost',
    '127.0.0.1',
    '[::1]',
    'https://t.example.org',
    't.example.org/x',
    't.example.org:8443',
    'a@t.example.org',
    't_t.example.org',
  ];
  for (const typed of [...wrong, 't..example.org', '-t.example.org', 'x'.repeat(64) + '.org', 'antiphon.example.org'])
    assert.throws(() => checkedHost(typed, here), { kind: 'invalid' }, typed);
});

test('A host is used once its text record, its direction and an answer of this very copy were seen, and not before', async () => {
  const { domain, here: ours } = await owner.api.trackingDomain.name({ ...here, host });
  assert.deepEqual([domain?.state, domain?.owned, ours], ['waiting', false, 'localhost']);
  const { record } = domain!;
  const check = async () => (await owner.api.trackingDomain.check(here)).domain!;
  assert.match((await check()).problem ?? '', /text record _antiphon\.t\.example\.org .* is not there/);
  names.set(record.name, { texts: ['something else', record.text] });
  assert.match((await check()).problem ?? '', /does not lead to localhost/);
  assert.equal(await mayHaveCertificate(host), false);
  names.set(host, { addresses: ['192.0.2.1'] });
  assert.match((await check()).problem ?? '', /does not lead to localhost/);
  assert.equal((await ask('/', { under: host })).status, 200, 'nobody showed that the name is theirs, so nothing is kept from it');
  assert.deepEqual((await sent()).hosts.toSorted(), ['localhost']);
  names.set(host, { alias: 'localhost' });
  const good = await check();
  assert.deepEqual([good.state, good.owned, good.problem], ['used', true, null]);
  assert.equal(await mayHaveCertificate(host), true);
  assert.equal(await mayHaveCertificate('u.example.org'), false);
  assert.equal(await mayHaveCertificate('localhost'), false);
  const message = await sent();
  assert.deepEqual(message.hosts, [host]);
  assert.match(message.text, new RegExp(`${own}/leave/`));
});

test('Another copy that answers at the name is not this one', async () => {
  const other = await startProduct();
  const challenge = 'A'.repeat(32);
  const [one, another] = [
    await ask(`/.well-known/antiphon-tracking/${challenge}`),
    await fetch(`${other.url}/.well-known/antiphon-tracking/${challenge}`),
  ];
  assert.equal(one.status, 200);
  assert.notEqual(one.text, await another.text());
  assert.notEqual(
    one.text,
    (await ask(`/.well-known/antiphon-tracking/${challenge}`, { under: 'localhost' })).text,
    'it depends on the name',
  );
  await other.stop();
});

test('Under the host links, image and leaving work, nothing else of this copy does, and no session is met or made', async () => {
  const { campaignId, messages } = await plantTracked(product, workspaceId, { count: 1, urls: ['https://example.org/a'] });
  const [click = '', image = ''] = [messages[0]?.clicks[0]?.[0], messages[0]?.images[0]];
  for (const under of [host, 'localhost', host]) {
    const led = await ask(click, { under });
    assert.deepEqual([led.status, led.headers.location], [302, 'https://example.org/a'], under);
  }
  assert.equal((await ask(image)).headers['content-type'], 'image/gif');
  const rows = await asOwner(product.databaseUrl, 'select kind from tracked_hits where campaign_id = $1', [campaignId]);
  assert.equal(rows.length, 4);
  const session = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  assert.match(session, /antiphon_session=/);
  const leave = (await sent()).paths.find((path) => path.startsWith('/leave/')) ?? '';
  const headers = { cookie: session };
  const page = await ask(leave, { headers });
  assert.equal(page.status, 200);
  assert.equal(page.headers['set-cookie'], undefined);
  assert.match(page.text, new RegExp(`href="${product.url}/kept"`), 'other pages are read at this copy’s own address');
  const style = /href="(\/assets\/public[^"]*)"/.exec(page.text)?.[1] ?? '';
  assert.equal((await ask(style)).status, 200);
  const others = [
    '/',
    '/kept',
    '/w/x',
    '/api/openapi.json',
    '/api/account',
    '/recipient',
    '/sign-in',
    '/healthz',
    '/metrics',
    '/sandbox',
    '/robots.txt',
  ];
  for (const path of [
    ...others,
    '/c/',
    '/c/x',
    '/leave/x',
    '/tracking-domains/ask?domain=t.example.org',
    `//${click}`,
    '/oauth/google/callback',
  ])
    for (const method of ['GET', 'POST']) {
      const answer = await ask(path, { method, headers });
      assert.deepEqual(
        [answer.status, answer.text, answer.headers['set-cookie']],
        [404, 'There is nothing here.', undefined],
        `${method} ${path}`,
      );
    }
  assert.equal((await ask('/api/account', { under: 'localhost', headers })).status, 200, 'at its own address the session is one');
});

test('A link of another workspace leads nowhere under the host: nobody borrows the name', async () => {
  const theirs = readId('workspace', foreign.workspaceId);
  const { messages } = await plantTracked(product, theirs, { count: 1, urls: ['https://evil.example/x'] });
  const click = messages[0]?.clicks[0]?.[0] ?? '';
  assert.equal((await ask(click, { under: 'localhost' })).status, 302);
  // Now that it is known by heart as well.
  for (let time = 0; time < 2; time += 1) assert.equal((await ask(click)).status, 404);
});

test('When the name no longer leads here, new messages use this copy’s address, owners and admins are told once, and it mends by itself', async () => {
  const mails = () =>
    product.app
      .sandbox!.mail.messages()
      .filter(({ email }) => email.subject === 'Your tracking domain does not work')
      .flatMap(({ recipients }) => recipients)
      .toSorted();
  for (const role of ['admin', 'agent'] as const) await invite(product, owner, { ...here, email: `${role}@example.org`, role });
  names.set(host, { silent: true });
  product.clock.move({ days: 1, minutes: 1 });
  await hourly();
  assert.equal((await owner.api.trackingDomain.show(here)).domain?.state, 'used', 'silence of name servers says nothing');
  names.set(host, { addresses: ['192.0.2.1'] });
  const wanted: Record<string, string>[] = [];
  for (let hour = 0; hour < 3; hour += 1) {
    product.clock.move({ hours: 1 });
    await hourly();
    const jobs = "select data from pgboss.job where name = 'mail-failing-domain' and state = 'created'";
    wanted.push(...(await asOwner(product.databaseUrl, jobs)).map(({ data }) => data as Record<string, string>));
    await runJobs(product, 'mail-failing-domain');
  }
  const { domain } = await owner.api.trackingDomain.show(here);
  assert.deepEqual([domain?.state, domain?.owned], ['failing', false]);
  assert.match(domain?.problem ?? '', /does not lead to localhost/);
  assert.deepEqual(mails(), ['admin@example.org', 'owner@example.org']);
  // Where the mail to one of them fails, nobody else is mailed again.
  await product.app.jobs.find(({ name }) => name === 'mail-failing-domain')?.run(wanted[0] ?? {});
  assert.equal(mails().length, 3);
  assert.deepEqual((await sent()).hosts, ['localhost']);
  names.set(host, { alias: 'localhost' });
  product.clock.move({ hours: 1 });
  await hourly();
  assert.equal((await owner.api.trackingDomain.show(here)).domain?.state, 'used');
  assert.deepEqual((await sent()).hosts, [host]);
});

test('By one click under the host somebody leaves, without a session', async () => {
  const leave = (await sent()).paths.find((path) => path.startsWith('/leave/')) ?? '';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const left = await ask(leave, { method: 'POST', body: 'List-Unsubscribe=One-Click', headers });
  assert.deepEqual([left.status, left.headers['set-cookie']], [200, undefined]);
  assert.equal((await asOwner(product.databaseUrl, 'select 1 from suppressions where workspace_id = $1', [workspaceId])).length, 1);
});

test('Only who may change the workspace names a host, and one that was removed is used no more', async () => {
  await assert.rejects(foreign.visitor.api.trackingDomain.name({ ...here, host: 'taken.example.org' }), { status: 404 });
  await assert.rejects(owner.api.trackingDomain.name({ ...here, host: 'localhost' }), { status: 400 });
  await owner.api.trackingDomain.remove(here);
  assert.equal((await owner.api.trackingDomain.show(here)).domain, null);
  assert.equal(await mayHaveCertificate(host), false);
  await assert.rejects(owner.api.trackingDomain.remove(here), { status: 404 });
});
