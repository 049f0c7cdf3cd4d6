import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { asOwner } from '../../../test/harness/database.ts';
import { setUp } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { isSignedWith, receiver, type Answer } from '../../../test/harness/receiver.ts';
import { readId } from '../../platform/ids.ts';
import { noteEvents } from './note-events.ts';
import { echoIn } from './prove-webhook.ts';

const hall = await receiver();
const product = await startProduct({ settings: { OUTBOUND_ALLOW: `127.0.0.1:${String(hall.port)}`, SESSION_HOURS: '720' } });
const { owner, workspaceId } = await setUp(product);
const row = readId('workspace', workspaceId);
const add = (path: string) => owner.api.webhooks.add({ workspaceId, url: hall.url(path), events: ['campaign.launched'] });
const named = (webhookId: string) => ({ workspaceId, webhookId });
const shown = async (id: string) => (await owner.api.webhooks.list({ workspaceId })).webhooks.find((one) => one.id === id);
const happens = () =>
  product.app.tools.database.inWorkspace(row, (tx) =>
    noteEvents(product.app.tools, tx, row, [{ type: 'campaign.launched', campaign: { kind: 'outreach', id: row } }]),
  );
const kept = async () => Number((await asOwner(product.databaseUrl, 'select count(*)::int as n from webhook_events'))[0]?.['n']);

test('before an address gave its challenge back nothing is kept for it and nothing is told', async () => {
  const { id, secret, provenAt } = await add('/proof');
  assert.equal(provenAt, null);
  await happens();
  await product.app.teller.runOnce();
  assert.equal(await kept(), 0);
  await assert.rejects(owner.api.webhooks.test(named(id)), { status: 409 });
  const proven = await owner.api.webhooks.prove(named(id));
  assert.equal(proven.provenAt, product.clock.now().toISOString());
  const [challenge, ...more] = hall.challengesAt('/proof');
  assert.ok(challenge && more.length === 0 && isSignedWith(secret, challenge));
  await happens();
  await product.app.teller.runOnce();
  assert.deepEqual(
    hall.at('/proof').map(({ said }) => said.type),
    ['campaign.launched'],
  );
  await owner.api.webhooks.remove(named(id));
});

const challengeOf = (path: string) => String(hall.challengesAt(path).at(-1)?.said.data['challenge']);
const notProofs: [string, Answer][] = [
  ['a number alone', 200],
  ['a redirect', 302],
  ['nothing', 'never'],
  ['what came in', (response) => response.writeHead(200).end(hall.challengesAt('/none').at(-1)?.body)],
  ['another challenge', (response) => response.writeHead(200).end('{"challenge":"abc"}')],
  ['the challenge with a refusal', (response) => response.writeHead(500).end(challengeOf('/none'))],
  ['the challenge among much else', (response) => response.writeHead(200).end(`<p>${challengeOf('/none')}</p>`)],
  ['the challenge as a list', (response) => response.writeHead(200).end(JSON.stringify({ challenge: [challengeOf('/none')] }))],
  ['far too much', (response) => response.writeHead(200).end(challengeOf('/none').padEnd(200_000))],
];
for (const [what, answer] of notProofs)
  test(`who answers a challenge with ${what} has proven nothing, and is told so`, async () => {
    const { id } = await add('/none');
    hall.answers.set('/none', [answer]);
    await assert.rejects(owner.api.webhooks.prove(named(id)), { status: 422 });
    assert.equal((await shown(id))?.provenAt, null);
    await owner.api.webhooks.remove(named(id));
  });

test('plain text is a proof as well, and each challenge is another', async () => {
  const { id } = await add('/plain');
  hall.answers.set('/plain', [(response) => response.writeHead(200).end(`${challengeOf('/plain')}\n`)]);
  await owner.api.webhooks.prove(named(id));
  await owner.api.webhooks.prove(named(id));
  const [one, other] = hall.challengesAt('/plain');
  assert.notEqual(one?.said.data['challenge'], other?.said.data['challenge']);
  assert.equal(echoIn('"abc"'), 'abc');
  assert.equal(echoIn('null'), '');
  await owner.api.webhooks.remove(named(id));
});

test('a private address is not asked for its challenge', async () => {
  const closed = createServer(() => assert.fail('the guard let it through'))
    .listen(0, '127.0.0.1')
    .unref();
  await once(closed, 'listening');
  const port = String((closed.address() as AddressInfo).port);
  for (const url of [`http://127.0.0.1:${port}/hook`, 'https://169.254.169.254/latest', 'https://[::ffff:169.254.169.254]/']) {
    const { id } = await owner.api.webhooks.add({ workspaceId, url });
    await assert.rejects(owner.api.webhooks.prove(named(id)), { status: 422 });
    await owner.api.webhooks.remove(named(id));
  }
  closed.close();
});

test('while a secret is changed both sign, for a day and not a second longer; by hand it ends at once', async () => {
  const { id, secret: first } = await add('/rotated');
  await owner.api.webhooks.prove(named(id));
  const { secret: second, oldSecretUntil } = await owner.api.webhooks.rotate(named(id));
  assert.notEqual(first, second);
  const until = new Date(oldSecretUntil ?? 0);
  const signedBy = async () => {
    await happens();
    await product.app.teller.runOnce();
    const last = hall.at('/rotated').at(-1)!;
    return [first, second].map((secret) => isSignedWith(secret, last));
  };
  assert.deepEqual(await signedBy(), [true, true]);
  product.clock.set(new Date(until.getTime() - 1000));
  assert.deepEqual(await signedBy(), [true, true]);
  product.clock.set(until);
  assert.deepEqual(await signedBy(), [false, true]);
  assert.equal((await shown(id))?.oldSecretUntil, null);
  await product.app.jobs.find(({ name }) => name === 'tell-totals')!.run({});
  assert.deepEqual(await asOwner(product.databaseUrl, 'select old_secret_sealed, old_secret_until from webhooks'), [
    { old_secret_sealed: null, old_secret_until: null },
  ]);
  const { secret: third } = await owner.api.webhooks.rotate(named(id));
  await owner.api.webhooks.endOldSecret(named(id));
  assert.deepEqual(await signedBy(), [false, false]);
  assert.ok(isSignedWith(third, hall.at('/rotated').at(-1)!));
  const [sealed] = await asOwner(product.databaseUrl, 'select secret_sealed from webhooks');
  assert.equal((sealed?.['secret_sealed'] as Buffer).includes(Buffer.from(third.slice(6), 'base64')), false);
  await owner.api.webhooks.remove(named(id));
});

test('a test event goes the way of all others and stands in the log', async () => {
  const { id } = await add('/test');
  await owner.api.webhooks.prove(named(id));
  const { id: eventId } = await owner.api.webhooks.test(named(id));
  await product.app.teller.runOnce();
  const [message] = hall.at('/test');
  assert.deepEqual([message?.said.type, message?.headers['webhook-id']], ['webhook.test', eventId]);
  const { events } = await owner.api.webhooks.events(named(id));
  assert.deepEqual(
    events.map(({ id: one, state, status, tries }) => [one, state, status, tries]),
    [[eventId, 'told', 204, 1]],
  );
  await owner.api.webhooks.remove(named(id));
});
