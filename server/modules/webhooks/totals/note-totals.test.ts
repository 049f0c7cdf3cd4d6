import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCampaign, newPerson, publishedCampaign, sendLetter, type Scene } from '../../../../test/harness/advocacy.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { invite, stranger, Visitor } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { isSignedWith, receiver, type Heard } from '../../../../test/harness/receiver.ts';

const hall = await receiver();
const product = await startProduct({ settings: { OUTBOUND_ALLOW: `127.0.0.1:${String(hall.port)}`, SESSION_HOURS: '720' } });
const scene = await publishedCampaign(product);
const { owner, workspaceId, campaignId } = scene;
const elsewhere = await stranger(product);
const agent = await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });
const add = (path: string, visitor = owner, workspace = workspaceId) =>
  visitor.api.webhooks.add({ workspaceId: workspace, url: hall.url(path) });
async function addProven(path: string, visitor = owner, workspace = workspaceId) {
  const made = await add(path, visitor, workspace);
  await visitor.api.webhooks.prove({ workspaceId: workspace, webhookId: made.id });
  return made;
}
const tell = async () => {
  await product.app.jobs.find(({ name }) => name === 'tell-totals')!.run({});
  await product.app.teller.runOnce();
};
const shown = async (id: string) => (await owner.api.webhooks.list({ workspaceId })).webhooks.find((one) => one.id === id);
const countsIn = ({ said }: Heard) => said.data['campaigns'] as { id: string; counts: Record<string, number> }[];

let people = 0;
/** One more supporter sends a letter: the totals change. */
async function oneMore(where: Scene = scene): Promise<void> {
  people += 1;
  const person = newPerson(where, `canary.supporter${String(people)}@gmail.test`, { displayName: 'Canary Sample' });
  await sendLetter(where, new Visitor(product), person);
}

test('after letters the totals are told, signed, with nothing about a person, and not again while nothing changes', async () => {
  const { id, secret } = await addProven('/totals');
  await oneMore();
  await tell();
  const [message, more] = hall.at('/totals');
  assert.ok(message && !more);
  const stamp = String(message.headers['webhook-timestamp']);
  const messageId = String(message.headers['webhook-id']);
  assert.ok(Math.abs(Number(stamp) * 1000 - product.clock.now().getTime()) < 1000, stamp);
  assert.match(messageId, /^evt_[0-9a-f]{32}$/);
  assert.ok(isSignedWith(secret, message));
  assert.deepEqual(message.said, {
    type: 'participation.totals',
    version: 1,
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
  assert.equal(hall.at('/totals').length, 1);
  await oneMore();
  await tell();
  assert.equal(countsIn(hall.at('/totals')[1]!)[0]?.counts.participations, 2);
  assert.notEqual(hall.at('/totals')[1]?.headers['webhook-id'], messageId);
  const row = await shown(id);
  assert.deepEqual([row?.lastStatus, row?.lastTriedAt], [204, product.clock.now().toISOString()]);
  await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});

test('while totals were not taken no others pile up; what changed meanwhile follows them', async () => {
  const { id } = await addProven('/flaky');
  hall.answers.set('/flaky', [500]);
  await tell();
  await oneMore();
  await tell();
  assert.equal(hall.at('/flaky').length, 1);
  assert.equal((await shown(id))?.waiting, 1);
  product.clock.move({ seconds: 7 });
  await tell();
  const [first, again, ...more] = hall.at('/flaky');
  assert.deepEqual([again?.body, again?.headers['webhook-id']], [first?.body, first?.headers['webhook-id']]);
  await tell();
  assert.equal(hall.at('/flaky').length, 3, 'what changed meanwhile');
  assert.equal(more.length, 0);
  await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});

test('what a copy of before had not told when it was upgraded is told', async () => {
  const { id } = await addProven('/before');
  await tell();
  await asOwner(product.databaseUrl, `update webhooks set message_id = gen_random_uuid(), message_body = '{}'`);
  await tell();
  assert.equal(hall.at('/before').length, 2);
  await tell();
  assert.equal(hall.at('/before').length, 2);
  await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});

test('a workspace hears of its own campaigns and of no other', async () => {
  const mine = await addProven('/mine');
  const theirs = await addProven('/theirs', elsewhere.visitor, elsewhere.workspaceId);
  await tell();
  assert.equal(hall.at('/theirs').length, 0, 'there is nothing to tell yet');
  const me = await elsewhere.visitor.api.account.me();
  const other = await addCampaign(
    { product, owner: elsewhere.visitor, workspaceId: elsewhere.workspaceId, path: `/c/${me.workspaces[0]?.slug ?? ''}/` },
    'weir',
  );
  await oneMore(other);
  await tell();
  assert.deepEqual(
    countsIn(hall.at('/theirs')[0]!).map(({ id, counts }) => [id, counts.participations]),
    [[other.campaignId, 1]],
  );
  assert.deepEqual(
    hall.at('/mine').flatMap((message) => countsIn(message).map(({ id }) => id)),
    [campaignId],
  );
  await assert.rejects(elsewhere.visitor.api.webhooks.remove({ workspaceId: elsewhere.workspaceId, webhookId: mine.id }), { status: 404 });
  await assert.rejects(elsewhere.visitor.api.webhooks.prove({ workspaceId: elsewhere.workspaceId, webhookId: mine.id }), { status: 404 });
  await assert.rejects(elsewhere.visitor.api.webhooks.events({ workspaceId: elsewhere.workspaceId, webhookId: mine.id }), { status: 404 });
  await assert.rejects(elsewhere.visitor.api.webhooks.list({ workspaceId }), { status: 404 });
  await owner.api.webhooks.remove({ workspaceId, webhookId: mine.id });
  await elsewhere.visitor.api.webhooks.remove({ workspaceId: elsewhere.workspaceId, webhookId: theirs.id });
});

test('a workspace has at most ten, also when they are added at once; the secret is shown once and kept sealed', async () => {
  const made = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => add(`/many${String(index)}`)));
  assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 10);
  const { webhooks } = await owner.api.webhooks.list({ workspaceId });
  assert.equal(webhooks.length, 10);
  assert.doesNotMatch(JSON.stringify(webhooks), /whsec/);
  const rows = await asOwner(product.databaseUrl, 'select secret_sealed from webhooks');
  const secrets = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value.secret] : []));
  for (const { secret_sealed } of rows)
    for (const secret of secrets) assert.equal((secret_sealed as Buffer).includes(Buffer.from(secret.slice(6), 'base64')), false);
  await tell();
  assert.equal(hall.at('/many0').length, 0, 'nothing is told before an address is proven');
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

test('an event of a removed webhook is deleted, at the latest within a minute', async () => {
  const { id } = await addProven('/left-over');
  await tell();
  await owner.api.webhooks.remove({ workspaceId, webhookId: id });
  const count = async () => Number((await asOwner(product.databaseUrl, 'select count(*)::int as n from webhook_events'))[0]?.['n']);
  assert.equal(await count(), 0);
  await asOwner(
    product.databaseUrl,
    `insert into webhook_events (workspace_id, id, webhook_id, type, happened_at, waits_since)
     select workspace_id, gen_random_uuid(), gen_random_uuid(), 'webhook.test', now(), now() from workspaces limit 1`,
  );
  await tell();
  assert.equal(await count(), 0);
});
