import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readId } from '../../server/platform/ids.ts';
import { publishedCampaign } from '../harness/advocacy.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { changesOf, isInside, judgeYear } from '../harness/simulated-year-judged.ts';
import { playYear } from '../harness/simulated-year.ts';
import { chancesFrom } from '../harness/storm.ts';
import { aroundChanges } from '../harness/year-plans.ts';

const from = new Date('2026-01-05T12:00:00Z');
const people = 10;
const zones = ['Europe/Berlin', 'America/New_York', 'America/Santiago', 'Africa/Casablanca', 'Australia/Lord_Howe', 'Africa/Cairo'];

test('In the days around each clock change nothing begins outside a window, too soon after another, beyond a limit, or twice', async (t) => {
  const { product, workspaceId } = await publishedCampaign(await startProduct({ clock: testClock(from) }));
  const scene = { ...product, workspaceId: readId('workspace', workspaceId) };
  const plan = aroundChanges(from, zones, people, 2);
  const seed = Math.floor(Math.random() * 2 ** 32);
  const played = await playYear(scene, plan, chancesFrom(seed));
  const { messages, changes, nearChanges, ...wrong } = await judgeYear(product.databaseUrl, plan, played);
  t.diagnostic(`${messages} messages, ${changes} clock changes, ${nearChanges} messages near one, ${played.looks} looks, seed ${seed}`);
  assert.equal(changes, plan.campaigns.length);
  assert.equal(messages, plan.campaigns.length * people * 2);
  assert.ok(nearChanges >= changes, `only ${nearChanges} messages began near a clock change`);
  for (const [what, count] of Object.entries(wrong)) assert.equal(count, 0, `${what}, seed ${seed}`);

  // Whoever had been allowed less would have been caught at it.
  const stricter = {
    ...plan,
    mailboxes: plan.mailboxes.map((one) => ({
      ...one,
      opensMinute: one.opensMinute + 20,
      gapSeconds: one.gapSeconds + 900,
      dailyLimit: 2,
    })),
    campaigns: plan.campaigns.map((one) => ({ ...one, closesMinute: 100, delayHours: 96 })),
  };
  const twice = new Map([...played.taken].map(([key, times], index) => [key, index === 0 ? 2 : index === 1 ? 0 : times]));
  const { neverMeeting: _, ...caught } = await judgeYear(product.databaseUrl, stricter, { ...played, taken: twice });
  for (const [what, count] of Object.entries(caught)) assert.ok(count > 0, what);
});

test('The witness of the year knows when clocks change, and what a window is', () => {
  const year = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z')] as const;
  const change = (zone: string) => changesOf(zone, ...year).map((at) => new Date(at).toISOString().slice(0, 16));
  assert.deepEqual(change('Europe/Berlin'), ['2026-03-29T01:00', '2026-10-25T01:00']);
  assert.deepEqual(change('Australia/Lord_Howe'), ['2026-04-04T15:00', '2026-10-03T15:30']);
  assert.deepEqual(change('Asia/Kathmandu'), []);
  const night = { timeZone: 'Europe/Berlin', workingDays: 0b0100000, opensMinute: 1320, closesMinute: 180, holidays: [] };
  // Saturday, 28 March: from 22:00 to 03:00, of which the hour from two does not come.
  assert.ok(isInside(night, Date.parse('2026-03-28T21:00:00Z')) && isInside(night, Date.parse('2026-03-29T00:59:00Z')));
  assert.ok(!isInside(night, Date.parse('2026-03-29T01:00:00Z')) && !isInside(night, Date.parse('2026-03-28T20:59:00Z')));
  assert.ok(!isInside({ ...night, holidays: ['2026-03-28'] }, Date.parse('2026-03-28T23:30:00Z')));
});
