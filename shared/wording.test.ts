import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { workTime } from '../test/harness/work-time.ts';
import { normaliseBody } from './body-text.ts';
import { chooseCombination, readWording } from './wording.ts';

const path = 'I walk the path most weeks.\n[or]\nMy children cross the ford on their way to school.';
const letter = `Dear friend,\n\n${path}\n\n[yours]\nWhat it is to you.\n[/yours]\n\nYours,\nJo\n`;

describe('reading a body', () => {
  it('finds alternatives and the part that a supporter may change', () => {
    assert.deepEqual(readWording(letter), {
      problems: [],
      parts: [
        {
          own: false,
          paragraphs: [
            { alternatives: ['Dear friend,'], after: '\n\n' },
            { alternatives: ['I walk the path most weeks.', 'My children cross the ford on their way to school.'], after: '' },
          ],
        },
        { own: true, paragraphs: [{ alternatives: ['What it is to you.'], after: '' }] },
        { own: false, paragraphs: [{ alternatives: ['Yours,\nJo'], after: '\n' }] },
      ],
    });
  });

  it('takes marks with capitals, blank lines, blanks and invisible characters around them', () => {
    const typed = letter.replace('\n[or]\n', '\r\n\r\n \u200B[OR]\t\r\n\r\n\r\n').replace('[yours]', '\u00A0[Yours] ');
    assert.deepEqual(readWording(typed), readWording(letter));
  });

  it('allows an own part with nothing in it', () => {
    const { parts, problems } = readWording('A\n\n[yours]\n\n[/yours]\n\nB');
    assert.deepEqual(problems, []);
    assert.deepEqual(parts[1], { own: true, paragraphs: [] });
  });

  it('leaves marks inside a line alone', () => {
    for (const text of ['Tea [or] coffee', '[or] coffee', '[yours] truly', 'a[/yours]', '[ or ]', '[or][or]', 'x\n[oryx]\ny']) {
      const { problems } = readWording(text);
      assert.deepEqual(problems, [], text);
      assert.equal(chooseCombination([], readWording(text), 0).body, text);
    }
  });

  it('gives a text without marks back byte for byte, whatever number is asked for', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', '\n\n', '\r\n', ' ', '\t\n', '\u2028', '\u00A0', '\u200B', 'a', '[or', 'or]'),
      fc.string(),
    );
    const plain = fc
      .array(piece, { maxLength: 20 })
      .map((pieces) => pieces.join(''))
      .filter((text) => !/\[(or|\/?yours)\]/i.test(normaliseBody(text).replace(/\p{Cf}/gu, '')));
    fc.assert(
      fc.property(plain, fc.nat(), (text, index) => {
        const reading = readWording(text);
        assert.deepEqual(reading.problems, []);
        assert.equal(reading.parts.length <= 1, true);
        assert.equal(chooseCombination([], reading, index).body, normaliseBody(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('problems of a body', () => {
  const six = 'a\n[or]\nb\n[or]\nc\n[or]\nd\n[or]\ne\n[or]\nf';
  const cases: [text: string, sentence: RegExp, line: number, column: number][] = [
    ['[or]\nA', /nothing before this \[or\]/, 1, 1],
    ['A\n\n  [or]\n\n', /nothing after this \[or\]/, 3, 3],
    ['A\r\n[or]\r\n\r\n[or]\r\nB', /two \[or\] with nothing between/, 4, 1],
    ['A\n[or]\n\u200B\n[or]\nB', /two \[or\] with nothing between/, 4, 1],
    ['A\n[or]\n[yours]\nB\n[/yours]', /nothing after this \[or\]/, 2, 1],
    ['[yours]\nB\n[/yours]\n[or]\nC', /nothing before this \[or\]/, 4, 1],
    ['A\n[yours]\nB', /not closed\. Put \[\/yours\]/, 2, 1],
    ['A\n[/yours]\nB', /no \[yours\] above this/, 2, 1],
    ['[yours]\nA\n[yours]\nB\n[/yours]', /still open/, 3, 1],
    ['[yours]\nA\n[/yours]\n\n[yours]\nB\n[/yours]', /only one\. Remove this one/, 5, 1],
    ['[yours]\nA\n[or]\nB\n[/yours]', /has no alternatives/, 3, 1],
    [`${six}\n[or]\ng`, /at most 6 alternatives/, 13, 1],
    [`${six}\n\n`.repeat(6), /more than 10,000 different letters/, 63, 1],
    ['[yours]\nDear {{recipient.name}}\n[/yours]', /merge tag cannot stand between/, 2, 6],
    ['{{ a | default: "x\n[or]\ny" }}', /not closed in its paragraph/, 1, 1],
    ['{{a}} {{ b | default: "\n\n[yours]\n[/yours]\n\n"}}', /not closed in its paragraph/, 1, 7],
  ];
  for (const [text, sentence, line, column] of cases)
    it(`finds the one in ${JSON.stringify(text.slice(0, 40))}`, () => {
      const [problem, ...more] = readWording(text).problems;
      assert.deepEqual(more, []);
      assert.match(problem?.sentence ?? '', sentence);
      assert.deepEqual([problem?.line, problem?.column], [line, column]);
    });

  it('are none with six alternatives, and with 10,000 combinations', () => {
    const of = (count: number) => Array.from({ length: count }, (_, at) => `Sentence ${at}.`).join('\n[or]\n');
    const most = [2, 2, 2, 2, 5, 5, 5, 5].map(of).join('\n\n');
    for (const text of [six, most]) assert.deepEqual(readWording(text).problems, []);
  });

  it('come in their order, at most 20', () => {
    const { problems } = readWording('A\n[/yours]\n[or]\n[or]\n'.repeat(50));
    assert.equal(problems.length, 20);
    assert.deepEqual(
      problems.map(({ line }) => line),
      problems.map(({ line }) => line).sort((one, other) => one - other),
    );
  });

  it('never keep a text from being taken apart and written, whatever it is', () => {
    const line = fc.constantFrom('[or]', '[yours]', '[/yours]', '', ' ', 'A', 'B {{c}}', '{{', '\u2029', '[OR]');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 15 }), fc.integer(), (lines, index) => {
        const reading = readWording(lines.join('\n'));
        const written = chooseCombination([], reading, index).body;
        if (reading.problems.length === 0) assert.doesNotMatch(written, /\[(or|\/?yours)\]/i, lines.join('|'));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a hostile body of a megabyte', () => {
  const hostile: Record<string, string> = {
    'nothing but [or]': '[or]\n'.repeat(200_000),
    'one paragraph with many alternatives': 'a\n[or]\n'.repeat(150_000),
    'own parts': '[yours]\n[/yours]\n'.repeat(60_000),
    'own parts that are never closed': '[yours]\n'.repeat(125_000),
    'blank lines': '\r\n'.repeat(500_000),
    'one line of brackets': '['.repeat(1_000_000),
    'one line of blanks': ' '.repeat(1_000_000),
    'invisible characters': '\u200B'.repeat(1_000_000),
    'line separators': 'a\u2028\u2028[or]\u2028'.repeat(150_000),
    'open tags': 'a {{\n\n[or]\n'.repeat(90_000),
  };
  for (const [name, text] of Object.entries(hostile))
    it(`of ${name} is read and written in linear time`, () => {
      // Far above what it takes, far below what a quadratic reading would.
      const worked = workTime();
      chooseCombination([], readWording(text), 7);
      assert.ok(worked() < 2_000, `${worked()} ms`);
    });
});
