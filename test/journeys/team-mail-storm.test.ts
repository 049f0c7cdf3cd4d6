import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readId } from '../../server/platform/ids.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { publishedCampaign } from '../harness/advocacy.ts';
import { endOurs, newKeys } from '../harness/ours.ts';
import { startProduct } from '../harness/product.ts';
import { weatherSending } from '../harness/sending-storm.ts';
import { chancesFrom } from '../harness/storm.ts';

after(endOurs);
const keys = newKeys();
const { product, workspaceId } = await publishedCampaign(await startProduct({ settings: { ENCRYPTION_KEYS: keys } }));

test('20 kills at random moments among 400 messages from two processes: none lost, none twice, none wrongly called accepted, and all known once the mailboxes are read', async (t) => {
  const seed = Math.floor(Math.random() * 2 ** 32);
  const { tools } = product.app;
  const storm = { databaseUrl: product.databaseUrl, keys, dataDir: product.dataDir, tools: { ...tools, clock: systemClock } };
  const weathered = await weatherSending({
    ...storm,
    workspaceId: readId('workspace', workspaceId),
    recipients: 400,
    mailboxes: 4,
    kills: 20,
    latencyMilliseconds: 500,
    random: chancesFrom(seed),
    readable: true,
  });
  const { accepted, uncertain, mostUncertain, kills, known, ...wrong } = weathered;
  t.diagnostic(`${accepted} accepted, ${uncertain} uncertain after ${kills} kills; seed ${seed}`);
  assert.deepEqual(wrong, { lost: 0, doubled: 0, wronglyAccepted: 0 });
  assert.equal(accepted + uncertain, 400);
  assert.ok(kills >= 10, `only ${kills} kills found something under way`);
  assert.ok(uncertain <= mostUncertain, `${uncertain} uncertain`);
  assert.ok(accepted > 0);
  assert.ok(known);
  const { accepted: all, uncertain: left, lost, doubled, wronglyAccepted } = known;
  assert.deepEqual({ all, left, lost, doubled, wronglyAccepted }, { all: 400, left: 0, lost: 0, doubled: 0, wronglyAccepted: 0 });
});
