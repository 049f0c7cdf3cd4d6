import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { samplePassword } from '../../sandbox/mail-server/accounts.ts';
import type { FaultName } from '../../sandbox/mail-server/faults.ts';
import { startMailServer } from '../../sandbox/mail-server/index.ts';
import { recoverClaims, settleUncertain, whyNotSent } from '../../server/modules/outreach/index.ts';
import { suppressAddress } from '../../server/modules/suppressions/index.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { installationId, readId } from '../../server/platform/ids.ts';
import { publishedCampaign } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { until } from '../harness/ours.ts';
import { startProduct } from '../harness/product.ts';
import {
  deliveryStates,
  plantRecipients,
  plantRunning,
  plantSmtpMailbox,
  smtpRunner,
  type PlantedMailbox,
  type PlantedStep,
} from '../harness/sending.ts';

const { product, workspaceId: shownWorkspace } = await publishedCampaign(await startProduct());
const workspaceId = readId('workspace', shownWorkspace);
const { databaseUrl, clock, app } = product;
const { tools } = app;
const server = app.sandbox!.mailServer;
const newRunner = (some = tools) => smtpRunner(some, [`${server.host}:${server.port}`]);
let runner = newRunner();
after(() => runner.stop());
beforeEach(async () => {
  await runner.stop();
  runner = newRunner();
  await asOwner(databaseUrl, "update outreach_campaigns set state = 'finished' where state = 'running'");
});

let number = 0;
/** A mailbox with an account at the stand-in, and a running campaign from it with so many recipients. */
async function scene(count: number, given: { mailbox?: PlantedMailbox; steps?: PlantedStep[]; faults?: FaultName[] } = {}) {
  const mailbox = await newMailbox(given.mailbox);
  for (const fault of given.faults ?? []) server.script(mailbox.address, { fault });
  const campaignId = await plantRunning(product, workspaceId, [mailbox.id], given.steps ? { steps: given.steps } : {});
  await plantRecipients(product, workspaceId, campaignId, { count });
  return { mailbox, campaignId };
}
async function newMailbox(given: PlantedMailbox = {}) {
  const address = `faulty${(number += 1)}@mail.test`;
  server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
  const id = await plantSmtpMailbox(
    product,
    workspaceId,
    { host: server.host, port: server.port, password: samplePassword },
    { address, ...given },
  );
  return { id, address };
}
const sentBy = (address: string) => server.outbox.messages().filter(({ sender }) => sender === address);
const one = async (text: string, values: unknown[]) => (await asOwner(databaseUrl, text, values))[0] ?? {};
const mailboxRow = (id: string) => one('select parked_because, parked_until from mailboxes where id = $1', [id]);
const enrolmentOf = (campaignId: string, email: string) =>
  one('select id, state, reason, next_step, mailbox_id from enrolments where campaign_id = $1 and email = $2', [campaignId, email]);

async function runFor(hours: number): Promise<void> {
  const end = new Date(clock.now().getTime() + hours * 3_600_000);
  for (let wake = await runner.runOnce(); wake && wake <= end; wake = await runner.runOnce()) clock.set(wake);
  clock.set(end);
}

test('Whoever was suppressed before the claim is skipped, counted so, and sent nothing; between two steps too', async () => {
  const { mailbox, campaignId } = await scene(3, { steps: [{}, { delayHours: 1 }] });
  const suppress = (email: string) => suppressAddress(tools, { kind: 'command' }, { workspaceId, email, reason: 'asked', userId: null });
  await suppress('r1@people.example.org');
  await runner.runOnce();
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 2, skipped: 1 });
  await suppress('r2@people.example.org');
  await runFor(2);
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 3, skipped: 2 });
  assert.deepEqual(
    sentBy(mailbox.address)
      .map(({ recipients }) => recipients[0])
      .sort(),
    ['r2', 'r3', 'r3'].map((name) => `${name}@people.example.org`),
  );
  assert.partialDeepStrictEqual(await enrolmentOf(campaignId, 'r2@people.example.org'), { state: 'stopped', reason: 'suppressed' });
  assert.equal(Number((await one('select sum(skipped) as n from outreach_counts where campaign_id = $1', [campaignId])).n), 2);
  await asOwner(databaseUrl, 'delete from suppressions');
});

test('Whoever paused what is done with their data keeps their place, and is written to once they let it go on', async () => {
  const { campaignId } = await scene(2, { steps: [{}] });
  const email = 'r1@people.example.org';
  await suppressAddress(tools, { kind: 'command' }, { workspaceId: installationId, email, reason: 'restricted', userId: null });
  await runFor(30);
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 1 });
  assert.partialDeepStrictEqual(await enrolmentOf(campaignId, email), { state: 'waiting', reason: null, next_step: 1 });
  await asOwner(databaseUrl, 'delete from suppressions');
  await runFor(24);
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 2 });
});

test('A copy under quarantine claims nothing', async () => {
  const { campaignId } = await scene(2);
  await asOwner(databaseUrl, "update installation set quarantined_at = now(), quarantined_because = 'copied'");
  await runner.runOnce();
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), {});
  await asOwner(databaseUrl, 'update installation set quarantined_at = null, quarantined_because = null');
  await runner.runOnce();
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 2 });
});

test('A password that is over parks its mailbox, the message goes back, the others go on, and its follow-ups wait for it', async () => {
  const good = await newMailbox();
  const { mailbox, campaignId } = await scene(6, { steps: [{}, { delayHours: 1 }] });
  await runner.runOnce();
  assert.equal(sentBy(mailbox.address).length, 6);
  await asOwner(databaseUrl, 'insert into outreach_mailboxes (workspace_id, campaign_id, mailbox_id) values ($1, $2, $3)', [
    workspaceId,
    campaignId,
    good.id,
  ]);
  await plantRecipients(product, workspaceId, campaignId, { count: 4, from: 101 });
  server.script(mailbox.address, { fault: 'password_changed' });
  server.dropAll();
  await runFor(3);
  assert.deepEqual(await mailboxRow(mailbox.id), { parked_because: 'reconnect', parked_until: null });
  assert.equal(sentBy(mailbox.address).length, 6, 'nothing more left from it');
  assert.equal(sentBy(good.address).length, 8, 'both steps to those whom it wrote to first');
  const waiting = await enrolmentOf(campaignId, 'r1@people.example.org');
  assert.partialDeepStrictEqual(waiting, { state: 'waiting', next_step: 2, mailbox_id: mailbox.id });
  const why = await tools.database.inWorkspace(workspaceId, (tx) =>
    whyNotSent(tools, tx, { workspaceId, campaignId, enrolmentId: String(waiting.id) }),
  );
  assert.deepEqual([why?.because, why?.nextAt], ['parked', null]);
  server.accounts.add({ emailAddress: mailbox.address, displayName: 'Gil Sample' });
  await asOwner(databaseUrl, 'update mailboxes set parked_at = null, parked_because = null where id = $1', [mailbox.id]);
  await runFor(1);
  assert.equal(sentBy(mailbox.address).length, 12, 'connected again, it goes on in its threads');
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 20 });
});

test('A server that asks for patience slows the whole mailbox, longer each time, and every message leaves once in the end', async () => {
  const { mailbox, campaignId } = await scene(6, { faults: ['closing_421', 'closing_421', 'later_451', 'closing_421'] });
  const wake = await runner.runOnce();
  assert.ok(wake && wake.getTime() > clock.now().getTime() + 14_000);
  await runFor(1);
  assert.equal(sentBy(mailbox.address).length, 6);
  assert.equal(new Set(sentBy(mailbox.address).map(({ recipients }) => recipients[0])).size, 6);
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 6 });
  const counted = await one('select sum(messages)::int as n from mailbox_uses where mailbox_id = $1', [mailbox.id]);
  assert.equal(counted.n, 6, 'what was not handed over does not count towards the limit');
});

test('A recipient whose server puts them off waits alone', async () => {
  const { mailbox, campaignId } = await scene(4, { faults: ['greylist_450'] });
  await runner.runOnce();
  assert.equal(sentBy(mailbox.address).length, 3);
  await runFor(1);
  assert.equal(sentBy(mailbox.address).length, 4);
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 4 });
});

test('Who does not exist fails alone; a mailbox whose messages are refused five times in a row is parked', async () => {
  const { mailbox, campaignId } = await scene(30, { faults: ['unknown_550'] });
  await runner.runOnce();
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 29, failed: 1 });
  for (let turn = 0; turn < 9; turn++) server.script(mailbox.address, { fault: 'spam_554' });
  await plantRecipients(product, workspaceId, campaignId, { count: 30, from: 101 });
  await runner.runOnce();
  assert.equal((await mailboxRow(mailbox.id)).parked_because, 'refused');
  const { failed = 0 } = await deliveryStates(databaseUrl, campaignId);
  assert.ok(failed >= 6 && failed <= 10, `${failed} failed`);
});

test('A connection that breaks after the final dot leaves an uncertain message, which nothing sends again and a member settles', async () => {
  const { mailbox, campaignId } = await scene(2, { steps: [{}, { delayHours: 1 }], faults: ['drop_after_accept', 'drop_after_accept'] });
  await runFor(3);
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { uncertain: 2 });
  assert.equal(sentBy(mailbox.address).length, 2);
  const ids = await asOwner(databaseUrl, 'select id from enrolments where campaign_id = $1 order by seq', [campaignId]);
  const settle = (index: number, became: 'accepted' | 'not_sent') =>
    settleUncertain(tools, { kind: 'command' }, workspaceId, { campaignId, enrolmentId: String(ids[index]?.id), step: 1, became });
  await settle(0, 'accepted');
  await settle(1, 'not_sent');
  await assert.rejects(settle(0, 'not_sent'), { kind: 'not_found' });
  await runFor(3);
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 4 });
  assert.deepEqual(
    sentBy(mailbox.address)
      .map(({ recipients }) => recipients[0])
      .sort(),
    ['r1@people.example.org', 'r1@people.example.org', 'r2@people.example.org', 'r2@people.example.org', 'r2@people.example.org'],
  );
  const followUp = sentBy(mailbox.address).find(({ email }) => email.subject?.startsWith('Re:') && email.inReplyTo);
  assert.ok(followUp, 'the thread goes on');
  const counts = await one(
    'select sum(accepted)::int as accepted, sum(uncertain)::int as uncertain from outreach_counts where campaign_id = $1',
    [campaignId],
  );
  assert.deepEqual(counts, { accepted: 4, uncertain: 0 });
});

test('A claim whose process vanished is uncertain after its lease, one second earlier it is not, and its outcome comes too late', async () => {
  const { campaignId } = await scene(1);
  await asOwner(
    databaseUrl,
    `with e as (update enrolments set state = 'sending' where campaign_id = $1 returning workspace_id, campaign_id, id)
     insert into outreach_deliveries (workspace_id, campaign_id, enrolment_id, step, id, variant, text_version, state, attempts, fence, lease_ends_at, claimed_at)
     select workspace_id, campaign_id, id, 1, gen_random_uuid(), 'a', 1, 'sending', 1, gen_random_uuid(), $2::timestamptz + interval '120 s', $2 from e`,
    [campaignId, clock.now()],
  );
  clock.move({ seconds: 119 });
  assert.equal(await recoverClaims(tools), 0);
  clock.move({ seconds: 1 });
  assert.equal(await recoverClaims(tools), 1);
  assert.equal(await recoverClaims(tools), 0);
  await runFor(24);
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { uncertain: 1 });
});

test('Three mailboxes, one at its limit, one refused, one well: the campaign goes on from the third, and everybody is written to once', async () => {
  const [limited, refused, well] = [await newMailbox({ dailyLimit: 3 }), await newMailbox(), await newMailbox({ dailyLimit: 1000 })];
  server.script(refused.address, { fault: 'password_changed' });
  const campaignId = await plantRunning(product, workspaceId, [limited.id, refused.id, well.id]);
  await plantRecipients(product, workspaceId, campaignId, { count: 60 });
  await runner.runOnce();
  assert.deepEqual(await deliveryStates(databaseUrl, campaignId), { accepted: 60 });
  assert.equal(sentBy(refused.address).length, 0);
  assert.ok(sentBy(limited.address).length <= 3);
  assert.equal(sentBy(well.address).length + sentBy(limited.address).length, 60);
});

test('Campaigns share a mailbox fairly', async () => {
  const mailbox = await newMailbox({ dailyLimit: 10 });
  const campaigns = [];
  for (const count of [100, 8, 100]) {
    const campaignId = await plantRunning(product, workspaceId, [mailbox.id]);
    await plantRecipients(product, workspaceId, campaignId, { count });
    campaigns.push(campaignId);
  }
  await runner.runOnce();
  const shares = await Promise.all(campaigns.map(async (id) => (await deliveryStates(databaseUrl, id)).accepted ?? 0));
  assert.equal(
    shares.reduce((sum, share) => sum + share, 0),
    10,
  );
  assert.ok(Math.min(...shares) >= 2 && Math.max(...shares) <= 4, shares.join());
});

test('Pausing and resuming fifty times while lanes are busy: nothing begins after a pause is answered, and each message leaves once', async (t) => {
  const gate = mailGate();
  const slow = await startMailServer({ clock: gate.clock, latencyMilliseconds: 1, accounts: [] });
  t.after(() => slow.stop());
  const ids = [];
  for (let box = 1; box <= 3; box++) {
    const address = `busy${box}@mail.test`;
    slow.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
    ids.push(await plantSmtpMailbox(product, workspaceId, { ...slow, password: samplePassword }, { address }));
  }
  const [turns, lanes] = [50, 12];
  const everybody = (turns + 1) * lanes;
  const campaignId = await plantRunning(product, workspaceId, ids, { launchedAt: new Date(), beganAt: new Date() });
  await plantRecipients(product, workspaceId, campaignId, { count: everybody, dueAt: new Date(Date.now() - 1000) });
  const looks = [0, 0];
  const runners = looks.map((_, which) => {
    const wait = (milliseconds: number) => {
      looks[which]! += 1;
      return systemClock.wait(Math.min(milliseconds, 50));
    };
    return smtpRunner({ ...tools, clock: { ...systemClock, wait } }, [`${slow.host}:${slow.port}`]);
  });
  t.after(async () => {
    gate.open();
    await Promise.all(runners.map((each) => each.stop()));
  });
  for (const each of runners) each.start();
  const setState = (state: string, because: string | null) =>
    asOwner(databaseUrl, 'update outreach_campaigns set state = $2, paused_because = $3 where id = $1', [campaignId, state, because]);
  const begun = async () =>
    Number((await one('select count(*)::int as n from outreach_deliveries where campaign_id = $1', [campaignId])).n);
  for (let turn = 0; turn < turns; turn++) {
    const before = await begun();
    await until('something is begun and on its way', async () => (await begun()) > before && gate.waiting() > 0, 60);
    await setState('paused', 'member');
    const atPause = await begun();
    assert.ok(atPause < everybody, 'it was paused when nothing was left to begin');
    gate.letThrough();
    const seen = [...looks];
    await until('both have looked around', () => looks.every((now, which) => now >= (seen[which] ?? 0) + 2), 60);
    assert.equal(await begun(), atPause, 'a message was begun after the pause was answered');
    await setState('running', null);
  }
  gate.open();
  await until('everybody is written to', async () => (await deliveryStates(databaseUrl, campaignId)).accepted === everybody, 120);
  const recipients = slow.outbox.messages().map(({ recipients: [to] }) => to);
  assert.equal(recipients.length, everybody);
  assert.equal(new Set(recipients).size, everybody);
});

/** What a mail server waits at before it takes a message: those who wait go when they are let through, later ones wait for the next time. */
function mailGate() {
  let [waiting, isOpen] = [[] as (() => void)[], false];
  const wait = () => (isOpen ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve)));
  const letThrough = () => {
    for (const go of waiting) go();
    waiting = [];
  };
  return {
    clock: { ...systemClock, wait },
    waiting: () => waiting.length,
    letThrough,
    open() {
      isOpen = true;
      letThrough();
    },
  };
}
