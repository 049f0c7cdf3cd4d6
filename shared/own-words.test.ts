import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { workTime } from '../test/harness/work-time.ts';
import { ownWords } from './own-words.ts';
import { wordsOf } from './words.ts';

const prepared = 'Dear Ms Rossi,\n\nplease keep the path by the river open. It’s the way to school.\n\nYours,\nJo';

test('a prepared letter that was not changed has no own words, whatever became of its space, marks and capitals', () => {
  const words = wordsOf(prepared).length;
  assert.deepEqual(ownWords(prepared, prepared), { words, own: 0, share: 0 });
  const respaced = prepared.replace(/\s+/g, ' \r\n').replace('’', "'").replace('please', 'Please').replace('.', '!');
  assert.deepEqual(ownWords(prepared, respaced), { words, own: 0, share: 0 });
});

test('what a supporter adds and replaces is their own, and what they leave out is nothing', () => {
  assert.deepEqual(ownWords(prepared, `${prepared}\n\nMy children cross it daily.`).own, 5);
  assert.deepEqual(ownWords('keep the path open', 'keep our path open'), { words: 4, own: 1, share: 0.25 });
  assert.deepEqual(ownWords('keep the path open', 'keep open'), { words: 2, own: 0, share: 0 });
  assert.deepEqual(ownWords('one two three', 'three one two'), { words: 3, own: 1, share: 1 / 3 });
  assert.deepEqual(ownWords('', 'All of it'), { words: 3, own: 3, share: 1 });
  assert.deepEqual(ownWords(prepared, ' … \n'), { words: 0, own: 0, share: 0 });
});

test('words are counted in every script, and by the character where it is written without spaces', () => {
  assert.deepEqual(wordsOf("Don't — l’été 2026! Ελλάδα, Đorđević"), ["don't", "l'été", '2026', 'ελλάδα', 'đorđević']);
  assert.deepEqual(wordsOf('हिन्दी भाषा'), ['हिन्दी', 'भाषा']);
  assert.deepEqual(wordsOf('River 川を守る'), ['river', '川', 'を', '守', 'る']);
  assert.deepEqual(wordsOf("'' - ’ 👩‍👧 \u0000"), []);
});

test('it is the longest common subsequence, whatever the texts', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '山'), { maxLength: 110 });
  fc.assert(
    fc.property(words, words, (one, other) => {
      const { words: count, own, share } = ownWords(one.join(' '), other.join(' '));
      assert.deepEqual([count, own], [other.length, other.length - commonLength(one, other)]);
      assert.equal(share, other.length > 0 ? own / other.length : 0);
    }),
    { numRuns: 300 },
  );
});

test('hostile texts of 10,000 characters, and much longer ones, take no longer than a moment', () => {
  const hostile = [
    ['a '.repeat(5_000), 'a '.repeat(5_000)],
    ['a b '.repeat(2_500), 'b b a '.repeat(1_667)],
    ['山川'.repeat(5_000), '川川山'.repeat(3_333)],
    ["a'".repeat(5_000), 'e\u0301'.repeat(5_000)],
    ['山川'.repeat(500_000), 'a '.repeat(500_000)],
    ['\u0301'.repeat(1_000_000), '\u200B'.repeat(1_000_000)],
  ];
  for (const [one = '', other = ''] of hostile) {
    const worked = workTime();
    ownWords(one, other);
    // Mostly below 10 ms on an idle core, 20 to 30 where each of 10,000 characters is a word.
    assert.ok(worked() < 300, `${one.slice(0, 8)} ${worked()} ms`);
  }
});

/** The textbook's way, cell by cell. */
function commonLength(one: readonly string[], other: readonly string[]): number {
  let row = other.map(() => 0);
  for (const word of one) {
    const next: number[] = [];
    for (const [place, against] of other.entries())
      next.push(word === against ? (row[place - 1] ?? 0) + 1 : Math.max(row[place]!, next[place - 1] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}
