import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareSupporters, type Supporter } from '../../bench/supporters.ts';
import { ada, sendLetter, type Scene } from '../harness/advocacy.ts';
import { freshDatabase } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { newFolder, newKeys, startCopy, startSandbox, until, type Copy } from '../harness/processes.ts';
import { callerWith, publishByScript, scriptFor, standingOf } from '../harness/script.ts';
import { calmed, judged, pressAgain, weather, type Stormed } from '../harness/storm.ts';

const [sandbox, databaseUrl] = await Promise.all([
  startSandbox(['--latency-milliseconds', '100', '--messages-per-minute', '6000']),
  freshDatabase(),
]);
const googleUrl = sandbox.settings.GMAIL_API_URL ?? '';
const keys = newKeys();
const settings = { ...sandbox.settings, DATABASE_URL: databaseUrl, ENCRYPTION_KEYS: keys, DATA_DIR: newFolder() };
/** Past the lease of a delivery and the quiet time of a flow; and past the rest that a campaign takes after many interruptions. */
const [pastLease, pastRest] = ['200', '1300'];
const lanes = 6;

const copy = await startCopy(settings);
const script = await scriptFor(copy);
const { campaignId, path } = await publishByScript(script, ['Ines Falk']);
const standsStill = await publishByScript(script, ['Piet Adler', 'Rosa Winter'], 'stands-still');
await copy.stop('SIGTERM');

const prepared = (count: number) =>
  prepareSupporters({ url: '', databaseUrl, keys, workspaceId: script.workspaceId, campaignId, path, googleUrl }, count);
const serving = (how: (one: Copy) => Promise<number>) => async (): Promise<Stormed> => {
  const one = await startCopy(settings, 'web');
  return { url: one.url, end: () => how(one) };
};

/** What is left under way is named, whoever may press again does, and then outbox and ledger are compared. */
async function aftermath(supporters: Supporter[]) {
  const first = await startCopy({ ...settings, CLOCK_OFFSET_SECONDS: pastLease });
  await calmed(databaseUrl, supporters);
  await first.stop('SIGTERM');
  const second = await startCopy({ ...settings, CLOCK_OFFSET_SECONDS: pastRest });
  const again = await pressAgain(second.url, databaseUrl, supporters);
  await second.stop('SIGTERM');
  return { again, ...(await judged(databaseUrl, googleUrl, supporters)) };
}

test('a storm of twenty kills over three processes that send: no letter is lost, none leaves twice, none is called sent that was not', async (t) => {
  const kills = 20;
  const supporters = await prepared(1000);
  const { tried, codes } = await weather({ start: serving((one) => one.kill()), processes: 3, lanes, ends: kills, supporters });
  assert.deepEqual(new Set(codes), new Set([137]));
  assert.equal(codes.length, kills);
  const { letters, again, accepted, uncertain, ...wrong } = await aftermath(tried);
  t.diagnostic(`${letters} letters, ${accepted} accepted, ${uncertain} uncertain, ${again} pressed again`);
  assert.ok(letters >= 60, `only ${letters} letters were in the storm`);
  assert.deepEqual(wrong, { lost: 0, doubled: 0, wronglySent: 0 });
  assert.ok(uncertain <= kills * lanes && accepted + uncertain === letters);
});

test('ends in order while letters leave: nothing is uncertain, and each takes less than half a minute', async (t) => {
  const supporters = await prepared(600);
  const stop = serving((one) => one.stop('SIGTERM'));
  const { tried, codes, longestEndSeconds } = await weather({ start: stop, processes: 2, lanes, ends: 6, supporters });
  assert.deepEqual(codes, [0, 0, 0, 0, 0, 0]);
  assert.ok(longestEndSeconds <= 30, `one took ${longestEndSeconds} seconds`);
  const { letters, again, accepted, ...wrong } = await aftermath(tried);
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
  const other = await startCopy({ ...settings, CLOCK_OFFSET_SECONDS: pastLease });
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
