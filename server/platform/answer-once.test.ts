import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../test/harness/database.ts';
import { password, setUp, stranger, Visitor } from '../../test/harness/people.ts';
import { startProduct } from '../../test/harness/product.ts';

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
