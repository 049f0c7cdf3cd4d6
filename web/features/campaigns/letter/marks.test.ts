import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offsetOf, stretches } from './marks.ts';
import { tagProblems } from './letter-form.ts';

test('marks lie exactly under the words: put together again, they are the text', () => {
  for (const text of ['', 'plain', '{{ a }}{{ b', 'x {{ a }} y\n{{ b }}\n', '{{{{ a }}', '}} {{ }} {']) {
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
  const wrong = tagProblems({ subject: 'Hello', body });
  const marked = stretches(body, wrong).filter(({ mark }) => mark !== 'plain');
  assert.deepEqual(
    marked.map(({ text, mark }) => `${mark}: ${text}`),
    ['tag: {{ recipient.name }}', 'wrong: {{ recipient.distrct }}', 'wrong: {{'],
  );
  assert.equal(body.slice(offsetOf(body, wrong[0] ?? { line: 1, column: 1 })).startsWith('{{ recipient.distrct'), true);
});
