import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOfProblem, offsetOf, stretches } from './marks.ts';
import { problemsOfWords } from './letter-form.ts';

test('marks lie exactly under the words: put together again, they are the text', () => {
  for (const text of [
    '',
    'plain',
    '{{ a }}{{ b',
    'x {{ a }} y\n{{ b }}\n',
    '{{{{ a }}',
    '}} {{ }} {',
    'a\n\n [or] \n\nb [or]\n[yours]\n{{ c }}\n[/YOURS]',
  ]) {
    assert.equal(
      stretches(text, [])
        .map((part) => part.text)
        .join(''),
      text,
    );
  }
});

test('a tag that cannot be filled is marked at its own place, also on a later line', () => {
  const body = 'Dear {{ recipient.name }},\n\nfrom {{ recipient.distrct }} with {{ nothing';
  const wrong = problemsOfWords({ subjects: ['Hello'], body });
  const marked = stretches(body, wrong).filter(({ mark }) => mark !== 'plain');
  assert.deepEqual(
    marked.map(({ text, mark }) => `${mark}: ${text}`),
    ['tag: {{ recipient.name }}', 'wrong: {{ recipient.distrct }}', 'wrong: {{'],
  );
  assert.equal(body.slice(offsetOf(body, wrong[0] ?? { line: 1, column: 1 })).startsWith('{{ recipient.distrct'), true);
});

test('a mark of alternatives is marked where it stands on a line of its own, and as wrong where it makes no sense', () => {
  const body = 'One.\n\n[or]\n\nTwo, not [or].\n\n  [or]\n';
  const [problem] = problemsOfWords({ subjects: ['Hello', 'Good day {{ nobody'], body }).filter(({ field }) => field === 'body');
  assert.ok(problem);
  assert.equal(problem.line, 7);
  assert.deepEqual(
    stretches(body, [problem]).filter(({ mark }) => mark !== 'plain'),
    [
      { text: '[or]', mark: 'tag' },
      { text: '[or]', mark: 'wrong' },
    ],
  );
  assert.equal(body.slice(offsetOf(body, problem), endOfProblem(body, body.lastIndexOf('['))), '[or]');
});

test('each subject has its own problems', () => {
  const found = problemsOfWords({ subjects: ['Hello', '{{ nobody', '{{ recipient.name }}'], body: 'Text' });
  assert.deepEqual(
    found.map(({ field, index }) => [field, index]),
    [['subject', 1]],
  );
});
