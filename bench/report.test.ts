import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from './findings.ts';
import { reportOf, type Measured } from './report.ts';

const machine = { node: 'v26.0.0', cores: 2 };
const lost: Finding = { name: 'kills-lost', what: '  lost', value: 0, unit: 'letters', goal: 0 };
const slow: Finding = { name: 'views', what: 'views', value: 900, unit: '1/s', goal: 2000, limit: 9000, limitIs: 'a bare server' };
const part = (findings: Finding[], more: Partial<Measured> = {}): Measured => ({
  name: 'kills',
  how: 'letter by letter',
  seconds: 15,
  findings,
  ...more,
});

test('the document shows for each row what was seen beside what was asked, and how it was measured', () => {
  const text = reportOf([part([lost])], machine);
  assert.match(text, /machine with 2 cores/);
  assert.match(text, /## kills\n\nHow: letter by letter\. Over 15 s\.\n\n\| name \| what \| seen \| asked \|/);
  assert.match(text, /\| kills-lost \| lost \| 0 \| ≤ 0 met \|  \|  \|\n/);
  assert.match(text, /## What falls short\n\nNothing of what was measured here\./);
});

test('a row that says itself how it was measured has a column for that', () => {
  const text = reportOf([part([lost, { ...slow, how: 'by an onlooker' }])], machine);
  assert.match(
    text,
    /\| kills-lost .*\|  \|\n\| views \| views \| 900\/s \| ≥ 2,000\/s MISSED \| 9,000\/s {2}a bare server \| 1 : 10\.0 \| by an onlooker \|/,
  );
});

test('what falls short stays in the table and is named with its reason; a run too short to say is no such thing', () => {
  const because = 'The database shares the cores.';
  const text = reportOf(
    [
      part([
        { ...slow, because },
        { ...slow, name: 'brief', tooShort: true },
      ]),
    ],
    machine,
  );
  assert.match(text, /MISSED/);
  assert.match(text, /\n- views \(views\): 900\/s, asked ≥ 2,000\/s\. The database shares the cores\.\n/);
  assert.ok(!text.includes('- brief'));
});

test('what could not be measured is said, and does not count as met', () => {
  const text = reportOf([part([], { failed: 'the copy ended early' })], machine);
  assert.match(text, /Could not be measured: the copy ended early/);
  assert.match(text, /- kills: could not be measured\./);
});
