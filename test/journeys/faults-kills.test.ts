import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ada, sendLetter, type Scene } from '../harness/advocacy.ts';
import { freshDatabase } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startCopy, until, type Copy } from '../harness/processes.ts';
import { callerWith, standingOf } from '../harness/script.ts';
import { chancesFrom, weather } from '../harness/storm.ts';
import { pastLeaseSeconds, stormScene } from '../harness/storm-scene.ts';

const { sandbox, settings, script, standsStill, ...scene } = await stormScene(await freshDatabase());
const lanes = 6;
const seed = Math.floor(Math.random() * 2 ** 32);
const common = { lanes, letters: [2, 7], random: chancesFrom(seed) } as const;

test('a storm of twenty kills over three processes that send: no letter is lost, none leaves twice, none is called sent that was not', async (t) => {
  const kills = 20;
  const supporters = await scene.prepared(1000);
  const start = scene.serving((one) => one.kill());
  const { tried, codes } = await weather({ ...common, start, processes: 3, ends: kills, supporters });
  assert.deepEqual(new Set(codes), new Set([137]));
  assert.equal(codes.length, kills);
  const { letters, again, accepted, uncertain, ...wrong } = await scene.aftermath(tried);
  t.diagnostic(`${letters} letters, ${accepted} accepted, ${uncertain} uncertain, ${again} pressed again; seed ${seed}`);
  assert.ok(letters >= 60, `only ${letters} letters were in the storm`);
  assert.deepEqual(wrong, { lost: 0, doubled: 0, wronglySent: 0 });
  assert.ok(uncertain <= kills * lanes && accepted + uncertain === letters);
});

test('ends in order while letters leave: nothing is uncertain, and each takes less than half a minute', async (t) => {
  const supporters = await scene.prepared(600);
  const start = scene.serving((one) => one.stop('SIGTERM'));
  const { tried, codes, longestEndSeconds } = await weather({ ...common, start, processes: 2, ends: 6, supporters });
  assert.deepEqual(codes, [0, 0, 0, 0, 0, 0]);
  assert.ok(longestEndSeconds <= 30, `one took ${longestEndSeconds} seconds`);
  const { letters, again, accepted, ...wrong } = await scene.aftermath(tried);
  t.diagnostic(`${letters} letters, ${again} pressed again; the longest end took ${longestEndSeconds.toFixed(1)} s`);
  assert.ok(letters >= 30);
  assert.deepEqual([accepted, wrong], [letters, { uncertain: 0, lost: 0, doubled: 0, wronglySent: 0 }]);
});

test('a process that stands still beyond its lease and wakes again writes nothing over what was decided meanwhile, and sends nothing twice', async () => {
  const sleeper = await startCopy(settings, 'web');
  const sentBefore = (await sandbox.outbox()).length;
  await sandbox.fault(ada, { fault: 'slow', milliseconds: 1500 });
  const sending = sendLetter({ product: { url: sleeper.url }, path: standsStill.path } as Scene, new Visitor(sleeper), { account: ada });
  await until('the letter is on its way', async () => (await sandbox.waitingFaults(ada)) === 0);
  sleeper.freeze();
  const other = await scene.ahead(pastLeaseSeconds);
  const counts = async () => (await standingOf({ ...script, call: scriptOf(other) }, standsStill.campaignId)).counts;
  await until('the other process names what is uncertain', async () => (await counts()).uncertain === 1);
  await until('and ends the confirmation', async () => (await counts()).failed === 1);
  const decided = await counts();
  sleeper.thaw();
  await sending;
  assert.deepEqual(await counts(), decided);
  assert.equal((await sandbox.outbox()).length - sentBefore, 1);
  assert.equal(await sleeper.stop('SIGTERM'), 0);
  assert.equal(await other.stop('SIGTERM'), 0);
});

const scriptOf = ({ url }: Copy) => callerWith(url, script.token);
