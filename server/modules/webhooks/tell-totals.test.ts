import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { addCampaign, newPerson, publishedCampaign, sendLetter, type Scene } from '../../../test/harness/advocacy.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { invite, stranger, Visitor } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';

interface Heard {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A server of an organisation: it keeps what it hears and answers as its script says. */
async function receiver() {
  const heard: Heard[] = [];
  const answers = new Map<string, (number | 'never' | 'last')[]>();
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      for (const answerNow of waiting.splice(0)) answerNow();
      heard.push({ path, headers: request.headers, body: Buffer.concat(parts).toString() });
      const answer = answers.get(path)?.shift() ?? 204;
      if (answer === 'never') request.socket.destroy();
      // Answers after somebody else was heard.
      else if (answer === 'last') waiting.push(() => response.writeHead(204).end());
      else response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, answers, at: (path: string) => heard.filter((one) => one.path === path) };
}

const { port, answers, at } = await receiver();
const product = await startProduct({ settings: { OUTBOUND_ALLOW: `127.0.0.1:${String(port)}`, SESSION_HOURS: '720' } });
const scene = await publishedCampaign(product);
const { owner, workspaceId, campaignId } = scene;
const elsewhere = await stranger(product);
const agent = await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });
const add = (path: string, visitor = owner, workspace = workspaceId) =>
  visitor.api.webhooks.add({ workspaceId: workspace, url: `http://127.0.0.1:${String(port)}${path}` });
const tell = () => product.app.jobs.find(({ name }) => name === 'tell-totals')!.run({});
const shown = async (id: string) => (await owner.api.webhooks.list({ workspaceId })).webhooks.find((one) => one.id === id);
const countsIn = ({ body }: Heard) =>
  (JSON.parse(body) as { data: { campaigns: { id: string; counts: Record<string, number> }[] } }).data.campaigns;

let people = 0;
/** One more supporter sends a letter: the totals change. */
async function oneMore(where: Scene = scene): Promise<void> {
  people += 1;
  const person = newPerson(where, `canary.supporter${String(people)}@gmail.test`, { displayName: 'Canary Sample' });
  await sendLetter(where, new Visitor(product), person);
}

test('after letters the totals are told, signed, with nothing about a person, and not again while nothing changes', async () => {
  const { id, secret } = await add('/totals');
  await oneMore();
  await tell();
  const [message, more] = at('/totals');
  assert.ok(message && !more);
  const stamp = String(message.headers['webhook-timestamp']);
  const messageId = String(message.headers['webhook-id']);
  assert.ok(Math.abs(Number(stamp) * 1000 - product.clock.now().getTime()) < 1000, stamp);
  assert.match(messageId, /^msg_[0-9a-f]{32}$/);
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  assert.equal(key.length, 32);
  const signature = createHmac('sha256', key).update(`${messageId}.${stamp}.${message.body}`).digest('base64');
  assert.equal(message.headers['webhook-signature'], `v1,${signature}`);
  assert.deepEqual(JSON.parse(message.body), {
    type: 'campaign.totals',
    timestamp: product.clock.now().toISOString(),
    data: {
      campaigns: [
        {
          id: campaignId,
          name: 'Keep the ford open',
          state: 'published',
          counts: { participations: 1, accepted: 1, failed: 0, skipped: 0, uncertain: 0, opened: 0 },
        },
      ],
    },
  });
  assert.doesNotMatch(JSON.stringify(message), /canary|gmail\.test|@|falk|Sample|Ward 4/i);
  await tell();
  product.clock.move({ days: 2 });
  await tell();
  assert.equal(at('/totals').length, 1);
  await oneMore();
  await tell();
  assert.equal(countsIn(at('/totals')[1]!)[0]?.counts.participations, 2);
  assert.notEqual(at('/totals')[1]?.headers['webhook-id'], messageId);
  const row = await shown(id);
  assert.deepEqual([row?.lastStatus, row?.lastTriedAt], [204, product.clock.now().toISOString()]);
  await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});

test('a message that was not taken comes again under the same id and in the same words, after pauses that grow', async () => {
  const { id } = await add('/flaky');
  answers.set('/flaky', [500, 'never', 503]);
  const heardAfter = async (seconds: number) => {
    product.clock.move({ seconds });
    await tell();
    return at('/flaky').length;
  };
  assert.equal(await heardAfter(0), 1);
  assert.equal((await shown(id))?.lastStatus, 500);
  assert.equal(await heardAfter(4), 1);
  assert.equal(await heardAfter(1), 2);
  assert.equal((await shown(id))?.lastStatus, null, 'no answer came');
  await oneMore();
  assert.equal(await heardAfter(299), 2);
  assert.equal(await heardAfter(1), 3);
  assert.equal(await heardAfter(29 * 60), 3);
  assert.equal(await heardAfter(60), 4);
  const first = at('/flaky')[0];
  for (const again of at('/flaky')) {
    assert.equal(again.headers['webhook-id'], first?.headers['webhook-id']);
    assert.equal(again.body, first?.body);
  }
  assert.notEqual(at('/flaky')[3]?.headers['webhook-timestamp'], first?.headers['webhook-timestamp']);
  assert.equal(await heardAfter(0), 5, 'what changed meanwhile follows');
  assert.notEqual(at('/flaky')[4]?.headers['webhook-id'], first?.headers['webhook-id']);
  await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});

test('a receiver that answers 410 hears nothing more, and the list says so', async () => {
  const { id } = await add('/gone');
  answers.set('/gone', [410]);
  await tell();
  await oneMore();
  product.clock.move({ days: 1 });
  await tell();
  assert.equal(at('/gone').length, 1);
  assert.equal((await shown(id))?.lastStatus, 410);
  await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});

test('who takes nothing for five days is told nothing more; a day less and it still is', async () => {
  const { id } = await add('/broken');
  answers.set(
    '/broken',
    Array.from({ length: 40 }, () => 500),
  );
  await tell();
  const began = product.clock.now().getTime();
  while (product.clock.now().getTime() - began < 4 * 86_400_000) {
    product.clock.move({ hours: 24 });
    await tell();
  }
  assert.equal((await shown(id))?.lastStatus, 500);
  product.clock.move({ hours: 24 });
  await tell();
  const tries = at('/broken').length;
  assert.equal((await shown(id))?.lastStatus, 410);
  await oneMore();
  product.clock.move({ days: 9 });
  await tell();
  assert.equal(at('/broken').length, tries);
  await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});

test('a redirect is not followed, and a private address without permission is never spoken to', async () => {
  const redirected = await add('/moved');
  answers.set('/moved', [302]);
  const closed = createServer(() => assert.fail('the guard let it through'))
    .listen(0, '127.0.0.1')
    .unref();
  await once(closed, 'listening');
  const forbidden = `http://127.0.0.1:${String((closed.address() as AddressInfo).port)}/hook`;
  const refused = await owner.api.webhooks.add({ workspaceId, url: forbidden });
  const literal = await owner.api.webhooks.add({ workspaceId, url: 'https://169.254.169.254/latest' });
  await tell();
  closed.close();
  assert.equal(at('/elsewhere').length, 0);
  assert.equal((await shown(redirected.id))?.lastStatus, 302);
  for (const { id } of [refused, literal]) {
    const row = await shown(id);
    assert.deepEqual([row?.lastStatus, row?.lastTriedAt !== null], [null, true]);
  }
  for (const { id } of [redirected, refused, literal]) await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});

test('a receiver that does not answer keeps no other waiting', async () => {
  const slow = await add('/slow');
  // It is older, so its turn comes first.
  product.clock.move({ seconds: 1 });
  const hooks = [slow, await add('/quick')];
  answers.set('/slow', ['last']);
  await tell();
  assert.deepEqual([at('/slow').length, at('/quick').length], [1, 1]);
  for (const { id } of hooks) assert.equal((await shown(id))?.lastStatus, 204);
  for (const { id } of hooks) await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});

test('two processes that tell at once tell once', async () => {
  const { id } = await add('/twice');
  await Promise.all([tell(), tell(), tell()]);
  assert.equal(at('/twice').length, 1);
  await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});

test('a workspace hears of its own campaigns and of no other', async () => {
  const mine = await add('/mine');
  const theirs = await add('/theirs', elsewhere.visitor, elsewhere.workspaceId);
  await tell();
  assert.equal(at('/theirs').length, 0, 'there is nothing to tell yet');
  const me = await elsewhere.visitor.api.account.me();
  const other = await addCampaign(
    { product, owner: elsewhere.visitor, workspaceId: elsewhere.workspaceId, path: `/c/${me.workspaces[0]?.slug ?? ''}/` },
    'weir',
  );
  await oneMore(other);
  await tell();
  assert.deepEqual(
    countsIn(at('/theirs')[0]!).map(({ id, counts }) => [id, counts.participations]),
    [[other.campaignId, 1]],
  );
  assert.deepEqual(
    at('/mine').flatMap((message) => countsIn(message).map(({ id }) => id)),
    [campaignId],
  );
  await assert.rejects(elsewhere.visitor.api.webhooks.remove({ workspaceId: elsewhere.workspaceId, webhookId: mine.id }), { status: 404 });
  await assert.rejects(elsewhere.visitor.api.webhooks.list({ workspaceId }), { status: 404 });
  await owner.api.webhooks.remove({ workspaceId, webhookId: mine.id });
  await elsewhere.visitor.api.webhooks.remove({ workspaceId: elsewhere.workspaceId, webhookId: theirs.id });
});

test('a workspace has at most ten, also when they are added at once; the secret is shown once and kept sealed', async () => {
  const made = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => add(`/many${String(index)}`)));
  assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 10);
  const { webhooks } = await owner.api.webhooks.list({ workspaceId });
  assert.equal(webhooks.length, 10);
  assert.doesNotMatch(JSON.stringify(webhooks), /whsec|secret/);
  const rows = await asOwner(product.databaseUrl, 'select secret_sealed from webhooks');
  const secrets = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value.secret] : []));
  for (const { secret_sealed } of rows)
    for (const secret of secrets) assert.equal((secret_sealed as Buffer).includes(Buffer.from(secret.slice(6), 'base64')), false);
  for (const { id } of webhooks) await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});

test('adding and removing are for who may change the workspace, and both are written down', async () => {
  await assert.rejects(add('/agent', agent), { status: 403 });
  await assert.rejects(owner.api.webhooks.add({ workspaceId, url: 'http://example.org/hook' }), { status: 400 });
  const actions = (await owner.api.evidence.audit({ workspaceId, limit: 200 })).entries.map(({ action }) => action);
  const count = (action: string) => actions.filter((one) => one === action).length;
  assert.ok(count('webhook.added') >= 10);
  assert.equal(count('webhook.added'), count('webhook.removed'));
});
