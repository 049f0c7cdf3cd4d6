import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyDay, lettersPerNote, noteChart, notesPath } from './notes.ts';

test('a day on which nobody wrote stands in the chart too, up to today while letters may come', () => {
  const days = [
    { day: '2026-02-27', accepted: 3 },
    { day: '2026-03-02', accepted: 1 },
  ];
  const drawn = everyDay(days, '2026-03-03').map(({ day, accepted }) => `${day} ${accepted}`);
  assert.deepEqual(drawn, ['2026-02-27 3', '2026-02-28 0', '2026-03-01 0', '2026-03-02 1', '2026-03-03 0']);
  assert.deepEqual(everyDay([]), []);
});

test('a note stands for 1, 2, 5, 10 … letters, so that the highest day stays on the stave', () => {
  assert.deepEqual([1, 48, 49, 96, 480, 481, 1_000_000].map(lettersPerNote), [1, 1, 2, 2, 10, 20, 50_000]);
  for (const highest of [1, 7, 48, 461, 99_999]) {
    const chart = noteChart([{ day: '2026-03-01', accepted: highest }]);
    assert.ok((chart.days[0]?.notes ?? 0) <= chart.rows * 4, `${highest} letters fit`);
    assert.ok(chart.rows <= 12);
  }
});

test('a single letter is a note, and none is none', () => {
  assert.equal(noteChart([{ day: '2026-03-01', accepted: 1 }]).days[0]?.notes, 1);
  assert.equal(notesPath(0, 0, 100), '');
  assert.equal(notesPath(5, 0, 100).split('M').length - 1, 5);
});
