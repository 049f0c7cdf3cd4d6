import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { workTime } from '../test/harness/work-time.ts';
import { advocacyTags } from './advocacy-tags.ts';
import { checkText, fillText, listTags } from './merge-tags.ts';

const known = Object.keys(advocacyTags);
const values = { 'recipient.name': 'Ana Đorđević', 'supporter.name': 'Jo' };
const filled = (text: string, given: Record<string, string | undefined> = values) => {
  const result = fillText(text, given);
  return result.ok ? result.text : result.missing;
};

describe('filling a text', () => {
  const cases: [text: string, result: string | string[]][] = [
    ['Dear {{recipient.name}},', 'Dear Ana Đorđević,'],
    ['{{ recipient.name }}{{recipient.name\n}}', 'Ana ĐorđevićAna Đorđević'],
    ['Dear {{ recipient.salutation | default: "friend" }},', 'Dear friend,'],
    ['Dear {{recipient.salutation|default:\u201Efriend\u201C}},', 'Dear friend,'],
    ["{{ recipient.name | default: 'x' }}", 'Ana Đorđević'],
    ['Dear {{ recipient.salutation }},', ['recipient.salutation']],
    ['Dear {{ recipient.salutation | default: " " }},', ['recipient.salutation']],
    ['{{a}} {{b}} {{a}}', ['a', 'b']],
    ['{{constructor}} {{__proto__}} {{toString}}', ['constructor', '__proto__', 'toString']],
    ["{{constructor.constructor('x')}}", ["{{constructor.constructor('x')}}"]],
    ['Dear {{recipient.name', ['{{recipient.name']],
    ['{{ {{recipient.name}}', ['{{ ']],
    ['{{}}', ['{{}}']],
    ['{{ recipient.name | upcase }}', ['{{ recipient.name | upcase }}']],
    ['{"json": {"a": 1}} and } and {', '{"json": {"a": 1}} and } and {'],
    ['', ''],
  ];
  for (const [text, result] of cases)
    it(`gives ${JSON.stringify(result)} for ${JSON.stringify(text)}`, () => assert.deepEqual(filled(text), result));

  it('counts blank and invisible values as absent', () => {
    for (const blank of ['', ' ', '\u00A0', '\u200B\n', undefined]) {
      assert.deepEqual(filled('{{a}}', { a: blank }), ['a']);
      assert.equal(filled('{{a | default: "b"}}', { a: blank }), 'b');
    }
  });

  it('never reads a value as a tag, whatever it contains', () => {
    const hostile = fc.oneof(
      fc.constantFrom('{{b}}', '{{', '}}', '$&', '$1', '{{a}}', '\\'),
      fc.string({ minLength: 1 }).filter((text) => /\w/.test(text)),
    );
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        assert.equal(filled('[{{a}}|{{ b }}|{{a | default: "x"}}]', { a, b }), `[${a}|${b}|${a}]`);
      }),
    );
  });

  it('is filled exactly when it has no problems and every value is there', () => {
    const part = fc.constantFrom(
      '{{',
      '}}',
      '{',
      '}',
      ' ',
      '\n',
      'recipient.name',
      'x',
      '|',
      'default:',
      '"',
      '""',
      '"y"',
      '{{recipient.name}}',
      '{{ recipient.name | default: "z" }}',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const all = Object.fromEntries(listTags(text).map((name) => [name, 'v']));
        const problems = checkText(text, listTags(text)).filter(({ sentence }) => !sentence.includes('is empty. Write what'));
        assert.equal(fillText(text, all).ok, problems.length === 0, text);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('checking a text', () => {
  it('has nothing to say about a good text', () => {
    assert.deepEqual(checkText(known.map((name) => `{{ ${name} | default: "x" }} {${name}}`).join('\n'), known), []);
  });

  const cases: [text: string, sentence: RegExp, line: number, column: number][] = [
    ['Dear {{recipient.name,\n', /not closed/, 1, 6],
    ['a\nb {{recipient.nmae}}', /no merge tag "recipient\.nmae" here\. Did you mean "recipient\.name"\?/, 2, 3],
    ['a\r\n\r\n{{Salutation}}', /Did you mean "recipient\.salutation"/, 3, 1],
    ['{{first_name}}', /Did you mean "recipient\.name"/, 1, 1],
    ['{{zzzzzzzz}}', /Use one of: recipient\.name, /, 1, 1],
    ['{{ recipient.name | default: friend }}', /needs quotation marks/, 1, 1],
    ['{{ recipient.name | default: "" }}', /is empty/, 1, 1],
    ['{{ recipient name }}', /no merge tag\. Write/, 1, 1],
    ['{{#if x}}', /no merge tag\. Write/, 1, 1],
    ['{{   }}', /is empty/, 1, 1],
    [`{{${'x'.repeat(1001)}}}`, /too long/, 1, 1],
  ];
  for (const [text, sentence, line, column] of cases)
    it(`finds the problem in ${JSON.stringify(text.slice(0, 40))}`, () => {
      const [problem, ...more] = checkText(text, known);
      assert.deepEqual(more, []);
      assert.match(problem?.sentence ?? '', sentence);
      assert.deepEqual([problem?.line, problem?.column], [line, column]);
    });

  it('names every tag once, in order', () => {
    assert.deepEqual(listTags('{{b}} {{a|default:"{x}"}} {{b}} {{'), ['b', 'a']);
  });
});

describe('a hostile text of a megabyte', () => {
  const hostile: Record<string, string> = {
    openings: '{{'.repeat(500_000),
    'braces and an end': `${'{'.repeat(999_998)}}}`,
    tags: '{{a}}'.repeat(200_000),
    closings: '}}'.repeat(500_000),
    'blanks in a tag': `{{a${' '.repeat(999_990)}b}}`,
    'dots in a tag': `{{${'a.'.repeat(499_990)}}}`,
    'long tags': `{{a${' '.repeat(900)}|${' '.repeat(90)}b}}`.repeat(1000),
    'line breaks': `${'\n'.repeat(999_990)}{{x}}`,
    'openings far apart': `{{${' '.repeat(98)}`.repeat(10_000),
  };
  for (const [name, text] of Object.entries(hostile))
    it(`of ${name} is read in linear time`, () => {
      // Far above what it takes (some milliseconds), far below what a quadratic reading would.
      const worked = workTime();
      checkText(text, known);
      fillText(text, { a: 'v' });
      listTags(text);
      assert.ok(worked() < 2_000, `${worked()} ms`);
    });
});
