import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asOwner } from '../harness/database.ts';
import { consentInBrowser } from '../harness/mailboxes.ts';
import { setUp } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const account = 'push@letters.iam.gserviceaccount.example';
const product = await startProduct({
  settings: { GOOGLE_PUBSUB_TOPIC: 'projects/letters/topics/mail', GOOGLE_PUBSUB_ACCOUNT: account },
});
const { owner, workspaceId } = await setUp(product);
const { google, microsoft } = product.app.sandbox ?? assert.fail('There is no sandbox.');
const rows = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const ada = 'ada.sample@gmail.test';
const carla = 'carla.sample@outlook.test';
const paths = { gmail: '/hooks/google-mail', outlook: '/hooks/microsoft-mail' };
const here = (path: string) => `http://127.0.0.1:${String(product.port)}${path}`;

for (const [provider, one] of [
  ['gmail', ada],
  ['outlook', carla],
] as const) {
  const asked = { workspaceId, provider, mode: 'send_and_read', timeZone: 'UTC' } as const;
  assert.equal((await consentInBrowser(owner, asked, { account: one })).status, 303);
}

const job = product.app.jobs.find(({ name }) => name === 'watch-mailboxes') ?? assert.fail();
const watches = () =>
  rows(
    `select m.provider, w.watch_id, w.secret_hash, w.watched_until, w.next_at, w.failed from mail_watches w join mailboxes m on m.id = w.mailbox_id
     order by m.provider`,
  );
const watchOf = async (provider: 'gmail' | 'outlook') => (await watches()).find((row) => row.provider === provider) ?? assert.fail();

/** Puts every reading off to the next minute, and says which mailboxes are due after something happened. */
async function woken(happens: () => Promise<unknown>): Promise<unknown[]> {
  await rows('update mailbox_readings set next_at = $1', [new Date(product.clock.now().getTime() + 60_000)]);
  await happens();
  const due = await rows(
    'select m.provider from mailbox_readings r join mailboxes m on m.id = r.mailbox_id where r.next_at <= $1 order by m.provider',
    [product.clock.now()],
  );
  return due.map(({ provider }) => provider);
}
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(here(path), { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const audience = `${product.url}${paths.gmail}`;
const pushed = async (to = { account, audience }) => (await google.push(ada, to)) ?? assert.fail('Gmail does not watch.');

test('mailboxes that may be read are watched, once, and again before that ends', async () => {
  await product.app.reader.runOnce();
  await job.run({});
  const [first] = [await watches()];
  assert.deepEqual(
    first.map(({ provider, failed }) => [provider, failed]),
    [
      ['gmail', 0],
      ['outlook', 0],
    ],
  );
  assert.ok(first.every(({ watched_until: until }) => (until as Date) > product.clock.now()));
  const outlook = await watchOf('outlook');
  assert.ok(typeof outlook.watch_id === 'string' && (outlook.secret_hash as Buffer).length === 32);
  await job.run({});
  assert.deepEqual(await watches(), first, 'nothing is due');
  product.clock.move({ hours: 13 });
  await job.run({});
  const later = await watchOf('outlook');
  assert.deepEqual([later.watch_id, later.secret_hash], [outlook.watch_id, outlook.secret_hash], 'prolonged, not made anew');
  assert.ok((later.watched_until as Date) > (outlook.watched_until as Date));
  product.clock.move({ days: 3 });
  await job.run({});
  const anew = await watchOf('outlook');
  assert.notEqual(anew.watch_id, later.watch_id, 'what had ended is asked for anew');
  assert.notDeepEqual(anew.secret_hash, later.secret_hash);
});

describe('Google tells of mail', () => {
  test('its word wakes the mailbox that it names, and no other', async () => {
    const { authorization, body } = await pushed();
    assert.deepEqual(await woken(async () => assert.equal((await post(paths.gmail, body, { authorization })).status, 202)), ['gmail']);
  });

  test('nothing is believed without Google’s signature for this address by this account', async () => {
    const { authorization, body } = await pushed();
    const [head = '', claims = '', signature = ''] = authorization.split('.');
    const stolen = Buffer.from(JSON.stringify({ email: account, email_verified: true, aud: audience })).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const wrong = [
      undefined,
      'Bearer x',
      `${head}.${stolen}.${signature}`,
      `Bearer ${none}.${claims}.`,
      `Bearer ${none}.${claims}.${signature}`,
      (await pushed({ account: 'other@letters.iam.gserviceaccount.example', audience })).authorization,
      (await pushed({ account, audience: 'https://elsewhere.example.org/hooks/google-mail' })).authorization,
    ];
    for (const one of wrong) {
      const awake = await woken(async () => {
        const { status } = await post(paths.gmail, body, one === undefined ? {} : { authorization: one });
        assert.equal(status, 401, one ?? 'none');
      });
      assert.deepEqual(awake, []);
    }
    product.clock.move({ hours: 2 });
    assert.equal((await post(paths.gmail, body, { authorization })).status, 401, 'a token ends');
  });

  test('a word that says nothing is taken and forgotten, whatever is in it', async () => {
    const { authorization } = await pushed();
    const of = (data: string) => JSON.stringify({ message: { data: Buffer.from(data).toString('base64') } });
    const bodies = ['', '[]', '{"message":{}}', of('no json'), of('{"emailAddress":"nobody@gmail.test"}'), of('{"emailAddress":{"x":1}}')];
    for (const body of [...bodies, of(JSON.stringify({ emailAddress: carla }))]) {
      const awake = await woken(async () => assert.equal((await post(paths.gmail, body, { authorization })).status, 202, body));
      assert.deepEqual(awake, [], body);
    }
  });
});

describe('Microsoft tells of mail', () => {
  const notes = (event?: Parameters<typeof microsoft.notify>[1]) => {
    const [note] = microsoft.notify(carla, event);
    return note ?? assert.fail('Outlook does not watch.');
  };

  test('its word wakes the mailbox that it names, and no other', async () => {
    const { url, body } = notes();
    assert.equal(url, `${product.url}${paths.outlook}`);
    assert.deepEqual(await woken(async () => assert.equal((await post(paths.outlook, body)).status, 202)), ['outlook']);
  });

  test('nothing is believed without the secret that it was given', async () => {
    const { body } = notes();
    const spoilt = [/"clientState":"[^"]*"/, /"subscriptionId":"[^"]*"/].map((part) =>
      body.replace(part, (text) => text.replace(/:".*/, ':"x"')),
    );
    for (const one of [...spoilt, body.replace(/"clientState":"[^"]*",/, '')])
      assert.deepEqual(await woken(async () => assert.equal((await post(paths.outlook, one)).status, 202)), []);
    for (const one of ['', '[]', '{"value":{}}', '{"value":[{"subscriptionId":1}]}'])
      assert.deepEqual(await woken(async () => assert.equal((await post(paths.outlook, one)).status, 401, one)), []);
  });

  test('what was missed is read, what ends soon is prolonged, and what ended is asked for anew', async () => {
    const before = await watchOf('outlook');
    assert.deepEqual(await woken(() => post(paths.outlook, notes('missed').body)), ['outlook']);
    product.clock.move({ minutes: 5 });
    await post(paths.outlook, notes('reauthorizationRequired').body);
    await job.run({});
    const prolonged = await watchOf('outlook');
    assert.equal(prolonged.watch_id, before.watch_id);
    assert.ok((prolonged.watched_until as Date) > (before.watched_until as Date));
    await post(paths.outlook, notes('subscriptionRemoved').body);
    assert.deepEqual([(await watchOf('outlook')).watch_id, (await watchOf('outlook')).watched_until], [null, null]);
    await job.run({});
    const anew = await watchOf('outlook');
    assert.ok(anew.watch_id !== null && anew.watch_id !== before.watch_id);
    assert.deepEqual(await woken(() => post(paths.outlook, notes().body)), ['outlook']);
  });

  test('an address answers for itself with the very token, as text and nothing else', async () => {
    const asked = (token: string) => post(`${paths.outlook}?validationToken=${encodeURIComponent(token)}`, '');
    const token = 'Validation: Testing <b>client</b> reachability & more+%';
    const answer = await asked(token);
    assert.deepEqual([answer.status, await answer.text()], [200, token]);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    for (const wrong of ['', 'a\r\nb', 'ü', 'x'.repeat(2001)]) assert.equal((await asked(wrong)).status, 400);
    assert.equal((await post(`${paths.gmail}?validationToken=x`, '')).status, 401, 'only Microsoft asks for this');
  });
});

test('a provider that does not tell is asked again, ever more seldom, and mailboxes are read all the same', async () => {
  const failing = async () => {
    await rows('update mail_watches set next_at = $1', [product.clock.now()]);
    google.script(ada, { fault: 'userRateLimitExceeded', at: 'watch' });
    microsoft.script(carla, { fault: 'ErrorAccessDenied', at: 'watch' });
    await job.run({});
    return (await watches()).map(({ failed, next_at: next }) => [
      failed,
      ((next as Date).getTime() - product.clock.now().getTime()) / 3_600_000,
    ]);
  };
  assert.deepEqual(await failing(), [
    [1, 1],
    [1, 1],
  ]);
  assert.deepEqual(await failing(), [
    [2, 2],
    [2, 2],
  ]);
  await rows('update mailbox_readings set next_at = $1, read_at = null', [product.clock.now()]);
  await product.app.reader.runOnce();
  const [{ read } = { read: 0 }] = await rows('select count(*)::int as read from mailbox_readings where read_at is not null');
  assert.equal(read, 2);
});

test('a mailbox that is disconnected leaves nothing of this behind', async () => {
  for (const { id, address } of (await owner.api.mailboxes.list({ workspaceId })).mailboxes)
    await owner.api.mailboxes.disconnect({ workspaceId, mailboxId: id, address });
  assert.deepEqual(await watches(), []);
});
