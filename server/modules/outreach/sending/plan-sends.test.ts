import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { always, isOpen } from '../../../../shared/working-hours.ts';
import { createCalendar } from './calendar.ts';
import { planSends, type Situation } from './plan-sends.ts';
import type { Bucket, RunningCampaign, Sender } from './readiness.ts';
import { simulateSending, type Group, type Leg } from './simulate-sending.ts';
import { createUses } from './uses.ts';

const day = 86_400_000;
const monday = Date.UTC(2027, 2, 1, 10);

function sender(id: string, given: Partial<Sender> & { dailyLimit?: number; gapSeconds?: number; used?: number } = {}): Sender {
  const { dailyLimit = 100, gapSeconds = 0, used = 0, ...rest } = given;
  const pacing = { ...always('UTC'), dailyLimit, gapSeconds, gapJitterSeconds: 0, rampFrom: null, rampDays: null, rampBeganAt: null };
  const uses = createUses([{ slot: new Date(monday - 3_600_000), messages: used }]);
  const none = { last: undefined, parked: undefined, slowUntil: undefined, turn: undefined };
  return { id, pacing, uses, freeLanes: 4, campaigns: new Set(['a', 'b', 'c']), ...none, ...rest };
}
const campaign = (id: string, given: Partial<RunningCampaign> = {}): [string, RunningCampaign] => [
  id,
  { id, startsAt: undefined, endsAt: undefined, hoursIn: () => always('UTC'), ...given },
];
const bucket = (campaignId: string, mailboxId: string | null = null, dueAt = monday - 1000): Bucket => ({
  campaignId,
  timeZone: 'UTC',
  mailboxId,
  dueAt,
});
const plan = (situation: Partial<Situation>) =>
  planSends(
    { senders: [], campaigns: new Map([campaign('a'), campaign('b'), campaign('c')]), waiting: [], ...situation },
    createCalendar(),
    monday,
  );
const shares = ({ sends }: ReturnType<typeof planSends>) =>
  Object.fromEntries(
    sends.map(({ mailboxId, bucket: of, count }) => [`${mailboxId} ${of.campaignId}${of.mailboxId ? ' again' : ''}`, count]),
  );

test('Campaigns share a mailbox by turns, beginning after the one that was served last', () => {
  const waiting = ['a', 'b', 'c'].map((id) => bucket(id));
  assert.deepEqual(shares(plan({ senders: [sender('m')], waiting })), { 'm a': 2, 'm b': 1, 'm c': 1 });
  const after = plan({ senders: [sender('m', { turn: 'a' })], waiting });
  assert.deepEqual(shares(after), { 'm b': 2, 'm c': 1, 'm a': 1 });
  assert.equal(after.turns.get('m'), 'b');
});

test('Follow-ups go before new recipients, and from their own mailbox alone', () => {
  const waiting = [bucket('a'), bucket('a', 'm')];
  assert.deepEqual(shares(plan({ senders: [sender('m'), sender('n')], waiting })), { 'm a again': 4, 'n a': 4 });
  assert.deepEqual(shares(plan({ senders: [sender('n')], waiting: [bucket('a', 'm')] })), {});
});

test('A mailbox begins no more than its limit leaves, its lanes hold, and with a gap one', () => {
  const waiting = [bucket('a')];
  assert.deepEqual(shares(plan({ senders: [sender('m', { used: 98 })], waiting })), { 'm a': 2 });
  assert.deepEqual(shares(plan({ senders: [sender('m', { gapSeconds: 60 })], waiting })), { 'm a': 1 });
  assert.deepEqual(shares(plan({ senders: [sender('m', { freeLanes: 0 })], waiting })), {});
  const full = plan({ senders: [sender('m', { used: 100 })], waiting });
  assert.deepEqual([full.sends, full.wakeAt], [[], monday - 3_600_000 + day + 300_000]);
});

test('What holds everything back says until when', () => {
  const waiting = [bucket('a')];
  const last = { at: monday - 10_000, deliveryId: '00000000-0000-7000-8000-000000000000' };
  assert.equal(plan({ senders: [sender('m', { gapSeconds: 60, last })], waiting }).wakeAt, monday + 50_000);
  assert.equal(plan({ senders: [sender('m', { slowUntil: monday + 5 })], waiting }).wakeAt, monday + 5);
  assert.equal(plan({ senders: [sender('m', { parked: { until: monday + 7 } })], waiting }).wakeAt, monday + 7);
  assert.equal(plan({ senders: [sender('m', { parked: { until: undefined } })], waiting }).wakeAt, undefined);
  assert.equal(plan({ senders: [sender('m')], waiting: [bucket('a', null, monday + 9)] }).wakeAt, monday + 9);
  const later = new Map([campaign('a', { startsAt: monday + 11 })]);
  assert.equal(plan({ senders: [sender('m')], waiting, campaigns: later }).wakeAt, monday + 11);
  const over = new Map([campaign('a', { endsAt: monday })]);
  assert.deepEqual(plan({ senders: [sender('m')], waiting, campaigns: over }), { sends: [], turns: new Map(), wakeAt: undefined });
});

test('A mailbox with a ramp wakes when its next day begins', () => {
  const one = sender('m', { used: 10 });
  one.pacing = { ...one.pacing, rampFrom: 10, rampDays: 9, rampBeganAt: new Date(monday - 7_200_000) };
  assert.equal(plan({ senders: [one], waiting: [bucket('a')] }).wakeAt, monday - 7_200_000 + day);
});

/** Any situation of some mailboxes and campaigns. */
const situations = fc.record({
  mailboxes: fc.array(
    fc.record({
      dailyLimit: fc.integer({ min: 0, max: 60 }),
      gapSeconds: fc.constantFrom(0, 0, 60, 900),
      opensMinute: fc.integer({ min: 0, max: 1439 }),
      closesMinute: fc.integer({ min: 1, max: 1440 }),
      timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  groups: fc.array(
    fc.record({
      campaign: fc.integer({ min: 0, max: 1 }),
      zone: fc.constantFrom('UTC', 'Asia/Kathmandu', 'Pacific/Pago_Pago'),
      count: fc.integer({ min: 1, max: 90 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  from: fc.date({ min: new Date('2026-10-20'), max: new Date('2026-11-05'), noInvalidDate: true }),
});

test('Run ahead, nothing leaves outside hours or above a limit in any 24 hours, nobody is lost, and follow-ups keep to their mailbox and delay', () => {
  fc.assert(
    fc.property(situations, ({ mailboxes, groups: given, from: date }) => {
      const from = date.getTime();
      const hours = { ...always('UTC'), workingDays: 31, opensMinute: 480, closesMinute: 1080 };
      const byZone = new Map(['UTC', 'Asia/Kathmandu', 'Pacific/Pago_Pago'].map((zone) => [zone, { ...hours, timeZone: zone }]));
      const campaigns = new Map(['a', 'b'].map((id) => campaign(id, { hoursIn: (zone) => byZone.get(zone) ?? hours })));
      const senders = mailboxes.map((box, index) => {
        const one = sender(`m${index}`, { dailyLimit: box.dailyLimit, gapSeconds: box.gapSeconds, campaigns: new Set(['a', 'b']) });
        return { ...one, uses: createUses([]), pacing: { ...one.pacing, ...box, workingDays: 127 } };
      });
      const groups: Group[] = given.map((one) => ({
        campaignId: 'ab'[one.campaign] ?? 'a',
        timeZone: one.zone,
        mailboxId: null,
        dueAt: from,
        step: 1,
        count: one.count,
      }));
      const legs: Leg[] = [];
      const delays = new Map([
        ['a', [0, 24]],
        ['b', [0]],
      ]);
      const { left } = simulateSending({ senders, campaigns, groups, delays }, { from, until: from + 90 * day }, (leg) => legs.push(leg));
      const sum = (some: readonly { messages: number }[]) => some.reduce((all, { messages }) => all + messages, 0);
      const asked = groups.reduce((all, { campaignId, count }) => all + count * (campaignId === 'a' ? 2 : 1), 0);
      assert.equal(sum(legs) + sum(left), asked);
      for (const [index, { pacing }] of senders.entries()) {
        const own = legs.filter(({ mailboxId }) => mailboxId === `m${index}`);
        for (const leg of own) {
          assert.ok(isOpen(pacing, new Date(leg.at)), 'outside the hours of the mailbox');
          assert.ok(sum(own.filter(({ at }) => at > leg.at - day && at <= leg.at)) <= pacing.dailyLimit, 'above its limit');
        }
        for (const [at, leg] of own.entries()) {
          const next = own[at + 1];
          if (next) assert.ok(next.at - leg.at >= leg.messages * pacing.gapSeconds * 1000, 'without its gap');
        }
      }
      for (const { at } of legs)
        assert.ok(
          [...byZone.values()].some((some) => isOpen(some, new Date(at))),
          'outside the hours of the campaign',
        );
    }),
    { numRuns: 60 },
  );
});
