import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { workTime } from '../test/harness/work-time.ts';
import { markOf, readBounce } from './read-bounce.js';

const here = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const letterThatCameBack = 'Dear Councillor Falk, my mailbox is full of letters about the user unknown 5.2.2 spam filter.';
const sampleBounces = here('./bounces.txt')
  .split(/^=== /m)
  .slice(1)
  .map((entry) => {
    const [name = '', ...lines] = entry.split('\n');
    const says = lines.filter((line) => line.startsWith('=> ')).map((line) => line.slice(3));
    return { name, says, text: lines.slice(says.length).join('\n').trimEnd() };
  });

test('enough bounces are read', () => {
  assert.ok(sampleBounces.length >= 29);
  assert.ok(sampleBounces.filter(({ text }) => text.includes(letterThatCameBack)).length >= 4);
});

for (const { name, text, says } of sampleBounces) {
  test(`a bounce is read for whom and why, and nothing else: ${name}`, () => {
    assert.deepEqual(
      readBounce(text).map((found) => `${found.class} ${found.address}`.trim()),
      says,
    );
  });
}

test('a bounce is read the same however it was pasted: as a quotation, with other line ends, without blank lines, with more of them', () => {
  const reports = sampleBounces.filter(({ text }) => /^Final-Recipient:/m.test(text));
  assert.ok(reports.length >= 8);
  for (const { name, text } of reports) {
    const found = readBounce(text);
    for (const pasted of [
      text.replaceAll('\n', '\r\n'),
      text.replace(/^/gm, '> '),
      text.replaceAll(/\n+(?=(Original|Final)-Recipient)/g, '\n'),
      text.replaceAll(/\n(?=[A-Z])/g, '\n\n'),
    ])
      assert.deepEqual(readBounce(pasted), found, name);
  }
});

test('what the letter itself says about mailboxes and codes is not taken for the reason', () => {
  const [bounce] = sampleBounces;
  assert.ok(bounce);
  const letter = letterThatCameBack.replace('Dear', 'Final-Recipient: rfc822; other@example.org\nAction: failed\nStatus: 5.2.2\n\nDear');
  assert.deepEqual(readBounce(bounce.text.replace(letterThatCameBack, letter)), readBounce(bounce.text));
});

test('a paste of a megabyte is read at once, whatever it holds', () => {
  const [bounce] = sampleBounces;
  assert.ok(bounce);
  const million = 1_000_000;
  const worked = workTime();
  assert.equal(readBounce(bounce.text + 'Lorem ipsum 5.2.2 a@example.org\n'.repeat(million / 32))[0]?.class, 'hard');
  const parts = [
    'a',
    'a@',
    'a.',
    '\n',
    ' ',
    '-',
    '> ',
    '\n ',
    'user',
    'deliver',
    'konnte',
    '5.1.',
    'a-',
    'a@a.',
    'status:\n',
    'action: x\n',
  ];
  for (const part of parts) readBounce(`mailer-daemon\n${part.repeat(million / part.length)}`);
  const each = worked() / (parts.length + 1);
  assert.ok(each < 1000, `${String(Math.round(each))} ms`);
});

test('whatever is pasted, the answer is addresses and one of five reasons', () => {
  const piece = fc.oneof(fc.string({ unit: 'binary-ascii' }), fc.constantFrom(...sampleBounces.flatMap(({ text }) => text.split('\n'))));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (lines) => {
      for (const found of readBounce(lines.join('\n'))) {
        assert.deepEqual(Object.keys(found), ['address', 'class']);
        assert.match(found.address, /^([^\s@<>]+@[a-z\d.-]+)?$/);
        assert.match(found.class, /^(hard|full|blocked|later|unknown)$/);
      }
    }),
    { numRuns: 150 },
  );
});

test('the mark of an address finds it again, and does not tell it from thousands of others', () => {
  assert.equal(markOf('Ines.Falk@council.example.org'), markOf('ines.falk@COUNCIL.example.org'));
  const marks = new Set(Array.from({ length: 200_000 }, (_, index) => markOf(`person${String(index)}@example.org`)));
  assert.ok(marks.size > 60_000 && marks.size <= 65_536);
  const council = ['ines.falk', 'piet.adler', 'rosa.lind', 'omar.weber', 'jana.holt', 'max.stern', 'eva.brandt'];
  assert.equal(new Set(council.map((name) => markOf(`${name}@council.example.org`))).size, council.length);
});

test('the script is at most 5 kB, uses nothing that old phones cannot parse, and sends nothing', () => {
  const script = here('./read-bounce.js');
  assert.ok(Buffer.byteLength(script) <= 5000);
  assert.doesNotMatch(script, /\(\?<|\?\.\w|\?\?|fetch|XMLHttp|sendBeacon|localStorage|cookie|innerHTML|import\b/);
});
