import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from './findings.ts';
import { merged, reportOf, type Kept } from './report.ts';

const lost: Finding = { name: 'kills-lost', what: '  lost', value: 0, unit: 'letters', goal: 0 };
const slow: Finding = { name: 'views', what: 'views', value: 900, unit: '1/s', goal: 2000, limit: 9000, limitIs: 'a bare server' };
const part = (findings: Finding[], more: Partial<Kept> = {}): Kept => ({
  name: 'kills',
  how: 'letter by letter',
  seconds: 15,
  findings,
  ...{ node: 'v26.0.0', cores: 2, on: '2026-11-23' },
  ...more,
});

test('the document shows for each row what was seen beside what was asked, and how it was measured', () => {
  const text = reportOf([part([lost])]);
  assert.match(
    text,
    /## kills\n\nHow: letter by letter\. Over 15 s, on 2026-11-23, with Node v26\.0\.0 on 2 cores\.\n\n\| name \| what \| seen \| asked \|/,
  );
  assert.match(text, /\| kills-lost \| lost \| 0 \| ≤ 0 met \|  \|  \|\n/);
  assert.match(text, /## What falls short\n\nNothing of what was measured here\./);
});

test('a row that says itself how it was measured has a column for that', () => {
  const text = reportOf([part([lost, { ...slow, how: 'by an onlooker' }])]);
  assert.match(
    text,
    /\| kills-lost .*\|  \|\n\| views \| views \| 900\/s \| ≥ 2,000\/s MISSED \| 9,000\/s {2}a bare server \| 1 : 10\.0 \| by an onlooker \|/,
  );
});

test('what falls short stays in the table and is named with its reason; a run too short to say is no such thing', () => {
  const because = 'The database shares the cores.';
  const text = reportOf([
    part([
      { ...slow, because },
      { ...slow, name: 'brief', tooShort: true },
    ]),
  ]);
  assert.match(text, /MISSED/);
  assert.match(text, /\n- views \(views\): 900\/s, asked ≥ 2,000\/s\. The database shares the cores\.\n/);
  assert.ok(!text.includes('- brief'));
});

test('what could not be measured is said, and does not count as met', () => {
  const text = reportOf([part([], { failed: 'the copy ended early' })]);
  assert.match(text, /Could not be measured: the copy ended early/);
  assert.match(text, /- kills: could not be measured\./);
});

test('of each measurement the newest stays, unless it was shorter or could not be made; what there is no more goes', () => {
  const old = part([lost], { seconds: 60, on: '2026-11-01' });
  const names = ['views', 'kills'];
  const daysOf = (now: Kept[], before = [old]) => merged(before, now, names).map(({ name, on }) => [name, on]);
  assert.deepEqual(daysOf([part([lost], { seconds: 60 })]), [['kills', '2026-11-23']]);
  assert.deepEqual(daysOf([part([lost])]), [['kills', '2026-11-01']]);
  assert.deepEqual(daysOf([part([], { seconds: 60, failed: 'it ended early' })]), [['kills', '2026-11-01']]);
  assert.deepEqual(daysOf([part([lost])], [part([], { seconds: 60, failed: 'it ended early', on: '2026-11-01' })]), [
    ['kills', '2026-11-23'],
  ]);
  assert.deepEqual(daysOf([part([slow], { name: 'views' })]), [
    ['views', '2026-11-23'],
    ['kills', '2026-11-01'],
  ]);
  assert.deepEqual(daysOf([], [part([lost], { name: 'gone' })]), []);
});
