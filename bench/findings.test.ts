import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMet, lineOf, tableOf, type Finding } from './findings.ts';

const views: Finding = {
  name: 'page-views',
  what: 'views',
  value: 2500.123456,
  unit: '1/s',
  goal: 2000,
  limit: 10_000,
  limitIs: 'a bare server',
};

test('A finding is one line of JSON with name, value, unit, goal, limit, ratio and met', () => {
  const line = lineOf(views);
  assert.ok(!line.includes('\n'));
  assert.deepEqual(JSON.parse(line), {
    name: 'page-views',
    value: 2500.12,
    unit: '1/s',
    goal: 2000,
    limit: 10_000,
    ratio: 0.250012,
    met: true,
  });
});

test('What a finding does not have is null and not left out', () => {
  const line = lineOf({ name: 'burst-p95', what: '', value: 12, unit: 'ms' });
  assert.deepEqual(JSON.parse(line), { name: 'burst-p95', value: 12, unit: 'ms', goal: null, limit: null, ratio: null, met: null });
});

test('A rate meets its goal from below, lost letters from above', () => {
  assert.equal(isMet({ ...views, value: 2000 }), true);
  assert.equal(isMet({ ...views, value: 1999.9 }), false);
  assert.equal(isMet({ name: 'burst-lost', what: '', value: 0, unit: 'letters', goal: 0 }), true);
  assert.equal(isMet({ name: 'burst-lost', what: '', value: 1, unit: 'letters', goal: 0 }), false);
});

test('A run that is shorter than its goal speaks of meets nothing, and a letter lost in it is lost all the same', () => {
  const short = { ...views, tooShort: true };
  assert.equal(isMet(short), undefined);
  assert.equal((JSON.parse(lineOf(short)) as { met: unknown }).met, null);
  assert.match(tableOf([short]), /≥ 2,000\/s run too short to say/);
  const lost = { name: 'burst-lost', what: '', unit: 'letters', goal: 0, tooShort: true } as const;
  assert.equal(isMet({ ...lost, value: 0 }), undefined);
  assert.equal(isMet({ ...lost, value: 1 }), false);
});

test('What happened so many times meets its goal from below, and a process that ended is no matter of a longer run', () => {
  const kills = { name: 'kills', what: '', unit: 'times', goal: 200 } as const;
  assert.deepEqual([isMet({ ...kills, value: 200 }), isMet({ ...kills, value: 199 })], [true, false]);
  assert.equal(isMet({ ...kills, value: 12, tooShort: true }), undefined);
  assert.equal(isMet({ name: 'exits', what: '', value: 1, unit: 'processes', goal: 0, tooShort: true }), false);
  assert.equal(isMet({ name: 'on', what: '', value: 9.9, unit: 's', goal: 10 }), true);
});

test('The table names the goal that was missed', () => {
  const table = tableOf([views, { ...views, value: 10 }]);
  assert.match(table, /views +2,500\/s +≥ 2,000\/s met +10,000\/s {2}a bare server +1 : 4\.0/);
  assert.match(table, /views +10\.0\/s +≥ 2,000\/s MISSED/);
});
