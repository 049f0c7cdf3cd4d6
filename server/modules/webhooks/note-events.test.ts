import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shapeOf } from '../../../shared/contract/webhook-shapes.ts';
import { exampleOf, webhookEventNames, isAboutRecipient, type WebhookEvent } from '../../../shared/webhook-events.ts';
import { startComingBack } from '../../../test/harness/coming-back.ts';
import { invite, password, Visitor } from '../../../test/harness/people.ts';
import { plantRecipients, plantRunning } from '../../../test/harness/sending.ts';
import { receiver, type Heard } from '../../../test/harness/receiver.ts';
import { showId } from '../../platform/ids.ts';
import { eraseEnrolments } from '../outreach/held/erase-enrolments.ts';
import { doubtTeamMail, recoverClaims } from '../outreach/sending/recover-claims.ts';
import { settleUncertain } from '../outreach/sending/settle-uncertain.ts';
import { unsubscribeUrlOf } from '../leaving/unsubscribe-url.ts';
import { refuseUnlessMayRead } from './change-webhook.ts';
import { noteEvents } from './note-events.ts';

const hall = await receiver();
const scene = await startComingBack({ OUTBOUND_ALLOW: `127.0.0.1:${String(hall.port)}`, SESSION_HOURS: '720' });
const { product, owner, shown: workspaceId, workspaceId: row, written, answer, bounce, arrives, runner, look, latest, mailboxId } = scene;
const { tools, teller } = product.app;
const named = (webhookId: string) => ({ workspaceId, webhookId });
async function addProven(path: string, more: { events?: WebhookEvent[]; withAddresses?: boolean } = {}): Promise<string> {
  const events = webhookEventNames.filter((name) => name !== 'participation.totals');
  const { id } = await owner.api.webhooks.add({ workspaceId, url: hall.url(path), events, ...more });
  await owner.api.webhooks.prove(named(id));
  return id;
}
await addProven('/everything');
await addProven('/addresses', { withAddresses: true });
const chosen = await addProven('/chosen', { events: ['reply.received'] });
const kept = async () => Number((await look('select count(*)::int as n from webhook_events'))[0]?.['n']);

let heardBefore = 0;
/** What was told since the last look. */
async function news(path = '/everything'): Promise<Heard[]> {
  await teller.runOnce();
  const all = hall.at(path);
  const some = path === '/everything' ? all.slice(heardBefore) : all;
  if (path === '/everything') heardBefore = all.length;
  return some;
}
const typesOf = (heard: readonly Heard[]) => heard.map(({ said }) => said.type);

test('what becomes of messages is told by numbers, and with addresses only where that was chosen', async () => {
  const [one] = await written(1);
  assert.ok(one);
  const [message, ...more] = await news();
  assert.equal(more.length, 0);
  assert.deepEqual(message?.said, {
    type: 'delivery.accepted',
    version: 1,
    timestamp: product.clock.now().toISOString(),
    data: {
      campaign: { id: showId('outreach', one.campaignId), kind: 'outreach' },
      enrolment: showId('enrolment', one.id),
      step: 1,
    },
  });
  assert.doesNotMatch(JSON.stringify(message), /@|Robin/);
  assert.equal(hall.at('/addresses')[0]?.said.data['address'], one.email);
  assert.equal(hall.at('/chosen').length, 0);
  const log = JSON.stringify(await look('select * from webhook_events'));
  assert.ok(log.length > 100 && !log.includes(one.email), 'no address is kept for it');
});

test('an answer, a bounce and a wish to leave are told once each', async () => {
  const [answers, bounces, leaves] = await written(3);
  assert.ok(answers && bounces && leaves);
  await news();
  await arrives(answer(answers, 'Yes, gladly.'));
  assert.deepEqual(typesOf(await news()), ['reply.received']);
  await product.app.reader.runOnce();
  assert.deepEqual(typesOf(await news()), []);
  await arrives(bounce(bounces, '5.1.1', '550 5.1.1 No such user'));
  const [bounced] = await news();
  assert.deepEqual([bounced?.said.type, bounced?.said.data['severity']], ['recipient.bounced', 'hard']);
  const of = { workspaceId: row, campaignId: leaves.campaignId, enrolmentId: leaves.id, email: leaves.email };
  const path = new URL(unsubscribeUrlOf(tools, product.url, of)).pathname;
  for (let press = 0; press < 2; press++)
    await new Visitor(product).request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
  const left = (await news()).filter(({ said }) => said.type !== 'campaign.finished');
  assert.deepEqual(
    left.map(({ said }) => [said.type, said.data['enrolment']]),
    [['recipient.left', showId('enrolment', leaves.id)]],
  );
  assert.equal(hall.at('/chosen').length, 1);
  assert.equal(hall.at('/chosen')[0]?.said.type, 'reply.received');
});

test('who leaves by an answer is told for each campaign in which they end by it', async () => {
  const [one] = await written(1);
  assert.ok(one);
  const elsewhere = await plantRunning(product, row, [mailboxId], { state: 'paused', pausedBecause: 'member' });
  await plantRecipients(product, row, elsewhere, { count: 1, from: latest() });
  await news();
  await arrives(answer(one, 'Please remove me from your list.'));
  const left = (await news()).filter(({ said }) => said.type === 'recipient.left');
  assert.equal(left.length, 2);
  // They are about two things, and so in any order.
  assert.deepEqual(
    new Map(left.map(({ said }) => [(said.data['campaign'] as { id: string }).id, said.data['step']])),
    new Map([
      [showId('outreach', one.campaignId), 1],
      [showId('outreach', elsewhere), null],
    ]),
  );
});

test('campaigns that a restored copy pauses are told as paused', async () => {
  const [one] = await written(1);
  assert.ok(one);
  await news();
  await doubtTeamMail(tools);
  const told = (await news()).map(({ said }) => said);
  assert.deepEqual(
    told.map(({ type, data }) => [type, data]),
    [['campaign.paused', { campaign: { id: showId('outreach', one.campaignId), kind: 'outreach' }, because: 'restored' }]],
  );
});

test('what nobody knows is told as uncertain, and as settled once somebody found out', async () => {
  const [one] = await written(1);
  assert.ok(one);
  await news();
  await look(
    "update outreach_deliveries set state = 'sending', fence = gen_random_uuid(), lease_ends_at = $1 where enrolment_id = $2",
    product.clock.now(),
    one.id,
  );
  await recoverClaims(tools);
  const [uncertain] = await news();
  assert.deepEqual([uncertain?.said.type, uncertain?.said.data['reason']], ['delivery.uncertain', 'interrupted']);
  const became = { campaignId: one.campaignId, enrolmentId: one.id, step: 1, became: 'accepted' } as const;
  await settleUncertain(tools, { kind: 'job' }, row, became);
  const [settled] = await news();
  assert.deepEqual([settled?.said.type, settled?.said.data['became']], ['delivery.settled', 'accepted']);
});

test('who may not be written to is told as skipped, and the campaign as finished after it', async () => {
  const [one] = await written(1, { steps: [{}] });
  assert.ok(one);
  const heard = typesOf(await news());
  assert.deepEqual(heard.slice(0, 1), ['delivery.accepted']);
  await look("update outreach_campaigns set state = 'running', finished_at = null where id = $1", one.campaignId);
  await plantRecipients(product, row, one.campaignId, { count: 1, from: 9000 });
  await owner.api.suppressions.suppress({ workspaceId, email: 'r9000@people.example.org', reason: 'asked' });
  await runner.runOnce();
  await product.app.jobs.find(({ name }) => name === 'steer-campaigns')!.run({});
  const after = await news();
  const ofSkipped = after.find(({ said }) => said.type === 'delivery.skipped');
  assert.equal(ofSkipped?.said.data['reason'], 'suppressed');
  assert.ok(typesOf(after).includes('campaign.finished'));
});

test('a team campaign is told as launched, paused, resumed, and finished, in this order', async () => {
  await news();
  const { id: outreachId } = await owner.api.outreach.create({ workspaceId, name: 'Partners' });
  const team = { workspaceId, outreachId };
  const mailboxes = (await owner.api.mailboxes.list({ workspaceId })).mailboxes.map(({ id }) => id);
  const texts = [{ variant: 'a', weight: 1, subject: 'The ford', html: '<p>The ford is closing.</p>' }];
  await owner.api.outreach.saveSteps({ ...team, steps: [{ delayHours: 0, sameThread: false, texts }] });
  await owner.api.outreach.change({ ...team, mailboxes });
  await owner.api.outreach.addRecipients({ ...team, rows: 'launched@example.org' });
  await owner.api.outreach.launch(team);
  for (const state of ['paused', 'running', 'finished'] as const) await owner.api.outreach.setState({ ...team, state });
  const told = (await news()).filter(({ said }) => said.type.startsWith('campaign.'));
  assert.deepEqual(
    told.map(({ said }) => [said.type, (said.data['campaign'] as { id: string }).id]),
    ['campaign.launched', 'campaign.paused', 'campaign.resumed', 'campaign.finished'].map((type) => [type, outreachId]),
  );
  assert.equal(told[1]?.said.data['because'], 'member');
});

test('what is rolled back was never told', async () => {
  const before = await kept();
  await assert.rejects(
    tools.database.inWorkspace(row, async (tx) => {
      await noteEvents(tools, tx, row, [{ type: 'campaign.paused', campaign: { kind: 'outreach', id: row } }]);
      throw new Error('rolled back');
    }),
    /rolled back/,
  );
  assert.equal(await kept(), before);
});

test('who is erased is in no event any more, waiting or told', async () => {
  hall.always.set('/everything', 503);
  const [one, other] = await written(2);
  assert.ok(one && other);
  const about = async (id: string) =>
    (await look('select state from webhook_events where enrolment_id = $1 or about = $1 order by number', id)).map(({ state }) => state);
  assert.ok((await about(one.id)).length >= 2);
  await tools.database.inInstallation('recipient', (tx) => eraseEnrolments(tools, tx, one.email));
  assert.deepEqual(await about(one.id), []);
  assert.ok((await about(other.id)).length >= 2);
  hall.always.delete('/everything');
  product.clock.move({ hours: 1 });
  const told = await news();
  assert.ok(!JSON.stringify(told).includes(showId('enrolment', one.id)));
});

test('events hold their month: a second younger they stay, a second older they are gone', async () => {
  const before = await kept();
  assert.ok(before > 5);
  const [{ latest } = {}] = await look('select max(happened_at) as latest from webhook_events');
  const keep = () => product.app.jobs.find(({ name }) => name === 'keep-promises')!.run({});
  product.clock.set(new Date((latest as Date).getTime() + 30 * 86_400_000 - 1000));
  await keep();
  assert.ok((await kept()) > 0);
  product.clock.set(new Date((latest as Date).getTime() + 30 * 86_400_000));
  await keep();
  assert.equal(await kept(), 0);
});

test('addresses are let out only by who may read contacts, and the audit says that they were', async () => {
  assert.throws(() => refuseUnlessMayRead({ role: 'viewer' }, true), { code: 'contacts_not_readable' });
  refuseUnlessMayRead({ role: 'viewer' }, false);
  await owner.api.account.signIn({ email: 'owner@example.org', password });
  const changed = await owner.api.webhooks.change({ ...named(chosen), withAddresses: true, events: ['recipient.left', 'recipient.left'] });
  assert.deepEqual([changed.withAddresses, changed.events], [true, ['recipient.left']]);
  const { entries } = await owner.api.evidence.audit({ workspaceId, limit: 50 });
  assert.ok(
    entries.some(({ action, details }) => action === 'webhook.changed' && (details as Record<string, unknown>)['withAddresses'] === true),
  );
  const agent = await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });
  await assert.rejects(agent.api.webhooks.change({ ...named(chosen), withAddresses: true }), { status: 403 });
});

test('each event has its shape and an example that fits it, and what was told fits too', () => {
  for (const name of webhookEventNames) {
    assert.ok(shapeOf(name).safeParse(exampleOf(name).data).success, name);
  }
  const told = hall.at('/addresses');
  assert.ok(told.length > 8);
  for (const { said } of told) {
    assert.deepEqual(shapeOf(said.type as WebhookEvent).safeParse(said.data).error?.issues ?? [], [], said.type);
    assert.equal('address' in said.data, isAboutRecipient(said.type));
  }
});
