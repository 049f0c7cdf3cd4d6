import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, newPerson, outbox, publishedCampaign, sendLetter, toConfirm } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const scene = await publishedCampaign(await startProduct());
const { product } = scene;
const began = product.clock.now();
const rows = async (text: string) => Number((await asOwner(product.databaseUrl, `select count(*)::int as many from ${text}`))[0]?.many);
const runSchedules = async () => {
  for (const job of product.app.jobs.filter(({ schedule }) => schedule !== undefined)) await job.run({});
};
const sentBy = (account: string) => outbox(scene).filter(({ sender }) => sender === account).length;
const openFlows = () => rows("supporter_flows where step <> 'settled' and draft_sealed is not null");

test('the clock jumps back two hours: nothing is sent again, nothing ends early, and who is about to confirm may', async () => {
  await sendLetter(scene, new Visitor(product), newPerson(scene, 'before@gmail.test'));
  const waiting = new Visitor(product);
  const { fields } = await toConfirm(scene, waiting, newPerson(scene, 'waiting@gmail.test'));
  product.clock.move({ hours: -2 });
  await runSchedules();
  assert.equal(await openFlows(), 1, 'a flow from the future is not over');
  assert.equal((await waiting.post('/letter/confirm', fields)).status, 303);
  assert.equal((await waiting.post('/letter/confirm', fields)).status, 303, 'pressed again');
  await runSchedules();
  product.clock.move({ hours: 2 });
  await runSchedules();
  assert.deepEqual([sentBy('before@gmail.test'), sentBy('waiting@gmail.test')], [1, 1]);
  assert.deepEqual((await countsOf(scene)).accepted, 2);
});

test('the clock jumps forward 49 hours, 91 days and 400 days: what is over is gone at once, what is not stays, and nothing is sent', async () => {
  const sentBefore = outbox(scene).length;
  const late = new Visitor(product);
  const { fields } = await toConfirm(scene, late, newPerson(scene, 'late@gmail.test'));
  const participations = await rows('participations');
  assert.ok(participations >= 2);
  product.clock.move({ hours: 49 });
  assert.notEqual(
    (await late.post('/letter/confirm', fields)).headers.get('location'),
    '/letter/status',
    'a press after its 48 hours sends nothing',
  );
  await runSchedules();
  assert.equal(await openFlows(), 0);
  assert.equal(await rows('participations'), participations, 'three months are not over');
  const recipients = await rows('campaign_recipients');
  product.clock.move({ days: 91 });
  await runSchedules();
  assert.equal(await rows('participations'), 0);
  assert.equal(await rows('campaign_recipients'), recipients, 'the campaign goes on, and with it who it is for');
  product.clock.move({ days: 400 });
  await runSchedules();
  assert.equal(await rows('audit_origins'), 0);
  assert.equal(await rows('sessions'), 0);
  assert.equal(outbox(scene).length, sentBefore);
  product.clock.set(began);
});

/** Sends one letter; while it is on its way a process whose clock differs by so many seconds looks for what was abandoned. Gives its state. */
async function sendBeside(account: string, seconds: number): Promise<unknown> {
  product.clock.move({ seconds: 1 });
  const visitor = new Visitor(product);
  const { fields } = await toConfirm(scene, visitor, newPerson(scene, account));
  const google = product.app.sandbox?.google;
  assert.ok(google);
  const accept = google.outbox.accept.bind(google.outbox);
  google.outbox.accept = async (message) => {
    product.clock.move({ seconds });
    await runSchedules();
    product.clock.move({ seconds: -seconds });
    return accept(message);
  };
  await visitor.post('/letter/confirm', fields);
  google.outbox.accept = accept;
  assert.equal(sentBy(account), 1);
  const [delivery] = await asOwner(product.databaseUrl, 'select state from deliveries order by planned_at desc, id desc limit 1');
  return delivery?.state;
}

test('beside a process whose clock is five minutes off, a letter leaves once and is never called lost', async () => {
  assert.equal(await sendBeside('behind@gmail.test', -300), 'accepted');
  assert.equal(await sendBeside('ahead@gmail.test', 110), 'accepted', 'a lease bears almost two minutes');
  // Beyond the lease nobody may know better than the clock that is ahead: uncertain, and what comes later writes nothing over it.
  assert.equal(await sendBeside('far.ahead@gmail.test', 300), 'uncertain');
});
