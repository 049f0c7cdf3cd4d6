import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../test/harness/database.ts';
import { parseEmailAddress } from '../../shared/email-address.ts';
import { connectServerMailbox } from '../../test/harness/mailboxes.ts';
import { password, setUp, stranger, Visitor } from '../../test/harness/people.ts';
import { startProduct } from '../../test/harness/product.ts';
import { eraseAddress } from '../modules/recipient-portal/index.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const elsewhere = await stranger(product);
const { token } = await owner.api.workspaces.createToken({ workspaceId, name: 'program' });
const script = new Visitor(product);
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);

let made = 0;
const newKey = () => `key-${++made}`;

interface Asked {
  key: string;
  body?: unknown;
  method?: string;
  path?: string;
  token?: string;
}

/** One call of a program, with a key. */
async function call({ key, body, method = 'POST', path = `/workspaces/${workspaceId}/campaigns`, token: bearer = token }: Asked) {
  const answer = await script.request(`/api${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'idempotency-key': key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as { id: string; data?: { code: string }; message: string },
  };
}

const campaignsCalled = async (name: string) => Number((await look('select count(*) as n from campaigns where name = $1', [name]))[0]?.n);

test('the same call with the same key is done once, and answered the same', async () => {
  const [key, body] = [newKey(), { name: 'Done once' }];
  const first = await call({ key, body });
  const second = await call({ key, body });
  assert.equal(first.status, 200);
  assert.deepEqual(second.body, first.body);
  assert.equal(first.headers.get('idempotent-replayed'), null);
  assert.equal(second.headers.get('idempotent-replayed'), 'true');
  assert.equal(await campaignsCalled('Done once'), 1);
});

test('the fields of a body may come in another order, and the key in quotes', async () => {
  const key = newKey();
  const one = await call({ key, body: { name: 'In any order', subject: 'A bridge' } });
  const other = await call({ key: `"${key}"`, body: { subject: 'A bridge', name: 'In any order' } });
  assert.equal(other.body.id, one.body.id);
});

test('the key, what was changed and the answer come in one transaction', async () => {
  const body = { name: 'In one transaction' };
  await call({ key: newKey(), body });
  const [row] = await look(
    `select k.xmin::text as key, c.xmin::text as campaign from idempotency_keys k, campaigns c
     where c.name = $1 order by k.begun_at desc, k.xmin::text::bigint desc limit 1`,
    [body.name],
  );
  assert.equal(row?.['key'], row?.['campaign']);
});

test('the same key for something else is refused, and nothing is done', async () => {
  const key = newKey();
  await call({ key, body: { name: 'What was meant' } });
  const other = await call({ key, body: { name: 'Something else' } });
  assert.deepEqual([other.status, other.body.data?.code], [422, 'idempotency_key_reused']);
  assert.match(other.body.message, /Nothing was done/);
  assert.equal(await campaignsCalled('Something else'), 0);
});

test('forty at once are one: the others hear the same, or that it is under way', async () => {
  const [key, body] = [newKey(), { name: 'Forty at once' }];
  const answers = await Promise.all(Array.from({ length: 40 }, () => call({ key, body })));
  assert.equal(await campaignsCalled('Forty at once'), 1);
  for (const { status, headers, body: said } of answers) {
    if (status === 200) continue;
    assert.deepEqual([status, said.data?.code], [409, 'still_running']);
    assert.ok(Number(headers.get('retry-after')) >= 1);
  }
  assert.ok(answers.some(({ status }) => status === 200));
  assert.equal((await call({ key, body })).body.id, answers.find(({ status }) => status === 200)?.body.id);
});

test('a key is its caller’s: another token, another person and another workspace know nothing of it', async () => {
  const [key, name] = [newKey(), 'Each their own'];
  await call({ key, body: { name } });
  await owner.api.account.confirm({ password });
  const second = (await owner.api.workspaces.createToken({ workspaceId, name: 'second' })).token;
  const theirs = await elsewhere.visitor.api.workspaces.createToken({ workspaceId: elsewhere.workspaceId, name: 'theirs' });
  const byOther = await call({ key, body: { name }, token: second });
  const there = await call({ key, body: { name }, token: theirs.token, path: `/workspaces/${elsewhere.workspaceId}/campaigns` });
  assert.deepEqual([byOther.status, there.status], [200, 200]);
  assert.equal(await campaignsCalled(name), 3);
});

test('a refusal that changed nothing is not remembered: what was wrong can be put right', async () => {
  const key = newKey();
  const wrong = await call({ key, body: { name: '' } });
  assert.equal(wrong.status, 400);
  const right = await call({ key, body: { name: 'Put right' } });
  assert.equal(right.status, 200);
});

test('what is gone stays answered: a removal that is asked again is no refusal', async () => {
  const { id } = (await call({ key: newKey(), body: { name: 'To be removed' } })).body;
  const key = newKey();
  const body = { name: 'To be removed' };
  const remove = () => call({ key, body, method: 'DELETE', path: `/workspaces/${workspaceId}/campaigns/${id}` });
  const answers = [await remove(), await remove()];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  );
  assert.deepEqual(answers[1]?.body, answers[0]?.body);
});

test('a secret that is shown once is not kept for whoever asks again', async () => {
  await owner.api.account.confirm({ password });
  const headers = { 'content-type': 'application/json', 'idempotency-key': newKey(), origin: product.url };
  const make = () =>
    owner.request(`/api/workspaces/${workspaceId}/tokens`, { method: 'POST', headers, body: JSON.stringify({ name: 'shown once' }) });
  const first = await make();
  assert.equal(first.status, 200);
  const { id, token: secret } = (await first.json()) as { id: string; token: string };
  const second = await make();
  const said = (await second.json()) as { message: string; data: { code: string } };
  assert.deepEqual([second.status, said.data.code], [409, 'answer_withheld']);
  assert.ok(said.message.includes(id) && !said.message.includes(secret));
  const [count] = await look("select count(*) as n from api_tokens where name = 'shown once'");
  assert.equal(Number(count?.['n']), 1);
});

test('what hands out people, or a link that opens something, is kept for nobody, and is done once all the same', async () => {
  await owner.api.contacts.create({ workspaceId, email: 'handed.out@example.org' });
  const { id: campaignId } = await owner.api.campaigns.create({ workspaceId, name: 'Rehearsed' });
  const asked = [
    { path: `/workspaces/${workspaceId}/contact-exports`, body: {} },
    { path: `/workspaces/${workspaceId}/campaigns/${campaignId}/rehearsals`, body: {} },
    { path: `/workspaces/${workspaceId}/text-previews`, body: { subject: 'A', html: '<p>B</p>' } },
  ];
  for (const one of asked) {
    const key = newKey();
    const first = await call({ ...one, key });
    assert.equal(first.status, 200, JSON.stringify(first.body));
    const second = await call({ ...one, key });
    assert.deepEqual([second.status, second.body.data?.code], [409, 'answer_withheld'], one.path);
  }
  const headers = { 'content-type': 'application/json', 'idempotency-key': newKey(), origin: product.url };
  const body = JSON.stringify({ provider: 'gmail', mode: 'send' });
  const consent = () => owner.request(`/api/workspaces/${workspaceId}/mailbox-consents`, { method: 'POST', headers, body });
  assert.deepEqual([(await consent()).status, (await consent()).status], [200, 409]);
});

test('an account ends by a call with a key like by any other; nothing of the key stays, nor what others were answered', async () => {
  const leaving = await stranger(product, 'leaving@example.org');
  assert.equal((await call({ key: newKey(), body: { name: 'Answered before' } })).status, 200);
  const before = (await look('select count(*)::int as n from idempotency_keys'))[0]?.n;
  const headers = { 'content-type': 'application/json', 'idempotency-key': newKey(), origin: product.url };
  const body = JSON.stringify({ email: 'leaving@example.org' });
  const answer = await leaving.visitor.request('/api/account', { method: 'DELETE', headers, body });
  assert.equal(answer.status, 200, await answer.text());
  assert.deepEqual(await look("select 1 from users where email = 'leaving@example.org'"), []);
  assert.equal((await look('select count(*)::int as n from idempotency_keys'))[0]?.n, before);
  assert.deepEqual(await look('select 1 from idempotency_keys where outcome_sealed is not null'), []);
});

test('an erasure takes every answer along, whomever it names, and still nothing is done twice', async () => {
  const one = { key: newKey(), path: `/workspaces/${workspaceId}/contacts`, body: { email: 'erased@example.org', firstName: 'Erased' } };
  assert.equal((await call(one)).status, 200);
  const parsed = parseEmailAddress('erased@example.org');
  assert.ok(parsed.ok);
  await eraseAddress(product.app.tools, { gmail: undefined } as never, { kind: 'command' }, parsed);
  assert.deepEqual(await look('select 1 from idempotency_keys where outcome_sealed is not null'), []);
  product.clock.move({ seconds: 61 });
  const again = await call(one);
  assert.deepEqual([again.status, again.body.data?.code], [409, 'answer_lost']);
  assert.deepEqual(await look("select 1 from contacts where email = 'erased@example.org'"), []);
});

test('a test message goes out once, also where what comes after it breaks and it is asked for again', async () => {
  const { id, address } = await connectServerMailbox(product, owner, { workspaceId });
  const sent = () => product.app.sandbox!.mailServer.outbox.messages().filter(({ sender }) => sender === address).length;
  await look("create function fall() returns trigger language plpgsql as $$ begin raise 'fallen'; end $$");
  await look(
    `create trigger fall before insert on audit_entries for each row when (new.action = 'mailbox.tested') execute function fall()`,
  );
  const one = { key: newKey(), path: `/workspaces/${workspaceId}/mailboxes/${id}/test-messages`, body: {} };
  assert.equal((await call(one)).status, 500);
  assert.equal(sent(), 1);
  await look('drop trigger fall on audit_entries');
  assert.equal((await call(one)).body.data?.code, 'still_running');
  product.clock.move({ seconds: 61 });
  assert.equal((await call(one)).body.data?.code, 'answer_lost');
  assert.equal(sent(), 1);
});

test('a test message that was refused before anything left may be asked for again with its key', async () => {
  const { email } = await owner.api.account.me();
  const { id } = (await owner.api.mailboxes.list({ workspaceId })).mailboxes[0]!;
  const { id: suppressionId } = await owner.api.suppressions.suppress({ workspaceId, email });
  const one = { key: newKey(), path: `/workspaces/${workspaceId}/mailboxes/${id}/test-messages`, body: {} };
  assert.deepEqual([(await call(one)).status, (await call(one)).body.data?.code], [422, 'suppressed']);
  await owner.api.suppressions.release({ workspaceId, suppressionId });
  assert.equal((await call(one)).status, 200);
});

test('a call that broke off with its answer is not repeated, and says where to look', async () => {
  const [key, body] = [newKey(), { name: 'Broken off' }];
  const { body: campaign } = await call({ key, body });
  const { sealer } = product.app.tools;
  const [kept] = await look('select key_hash from idempotency_keys order by xmin::text::bigint desc limit 1');
  const keyHash = kept?.['key_hash'] as Buffer;
  const place = {
    workspaceId: '00000000-0000-0000-0000-000000000000',
    table: 'idempotency_keys',
    rowId: keyHash.toString('hex'),
    column: 'outcome_sealed',
  };
  const [row] = await look('select outcome_sealed from idempotency_keys where key_hash = $1', [keyHash]);
  const { concerns } = JSON.parse(sealer.open(place, row?.['outcome_sealed'] as Buffer)) as { concerns: unknown };
  // As a kill leaves it between the last transaction of a call and its answer.
  await look('update idempotency_keys set outcome_sealed = $2 where key_hash = $1', [
    keyHash,
    sealer.seal(place, JSON.stringify({ concerns })),
  ]);
  assert.equal((await call({ key, body })).body.data?.code, 'still_running');
  product.clock.move({ seconds: 61 });
  const lost = await call({ key, body });
  assert.deepEqual([lost.status, lost.body.data?.code], [409, 'answer_lost']);
  assert.ok(lost.body.message.includes(campaign.id));
  assert.equal(await campaignsCalled('Broken off'), 1);
});

test('after a day a key is forgotten, to its second, and nothing of it stays', async () => {
  const [key, body] = [newKey(), { name: 'For a day' }];
  const { id } = (await call({ key, body })).body;
  product.clock.move({ hours: 23, minutes: 59, seconds: 59 });
  assert.equal((await call({ key, body })).body.id, id);
  product.clock.move({ seconds: 1 });
  assert.notEqual((await call({ key, body })).body.id, id);
  product.clock.move({ days: 1 });
  await product.app.jobs.find(({ name }) => name === 'keep-promises')?.run({});
  assert.deepEqual(await look('select 1 from idempotency_keys'), []);
});

test('nothing that was asked or answered lies open in the database', async () => {
  await call({ key: 'a-key-of-mine', body: { name: 'Lies nowhere open' } });
  const [row] = await look('select string_agg(k::text, $1) as whole from idempotency_keys k', ['']);
  const whole = Buffer.from(String(row?.['whole']));
  for (const text of ['a-key-of-mine', 'Lies nowhere open'])
    for (const shape of [text, Buffer.from(text).toString('hex')]) assert.ok(!whole.includes(shape), text);
});

test('a key that cannot be one is refused in a sentence; one on a reading call means nothing', async () => {
  for (const key of ['x'.repeat(256), 'with space', '""']) {
    const { status, body } = await call({ key, body: { name: 'Malformed' } });
    assert.deepEqual([status, body.data?.code], [400, 'idempotency_key_malformed'], key);
  }
  const reading = { key: newKey(), method: 'GET' };
  assert.deepEqual([(await call(reading)).status, (await call(reading)).headers.get('idempotent-replayed')], [200, null]);
});
