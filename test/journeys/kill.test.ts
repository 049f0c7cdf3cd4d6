import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { ada, bruno, formFields, sendLetter, type Scene } from '../harness/advocacy.ts';
import { asOwner, freshDatabase } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { newKeys, startCopy, startSandbox, until } from '../harness/processes.ts';
import { publishByScript, scriptFor, standingOf } from '../harness/script.ts';

/** Past the lease of a delivery and the quiet time of a flow. */
const later = 200;
const names = ['Ines Falk', 'Piet Adler', 'Rosa Winter'];

/** Between the product and Gmail: ends the product after the answer to the given letter, before that answer can be passed on. */
let killAfter = Infinity;
let passed = 0;
const gate = createServer((request, response) => {
  pass(request.url ?? '/', request.headers.authorization ?? '', request).then(
    ({ status, text }) => response.writeHead(status, { 'content-type': 'application/json' }).end(text),
    () => response.destroy(),
  );
}).listen(0, '127.0.0.1');
await once(gate, 'listening');
const gateHost = `localhost:${(gate.address() as AddressInfo).port}`;

const [sandbox, database] = await Promise.all([startSandbox(), freshDatabase()]);
let copy = await startCopy({
  ...sandbox.settings,
  GMAIL_API_URL: `http://${gateHost}`,
  OUTBOUND_ALLOW: `${sandbox.settings.OUTBOUND_ALLOW},${gateHost}`,
  DATABASE_URL: database,
  ENCRYPTION_KEYS: newKeys(),
});
const script = await scriptFor(copy);
const campaign = await publishByScript(script, names);
after(() => gate.close());

async function pass(path: string, authorization: string, body: AsyncIterable<Buffer>): Promise<{ status: number; text: string }> {
  const parts = [];
  for await (const part of body) parts.push(part);
  const headers = { authorization, 'content-type': 'message/rfc822' };
  const answer = await fetch(`${sandbox.settings.GMAIL_API_URL}${path}`, { method: 'POST', headers, body: Buffer.concat(parts) });
  const text = await answer.text();
  if (++passed === killAfter) await copy.kill();
  return { status: answer.status, text };
}

const scene = (path = campaign.path) => ({ product: { url: copy.url }, path }) as Scene;
const sent = async () => (await sandbox.outbox()).filter(({ via }) => via === 'gmail').flatMap(({ recipients }) => recipients);
const restarted = () =>
  startCopy({ ...copy.settings, CLOCK_OFFSET_SECONDS: String(Number(copy.settings.CLOCK_OFFSET_SECONDS ?? 0) + later) });
const tokensKept = async () =>
  (
    await asOwner(
      database,
      `select count(*) as flows from supporter_flows
       where coalesce(access_token_sealed, refresh_token_sealed, name_sealed, address_sealed, draft_sealed) is not null`,
    )
  )[0]?.flows;

test('killed between Gmail’s answer and the commit: uncertain, never repeated, and only the unsent letters wait for the supporter', async () => {
  const supporter = new Visitor(copy);
  killAfter = 2;
  await assert.rejects(sendLetter(scene(), supporter, { account: ada }));
  assert.equal(await copy.ended, 137);
  assert.equal((await sent()).length, 2);
  copy = await restarted();
  const standing = await until('the confirmation is ended', async () => {
    const now = await standingOf(script, campaign.campaignId);
    return now.counts.failed === 1 && now;
  });
  assert.deepEqual(standing.counts, { participations: 1, accepted: 1, failed: 1, skipped: 0, uncertain: 1, opened: 0 });
  const uncertain = await standingOf(script, campaign.campaignId, 'uncertain');
  const failed = await standingOf(script, campaign.campaignId, 'failed');
  const before = await sent();
  assert.deepEqual(
    uncertain.deliveries.map(({ recipientAddress, reason }) => [recipientAddress, reason]),
    [[before[0], 'interrupted']],
  );
  assert.equal(failed.deliveries[0]?.reason, 'interrupted');

  killAfter = Infinity;
  const again = await sendAgain(supporter);
  assert.equal(again.headers.get('location'), '/letter/status');
  const [third, ...earlier] = await sent();
  assert.deepEqual(earlier, before);
  assert.equal(third, failed.deliveries[0].recipientAddress);
  const { counts } = await standingOf(script, campaign.campaignId);
  assert.deepEqual(counts, { participations: 1, accepted: 2, failed: 0, skipped: 0, uncertain: 1, opened: 0 });
  assert.equal(await tokensKept(), '0');
});

test('killed while Gmail says nothing: the one letter is uncertain, nothing is sent after the restart, and nothing of the consent is left', async () => {
  const single = await publishByScript(script, ['Nobody Else'], 'single');
  const outboxBefore = await sent();
  const supporter = new Visitor(copy);
  await sandbox.fault(bruno, { fault: 'hang' });
  const sending = sendLetter(scene(single.path), supporter, { account: bruno }).catch((error: unknown) => error);
  await until('the copy is inside the call', async () => (await sandbox.waitingFaults(bruno)) === 0);
  await copy.kill();
  assert.ok((await sending) instanceof Error);
  assert.equal(await tokensKept(), '1');
  copy = await restarted();
  const { counts, deliveries } = await until('the delivery is named uncertain', async () => {
    const now = await standingOf(script, single.campaignId, 'uncertain');
    return now.counts.uncertain === 1 && now;
  });
  assert.deepEqual(counts, { participations: 0, accepted: 0, failed: 0, skipped: 0, uncertain: 1, opened: 0 });
  assert.deepEqual(
    deliveries.map(({ recipientAddress, reason }) => [recipientAddress, reason]),
    [['nobody.else@council.example.org', 'interrupted']],
  );
  await until('the consent is cleared', async () => (await tokensKept()) === '0');
  await supporter.request('/letter/status');
  assert.deepEqual(await sent(), outboxBefore);
  assert.equal(await copy.stop(), 0);
});

/** What the supporter sees after the interruption, and the button that leads back to the confirmation. */
async function sendAgain(supporter: Visitor): Promise<Response> {
  const status = await (await supporter.request('/letter/status')).text();
  const back = await supporter.post('/letter/retry', formFields(status, '/letter/retry'));
  assert.equal(back.headers.get('location'), '/letter/confirm');
  const page = await (await supporter.request('/letter/confirm')).text();
  return supporter.post('/letter/confirm', formFields(page, '/letter/confirm'));
}
