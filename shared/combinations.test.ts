import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { workTime } from '../test/harness/work-time.ts';
import { checkText, fillText } from './merge-tags.ts';
import { wordDistance } from './word-distance.ts';
import { chooseCombination, countCombinations, readWording, smallestDistance, withOwnText } from './wording.ts';
import { wordsOf } from './words.ts';

/** A text whose places have so many alternatives; the first is the subject. Alternative 2 of place 3 reads `p3a2`. */
function textOf([subjects = 1, ...paragraphs]: readonly number[]): { subjects: string[]; body: string } {
  const alternatives = (place: number, count: number) => Array.from({ length: count }, (_, at) => `p${place}a${at}`);
  const body = paragraphs.map((count, at) => alternatives(at + 1, count).join('\n[or]\n')).join('\n\n');
  return { subjects: alternatives(0, subjects), body };
}

/** For each number from 0, which alternative each place has. */
function digitsOf(radices: readonly number[], from: number, to: number): number[][] {
  const { subjects, body } = textOf(radices);
  const reading = readWording(body);
  return Array.from({ length: to - from }, (_, at) => {
    const chosen = chooseCombination(subjects, reading, from + at);
    return [...`${chosen.subject} ${chosen.body}`.matchAll(/p\d+a(\d+)/g)].map(([, digit]) => Number(digit));
  });
}

function unevenness(digits: readonly (number[] | undefined)[], place: number, radix: number): number {
  const counts = Array.from({ length: radix }, (_, digit) => digits.filter((one) => one?.[place] === digit).length);
  return Math.max(...counts) - Math.min(...counts);
}

const radices = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 })
  .filter((all) => all.reduce((product, radix) => product * radix, 1) <= 400);
const some = { numRuns: 60 };

describe('choosing a combination', () => {
  it('writes each combination once in a round, and begins again after the last', () => {
    fc.assert(
      fc.property(radices, (all) => {
        const { subjects, body } = textOf(all);
        const reading = readWording(body);
        const count = countCombinations(subjects, reading);
        assert.equal(
          count,
          all.reduce((product, radix) => product * radix, 1),
        );
        const letters = digitsOf(all, 0, count).map(String);
        assert.equal(new Set(letters).size, count);
        assert.deepEqual(digitsOf(all, count, 2 * count).map(String), letters);
        assert.deepEqual(chooseCombination(subjects, reading, -1), chooseCombination(subjects, reading, count - 1));
      }),
      some,
    );
  });

  it('changes all places but at most one from one letter to the next', () => {
    fc.assert(
      fc.property(radices, (all) => {
        const count = all.reduce((product, radix) => product * radix, 1);
        const places = all.filter((radix) => radix > 1).length;
        const digits = digitsOf(all, 0, count);
        for (const [at, digit] of digits.slice(1).entries()) {
          const changed = digit.filter((value, place) => value !== digits[at]?.[place]).length;
          assert.ok(changed >= places - 1 && changed > 0, `${String(digits[at])} then ${String(digit)}`);
        }
      }),
      some,
    );
  });

  it('uses alternatives evenly: among the first letters once more at most, among any in a row twice more at most', () => {
    fc.assert(
      fc.property(radices, fc.nat(500), fc.nat(500), (all, from, length) => {
        for (const [place, radix] of all.entries()) {
          assert.ok(unevenness(digitsOf(all, 0, length), place, radix) <= 1);
          assert.ok(unevenness(digitsOf(all, from, from + length), place, radix) <= 2);
        }
      }),
      some,
    );
  });

  it('leaves nothing of the marks in a letter, and keeps the blank lines of the rest', () => {
    const reading = readWording('Hello\n\n\nA\n[or]\n\nB\n\n \nBye\n');
    assert.equal(chooseCombination([], reading, 0).body, 'Hello\n\n\nA\n\n \nBye\n');
    assert.equal(chooseCombination([], reading, 1).body, 'Hello\n\n\nB\n\n \nBye\n');
  });

  it('refuses a number that is none', () => {
    for (const index of [NaN, Infinity, 0.5]) assert.throws(() => chooseCombination([], readWording('A'), index), RangeError);
  });
});

describe('the own part', () => {
  const chosen = chooseCombination(['S'], readWording('Dear you,\n\n[yours]\nPrepared.\n\nMore.\n[/yours]\n\nYours\n'), 0);

  it('is shown between what comes before and after', () => {
    assert.deepEqual(chosen.own, { before: 'Dear you,', text: 'Prepared.\n\nMore.', after: 'Yours\n' });
    assert.equal(chosen.body, 'Dear you,\n\nPrepared.\n\nMore.\n\nYours\n');
  });

  it('gives way to what a supporter writes, and is gone when they leave it blank', () => {
    assert.equal(withOwnText(chosen, ' My\r\nwords \n'), 'Dear you,\n\nMy\nwords\n\nYours\n');
    assert.equal(withOwnText(chosen, ' \n'), 'Dear you,\n\nYours\n');
    assert.equal(withOwnText(chooseCombination([], readWording('[yours]\n[/yours]'), 0), 'All mine'), 'All mine');
  });

  it('does not open a letter that has none', () => {
    assert.equal(withOwnText(chooseCombination([], readWording('Locked.'), 0), 'Mine'), 'Locked.');
  });

  it('never becomes a merge tag or a mark, whatever a supporter writes', () => {
    const hostile = fc
      .array(fc.constantFrom('{', '}', '{{', '}}', 'recipient.name', '[or]', '\n', '[/yours]', '$&', '\u0000', ' ', 'x'), { maxLength: 20 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(hostile, (text) => {
        const body = withOwnText(chosen, text);
        assert.deepEqual(checkText(body, []), []);
        assert.deepEqual(fillText(body, { 'recipient.name': 'Ana' }), { ok: true, text: body });
        const kept = body.replace(/[{}\s]/g, '');
        assert.ok(kept.includes(text.replace(/[{}\s\0]/g, '')), 'and loses none of its words');
      }),
      { numRuns: 500 },
    );
  });
});

describe('the smallest distance', () => {
  const distance = (body: string, subjects = ['Subject']) => smallestDistance(subjects, readWording(body));

  it('is that of the two most similar alternatives, as words and as a share of the longer letter', () => {
    assert.deepEqual(distance('one two three\n[or]\none two four\n[or]\nall else here\n\nBye bye'), { words: 1, share: 1 / 6 });
    assert.deepEqual(distance('a b c d\n[or]\ne f g h', ['Hello', 'Good day']), { words: 2, share: 2 / 6 });
  });

  it('is nothing where letters are the same but for capitals, marks and space', () => {
    assert.deepEqual(distance('The path.\n[or]\nthe  path!'), { words: 0, share: 0 });
    assert.deepEqual(distance('One letter for all.'), { words: 0, share: 0 });
    assert.deepEqual(distance(''), { words: 0, share: 0 });
    assert.deepEqual(distance('A\n[or]'), { words: 0, share: 0 });
  });

  it('is the smallest of all combinations compared with each other, place by place', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 5 });
    const places = fc.array(fc.array(words, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(places, (all) => {
        const body = all.map((alternatives) => alternatives.map((one) => one.join(' ')).join('\n[or]\n')).join('\n\n');
        const letters = all.reduce<string[][][]>(
          (so, alternatives) => so.flatMap((letter) => alternatives.map((one) => [...letter, one])),
          [[]],
        );
        const pairs = letters.flatMap((one, at) => letters.slice(at + 1).map((other) => ({ one, other })));
        const apart = pairs.map(({ one, other }) =>
          one.reduce((sum, paragraph, place) => sum + wordDistance(paragraph, other[place] ?? []), 0),
        );
        assert.equal(smallestDistance([], readWording(body)).words, apart.length > 0 ? Math.min(...apart) : 0);
      }),
      { numRuns: 200 },
    );
  });

  it('over words is the one of Levenshtein, also beyond thirty words', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 100 });
    fc.assert(
      fc.property(words, words, (one, other) => {
        assert.equal(wordDistance(one, other), plainDistance(one, other));
      }),
      { numRuns: 300 },
    );
  });

  it('of 20,000 characters is found in a moment, even when every character is a word', () => {
    const bodies = [2, 6].flatMap((count) => [
      Array.from({ length: count }, (_, at) => `${'ab'[at % 2] ?? ''} b `.repeat(20_000 / count / 4)).join('\n[or]\n'),
      Array.from({ length: count }, (_, at) => '山川水道'.repeat(20_000 / count / 4).slice(at * 3)).join('\n[or]\n'),
    ]);
    for (const body of bodies) {
      const worked = workTime();
      const { words } = distance(body);
      // Some 50 ms at worst.
      assert.ok(worked() < 500, `${worked()} ms`);
      assert.ok(words < wordsOf(body).length);
    }
  });
});

/** The textbook's way, cell by cell. */
function plainDistance(one: readonly string[], other: readonly string[]): number {
  let row = [...other.keys(), other.length];
  for (const [at, word] of one.entries()) {
    const next = [at + 1];
    for (const [place, against] of other.entries())
      next.push(Math.min(row[place]! + Number(word !== against), row[place + 1]! + 1, next[place]! + 1));
    row = next;
  }
  return row.at(-1)!;
}
