import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { samplePassword } from '../../sandbox/mail-server/accounts.ts';
import { unsubscribeUrlOf } from '../../server/modules/leaving/index.ts';
import { openMailbox } from '../../server/modules/mailboxes/index.ts';
import { createRunner } from '../../server/modules/outreach/index.ts';
import { readId } from '../../server/platform/ids.ts';
import { createSmtp } from '../../server/providers/smtp/hand-over.ts';
import { asOwner } from '../harness/database.ts';
import { setUp } from '../harness/people.ts';
import { until } from '../harness/processes.ts';
import { startProduct } from '../harness/product.ts';
import { deliveryStates, plantRecipients, plantRunning, plantSmtpMailbox } from '../harness/sending.ts';

const product = await startProduct();
const { workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const { tools, sandbox } = product.app;
const server = sandbox?.mailServer ?? assert.fail('There is no mail server to send through.');
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);

/** Asked before each message is handed over, and before it is written. */
let gate = () => Promise.resolve();
let desk = () => Promise.resolve();
const smtp = createSmtp({ allow: [`${server.host}:${String(server.port)}`], ourName: 'localhost' });
const runner = createRunner(tools, {
  sender: {
    handOver: (mailbox, message) => gate().then(() => smtp.handOver(mailbox, message)),
    release: (mailbox) => smtp.release(mailbox),
  },
  open: (where, mailboxId) => openMailbox(tools, { gmail: undefined as never, renewing: new Map() }, where, mailboxId),
  unsubscribeUrl: (of) => desk().then(() => unsubscribeUrlOf(tools, product.url, of)),
});
after(async () => {
  await runner.stop();
  smtp.stop();
});
beforeEach(() => look("update outreach_campaigns set state = 'finished' where state = 'running'"));

let number = 0;
async function campaignOf(count: number, steps: Parameters<typeof plantRunning>[3]) {
  const address = `sender${String(++number)}@mail.test`;
  server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
  const mailboxId = await plantSmtpMailbox(
    product,
    workspaceId,
    { host: server.host, port: server.port, password: samplePassword },
    { address },
  );
  const campaignId = await plantRunning(product, workspaceId, [mailboxId], steps);
  await plantRecipients(product, workspaceId, campaignId, { count });
  const sent = () => server.outbox.messages().filter(({ sender }) => sender === address);
  return { campaignId, sent };
}

const oneClick = (url: string) =>
  fetch(url, {
    method: 'POST',
    body: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    redirect: 'manual',
  });

test('the link in the header of a message that really arrived leaves with one click, and no second step comes', async () => {
  const { campaignId, sent } = await campaignOf(2, { steps: [{}, { delayHours: 48 }] });
  await runner.runOnce();
  const message = sent().find(({ recipients }) => recipients.includes('r1@people.example.org'));
  const headers = message?.raw.split(/\r?\n\r?\n/)[0]?.replace(/\r?\n[ \t]+/g, ' ') ?? '';
  const [, url = ''] = /^List-Unsubscribe: <(https?:[^>]+)>$/im.exec(headers) ?? [];
  assert.match(headers, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/im);
  assert.match(url, new RegExp(`^${product.url}/leave/[A-Za-z0-9_-]+$`));
  assert.ok(message?.email.text?.includes(url) && message.email.html?.includes(url), 'the link is seen, too');
  assert.equal((await oneClick(url)).status, 200);
  product.clock.move({ hours: 48 });
  await runner.runOnce();
  assert.deepEqual(
    sent()
      .map(({ recipients }) => recipients[0])
      .sort(),
    ['r1@people.example.org', 'r2@people.example.org', 'r2@people.example.org'],
  );
  const [row] = await look("select state, reason from enrolments where campaign_id = $1 and email like 'r1@%'", [campaignId]);
  assert.deepEqual(row, { state: 'stopped', reason: 'unsubscribed' });
});

test('a message that waited before it was handed over stays here once its recipient has left, and its mailbox has its place back', async () => {
  await look('delete from suppressions where workspace_id = $1', [workspaceId]);
  const { campaignId, sent } = await campaignOf(2, { steps: [{}] });
  const [one] = await look('select id, email from enrolments where campaign_id = $1 and seq = 1', [campaignId]);
  const release = Promise.withResolvers<undefined>();
  let waiting = 0;
  desk = () => ((waiting += 1), release.promise);
  const running = runner.runOnce();
  await until('both are claimed', () => Promise.resolve(waiting === 2));
  const url = unsubscribeUrlOf(tools, product.url, { workspaceId, campaignId, enrolmentId: String(one?.id), email: String(one?.email) });
  assert.equal((await oneClick(url)).status, 200);
  product.clock.move({ seconds: 2 });
  release.resolve(undefined);
  await running;
  desk = () => Promise.resolve();
  assert.deepEqual(await deliveryStates(product.databaseUrl, campaignId), { accepted: 1, skipped: 1 });
  assert.equal(sent().length, 1);
  const [uses] = await look(
    'select sum(u.messages)::int as n from mailbox_uses u join outreach_mailboxes m on m.mailbox_id = u.mailbox_id where m.campaign_id = $1',
    [campaignId],
  );
  assert.equal(uses?.n, 1);
  const [recipient] = await look('select state, reason from enrolments where id = $1', [one?.id]);
  assert.deepEqual(recipient, { state: 'stopped', reason: 'unsubscribed' });
});

test('while a campaign is sent everybody leaves, one after another: whatever had not begun before the answer never begins', async () => {
  const people = 60;
  const { campaignId, sent } = await campaignOf(people, { steps: [{}] });
  await look('delete from suppressions where workspace_id = $1', [workspaceId]);
  const rows = (await look('select id, email from enrolments where campaign_id = $1 order by seq desc', [campaignId])).map(
    ({ id, email }) => ({
      enrolmentId: String(id),
      email: String(email),
    }),
  );
  // A message goes on each time somebody has left, so that sending and leaving go side by side.
  const held: (() => void)[] = [];
  let open = false;
  gate = () => (open ? Promise.resolve() : new Promise((resolve) => held.push(resolve)));
  const running = runner.runOnce();
  const begun = async (enrolmentId: string) =>
    (await look("select id from outreach_deliveries where enrolment_id = $1 and state <> 'skipped'", [enrolmentId])).length;
  const atAnswer = new Map<string, number>();
  const lanes = Array.from({ length: 4 }, async () => {
    for (let who = rows.shift(); who; who = rows.shift()) {
      assert.equal((await oneClick(unsubscribeUrlOf(tools, product.url, { workspaceId, campaignId, ...who }))).status, 200);
      atAnswer.set(who.enrolmentId, await begun(who.enrolmentId));
      held.shift()?.();
    }
  });
  await Promise.all(lanes);
  open = true;
  for (const go of held) go();
  await running;
  for (const [enrolmentId, before] of atAnswer) assert.equal(await begun(enrolmentId), before);
  const begunInTime = [...atAnswer.values()].filter((count) => count > 0).length;
  assert.ok(begunInTime > 0 && begunInTime < people, `${String(begunInTime)} of ${String(people)} had begun`);
  assert.equal(sent().length, begunInTime);
  // One may have been taken up and laid down again, because its person left meanwhile.
  const { skipped: _, ...left } = await deliveryStates(product.databaseUrl, campaignId);
  assert.deepEqual(left, { accepted: begunInTime });
  await product.app.jobs.find(({ name }) => name === 'steer-campaigns')?.run({});
  const [campaign] = await look('select state from outreach_campaigns where id = $1', [campaignId]);
  assert.equal(campaign?.state, 'finished');
});
