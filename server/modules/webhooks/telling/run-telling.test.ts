import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { until } from '../../../../test/harness/processes.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { receiver } from '../../../../test/harness/receiver.ts';
import { newId, readId } from '../../../platform/ids.ts';
import { createOutbound } from '../../../platform/outbound.ts';
import { deleteEventsOf } from '../outbox/store.ts';
import { noteEvents } from '../note-events.ts';
import { deleteWebhook } from '../store.ts';
import { createTeller } from './run-telling.ts';

const hall = await receiver();
const allow = [`127.0.0.1:${String(hall.port)}`];
const product = await startProduct({ settings: { OUTBOUND_ALLOW: allow.join(','), SESSION_HOURS: '720' } });
const { owner, workspaceId } = await setUp(product);
const row = readId('workspace', workspaceId);
const { tools, teller } = product.app;
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

async function addProven(path: string): Promise<string> {
  const { id } = await owner.api.webhooks.add({ workspaceId, url: hall.url(path), events: ['campaign.paused'] });
  await owner.api.webhooks.prove({ workspaceId, webhookId: id });
  return id;
}
afterEach(async () => {
  for (const { id } of (await owner.api.webhooks.list({ workspaceId })).webhooks)
    await owner.api.webhooks.remove({ workspaceId, webhookId: id });
});
/** Something happens to each of these campaigns. */
const happens = (campaignIds: readonly string[]) =>
  tools.database.inWorkspace(row, (tx) =>
    noteEvents(
      tools,
      tx,
      row,
      campaignIds.map((id, number) => ({ type: 'campaign.paused', campaign: { kind: 'outreach', id }, details: { number } })),
    ),
  );
const campaigns = (count: number) => Array.from({ length: count }, () => newId(product.clock));
const shown = async (id: string) => (await owner.api.webhooks.list({ workspaceId })).webhooks.find((one) => one.id === id);

test('while an event waits for the one before it of the same thing nobody works in circles, and others are told', async () => {
  const id = await addProven('/picky');
  hall.answers.set('/picky', [500]);
  await happens(campaigns(2));
  await teller.runOnce();
  const [refused] = await look("select campaign_id from webhook_events where state = 'waiting'");
  await happens([String(refused?.['campaign_id'])]);
  assert.equal((await shown(id))?.waiting, 2);
  const letGo = () => look('select held_until from webhooks');
  const before = await letGo();
  product.clock.move({ seconds: 1 });
  await teller.runOnce();
  assert.deepEqual(await letGo(), before, 'nobody takes it while nothing can be told');
  // Time stands: it looks again only where something wakes it.
  let looks = 0;
  const wait = () => ((looks += 1), new Promise<void>(() => undefined));
  const going = createTeller({ ...tools, clock: { now: () => product.clock.now(), wait } }, createOutbound({ allow }));
  await addProven('/other');
  await happens(campaigns(1));
  going.start();
  await until('the other is told', () => hall.at('/other').length === 1);
  for (let times = 0; times < 50; times++) await shown(id);
  const stopping = going.stop();
  assert.ok(looks > 0 && looks < 6, `${String(looks)} rounds while time stood`);
  await stopping;
  product.clock.move({ hours: 1 });
  await teller.runOnce();
  assert.equal((await shown(id))?.waiting, 0);
});

test('whoever has much to hear takes turns with others', async () => {
  for (const path of ['/one', '/two', '/three']) await addProven(path);
  await happens(campaigns(24));
  const turns: string[] = [];
  for (const path of ['/one', '/two', '/three'])
    hall.always.set(path, (response) => {
      turns.push(path);
      product.clock.move({ seconds: 1 });
      response.writeHead(204).end();
    });
  await createTeller(tools, createOutbound({ allow }), { mostAtOnce: 1, turnSeconds: 0 }).runOnce();
  assert.equal(turns.length, 72);
  for (let begun = 0; begun < 72; begun += 24)
    assert.equal(new Set(turns.slice(begun, begun + 24)).size, 3, turns.slice(begun, begun + 24).join(' '));
});

test('whoever failed before comes in its turn, though others always have more to hear', async () => {
  const failed = await addProven('/failed');
  await addProven('/busy');
  hall.answers.set('/failed', [500]);
  await happens(campaigns(1));
  await teller.runOnce();
  assert.equal((await shown(failed))?.waiting, 1);
  hall.always.set('/busy', (response) => {
    product.clock.move({ seconds: 10 });
    response.writeHead(204).end();
  });
  await happens(campaigns(80));
  const heardBusy = hall.at('/busy').length;
  let heardBefore: number | undefined;
  hall.always.set('/failed', (response) => {
    heardBefore ??= hall.at('/busy').length - heardBusy;
    response.writeHead(204).end();
  });
  await createTeller(tools, createOutbound({ allow }), { mostAtOnce: 1, turnSeconds: 0 }).runOnce();
  assert.equal((await shown(failed))?.waiting, 0);
  assert.ok(heardBefore !== undefined && heardBefore < 72, `${String(heardBefore)} of 80 came before it`);
});

test('a round that lasts longer than its hold is not followed by another beside whoever took over', { timeout: 30_000 }, async () => {
  const id = await addProven('/late');
  const open: ServerResponse[] = [];
  hall.always.set('/late', (response) => void open.push(response));
  await happens(campaigns(20));
  const first = teller.runOnce();
  await until('the first round is under way', () => open.length === 8);
  product.clock.move({ seconds: 31 });
  const second = teller.runOnce();
  await until('another took over', () => open.length === 16);
  for (const response of open.splice(0, 8)) response.writeHead(204).end();
  await first;
  await setImmediate();
  assert.equal(open.length, 8, 'under way at the same time');
  hall.always.delete('/late');
  for (const response of open.splice(0)) response.writeHead(204).end();
  await second;
  assert.equal((await shown(id))?.waiting, 0);
  assert.equal(new Set(hall.at('/late').map(({ headers }) => headers['webhook-id'])).size, 20);
});

test('a webhook that is removed while it is told is removed, and neither waits for the other in a circle', async () => {
  const id = await addProven('/removed');
  const open: ServerResponse[] = [];
  hall.always.set('/removed', (response) => void open.push(response));
  await happens(campaigns(3));
  const telling = teller.runOnce();
  await until('it is being told', () => open.length === 3);
  const which = readId('webhook', id);
  await tools.database.inWorkspace(row, async (tx) => {
    assert.ok(await deleteWebhook(tx, { workspaceId: row, id: which }));
    for (const response of open) response.writeHead(204).end();
    const waits = `select 1 from pg_stat_activity where datname = current_database() and application_name = 'antiphon' and wait_event_type = 'Lock'`;
    await until('telling waits for the removal', async () => (await look(waits)).length > 0);
    const free = await look('select id from webhook_events where webhook_id = $1 for update nowait', which);
    assert.equal(free.length, 3);
    await deleteEventsOf(tx, { workspaceId: row, webhookId: which });
  });
  await telling;
  assert.deepEqual(await look('select id from webhook_events where webhook_id = $1', which), []);
});
