import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { samplePassword } from '../../../../sandbox/mail-server/accounts.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { publishedCampaign } from '../../../../test/harness/advocacy.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import {
  deliveryStates,
  plantRecipients,
  plantRunning,
  plantSmtpMailbox,
  smtpRunner,
  type PlantedMailbox,
} from '../../../../test/harness/sending.ts';
import { readId } from '../../../platform/ids.ts';
import { setMailboxes } from '../store.ts';

const { product, workspaceId: shownWorkspace } = await publishedCampaign(await startProduct());
const workspaceId = readId('workspace', shownWorkspace);
const server = product.app.sandbox!.mailServer;
const { databaseUrl, clock } = product;
const newRunner = () => smtpRunner(product.app.tools, [`${server.host}:${server.port}`]);
let runner = newRunner();
after(() => runner.stop());

beforeEach(() => asOwner(databaseUrl, "update outreach_campaigns set state = 'finished' where state = 'running'"));

let number = 0;
async function newMailbox(given: PlantedMailbox = {}): Promise<{ id: string; address: string }> {
  const address = `sender${(number += 1)}@mail.test`;
  server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
  const opened = { host: server.host, port: server.port, password: samplePassword };
  return { id: await plantSmtpMailbox(product, workspaceId, opened, { address, ...given }), address };
}
const sentBy = (address: string) =>
  server.outbox
    .messages()
    .filter(({ sender }) => sender === address)
    .reverse();

test('Two steps leave once each, the second in the thread of the first, and everybody is finished', async () => {
  const mailbox = await newMailbox();
  const campaignId = await plantRunning(product, workspaceId, [mailbox.id], {
    steps: [{ subject: 'The ford, {{ first_name }}' }, { delayHours: 48 }],
  });
  await plantRecipients(product, workspaceId, campaignId, { count: 3 });
  const wake = await runner.runOnce();
  assert.equal(sentBy(mailbox.address).length, 3);
  assert.deepEqual(wake, new Date(clock.now().getTime() + 48 * 3_600_000));
  await runner.runOnce();
  assert.equal(sentBy(mailbox.address).length, 3, 'nothing leaves before it is due');
  clock.set(wake);
  await runner.runOnce();
  const sent = sentBy(mailbox.address);
  assert.equal(sent.length, 6);
  const [first, second] = sent.filter(({ recipients }) => recipients.includes('r2@people.example.org'));
  assert.ok(first && second);
  assert.equal(second.email.subject, 'Re: The ford, Robin 2');
  assert.equal(second.email.inReplyTo, first.email.messageId);
  assert.equal(second.email.references, first.email.messageId);
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 6 });
  const rows = await asOwner(
    databaseUrl,
    'select distinct state, next_step, ended_at is not null as ended from enrolments where campaign_id = $1',
    [campaignId],
  );
  assert.deepEqual(rows, [{ state: 'finished', next_step: 2, ended: true }]);
  const counts = await asOwner(
    databaseUrl,
    'select step, sum(accepted)::int as n from outreach_counts where campaign_id = $1 group by step order by step',
    [campaignId],
  );
  assert.deepEqual(counts, [
    { step: 1, n: 3 },
    { step: 2, n: 3 },
  ]);
});

test('A message that was accepted is noted with its mailbox, and a parking that ended by itself is forgotten, so that the next trouble is told', async () => {
  const [rested, parked] = [await newMailbox(), await newMailbox()];
  const now = clock.now();
  const park = "update mailboxes set parked_at = $2, parked_because = 'unreachable', parked_until = $2, owner_told_at = $2 where id = $1";
  await asOwner(databaseUrl, park, [rested.id, now]);
  const later = new Date(now.getTime() + 3_600_000);
  await asOwner(databaseUrl, park, [parked.id, later]);
  const campaignId = await plantRunning(product, workspaceId, [rested.id, parked.id]);
  await plantRecipients(product, workspaceId, campaignId, { count: 2 });
  await runner.runOnce();
  const stateOf = 'select last_accepted_at, parked_because, parked_until, owner_told_at from mailboxes where id = $1';
  assert.deepEqual(await asOwner(databaseUrl, stateOf, [rested.id]), [
    { last_accepted_at: now, parked_because: null, parked_until: null, owner_told_at: null },
  ]);
  const [held] = await asOwner(databaseUrl, stateOf, [parked.id]);
  assert.deepEqual([held?.last_accepted_at, held?.parked_because, held?.owner_told_at], [null, 'unreachable', later]);
});

test('A mailbox that was taken out of a campaign still sends the follow-ups of its threads, and nothing to anybody new; then the campaign ends', async () => {
  const [taken, kept] = [await newMailbox(), await newMailbox()];
  const campaignId = await plantRunning(product, workspaceId, [taken.id], { steps: [{}, { delayHours: 24 }] });
  await plantRecipients(product, workspaceId, campaignId, { count: 2 });
  await runner.runOnce();
  await asOwner(databaseUrl, 'update outreach_campaigns set launched_at = $2 where id = $1', [campaignId, clock.now()]);
  await product.app.tools.database.inWorkspace(workspaceId, (tx) => setMailboxes(tx, workspaceId, campaignId, [kept.id]));
  await plantRecipients(product, workspaceId, campaignId, { count: 2, from: 3 });
  clock.move({ hours: 24 });
  await runner.runOnce();
  assert.deepEqual([sentBy(taken.address).length, sentBy(kept.address).length], [4, 2]);
});

test('Who waits for a thread whose mailbox is gone is stopped with the reason, and is not waited for', async () => {
  const mailbox = await newMailbox();
  const campaignId = await plantRunning(product, workspaceId, [mailbox.id], { steps: [{}, { delayHours: 24 }] });
  await plantRecipients(product, workspaceId, campaignId, { count: 2 });
  await runner.runOnce();
  await asOwner(databaseUrl, 'delete from mailboxes where id = $1', [mailbox.id]);
  await product.app.jobs.find(({ name }) => name === 'steer-campaigns')?.run({});
  const rows = await asOwner(databaseUrl, 'select distinct state, reason from enrolments where campaign_id = $1', [campaignId]);
  assert.deepEqual(rows, [{ state: 'stopped', reason: 'no_mailbox' }]);
  assert.deepEqual(await asOwner(databaseUrl, 'select state from outreach_campaigns where id = $1', [campaignId]), [{ state: 'finished' }]);
});

const wall = (at: Date, zone: string) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

/** Runs as long as something leaves within a span of time, as time goes on. */
async function runFor(hours: number): Promise<void> {
  const end = new Date(clock.now().getTime() + hours * 3_600_000);
  for (let wake = await runner.runOnce(); wake && wake <= end; wake = await runner.runOnce()) clock.set(wake);
  clock.set(end);
}

test('A mailbox at its limit waits until a day has passed over what it sent: 35 at 16:00 and 5 at 01:00 are 40 until 16:05', async () => {
  const mailbox = await newMailbox({ dailyLimit: 40 });
  clock.set(new Date('2027-03-01T16:00:00Z'));
  const first = await plantRunning(product, workspaceId, [mailbox.id]);
  await plantRecipients(product, workspaceId, first, { count: 35 });
  await runner.runOnce();
  clock.set(new Date('2027-03-02T01:00:00Z'));
  await plantRecipients(product, workspaceId, first, { count: 50, from: 1001 });
  const wake = await runner.runOnce();
  assert.equal(sentBy(mailbox.address).length, 40);
  assert.deepEqual(wake, new Date('2027-03-02T16:05:00Z'));
  clock.set(new Date(wake.getTime() - 1));
  await runner.runOnce();
  assert.equal(sentBy(mailbox.address).length, 40);
  clock.set(wake);
  await runner.runOnce();
  assert.equal(sentBy(mailbox.address).length, 75);
});

test('A gap with its jitter stands between two messages, and holds over a restart of the runner', async () => {
  const mailbox = await newMailbox({ gapSeconds: 60, gapJitterSeconds: 30 });
  const campaignId = await plantRunning(product, workspaceId, [mailbox.id]);
  await plantRecipients(product, workspaceId, campaignId, { count: 12 });
  const times: number[] = [];
  for (let turn = 0; turn < 12; turn++) {
    await runner.stop();
    runner = newRunner();
    const wake = await runner.runOnce();
    times.push(clock.now().getTime());
    assert.equal(sentBy(mailbox.address).length, turn + 1);
    if (wake) clock.set(wake);
  }
  const gaps = times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / 1000);
  assert.ok(
    gaps.every((gap) => gap >= 60 && gap <= 90),
    gaps.join(),
  );
  assert.ok(new Set(gaps.map(Math.round)).size > 3, 'it is not always the same');
});

test('A limit of 0 sends nothing, of 1 one message in 24 hours, and a gap longer than the window one a day', async () => {
  clock.set(new Date('2027-04-05T08:00:00Z'));
  const [none, one, slow] = [
    await newMailbox({ dailyLimit: 0 }),
    await newMailbox({ dailyLimit: 1 }),
    await newMailbox({ gapSeconds: 10 * 3600, opensMinute: 540, closesMinute: 1020 }),
  ];
  for (const { id } of [none, one, slow]) {
    const campaignId = await plantRunning(product, workspaceId, [id]);
    await plantRecipients(product, workspaceId, campaignId, { count: 5 });
  }
  await runFor(50);
  assert.equal(sentBy(none.address).length, 0);
  assert.equal(sentBy(one.address).length, 3, 'at 8:00, and 24 hours and five minutes later each');
  assert.equal(sentBy(slow.address).length, 3, 'at 9:00 on three days');
});

test('Nothing leaves outside the hours of the mailbox and of the campaign, by the recipient’s zone where it goes by that', async () => {
  clock.set(new Date('2027-03-27T00:00:00Z'));
  const mailbox = await newMailbox({ gapSeconds: 900, workingDays: 127, opensMinute: 360, closesMinute: 1200, timeZone: 'Europe/Berlin' });
  const campaignId = await plantRunning(product, workspaceId, [mailbox.id], { byRecipientZone: true, opensMinute: 540, closesMinute: 720 });
  const zones = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'Europe/Kiev', 'America/New_York', 'Mars/Olympus'];
  for (const [index, timeZone] of zones.entries())
    await plantRecipients(product, workspaceId, campaignId, { count: 4, from: index * 10 + 1, timeZone });
  await runFor(72);
  const sent = sentBy(mailbox.address);
  assert.equal(sent.length, 16, 'nine to twelve in Kiritimati and in Pago Pago is night in Berlin');
  for (const { recipients, acceptedAt } of sent) {
    const zone = zones[Math.floor((Number(/\d+/.exec(recipients[0] ?? '')?.[0]) - 1) / 10)] ?? '';
    const there = wall(acceptedAt, zone.startsWith('Mars') ? 'UTC' : zone);
    const here = wall(acceptedAt, 'Europe/Berlin');
    assert.ok(there.hour >= 9 && there.hour < 12 && here.hour >= 6 && here.hour < 20, `${there.toString()} and ${here.toString()}`);
  }
});
