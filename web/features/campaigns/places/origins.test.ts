import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readOrigins } from './origins.ts';

test('Of a pasted address only the site is taken, and https is added where it is missing', () => {
  const text = 'https://www.example.org/join?from=mail#top\nwww.example.org\n\n  HTTPS://Club.Example.org:8443/ ,http://localhost:5173';
  assert.deepEqual(readOrigins(text), {
    origins: ['https://www.example.org', 'https://club.example.org:8443', 'http://localhost:5173'],
    problems: [],
  });
});

test('What names no exact site is refused in a sentence that says why', () => {
  const refused = [
    '*.example.org',
    'https://*',
    'http://example.org',
    'club',
    'https://user@example.org',
    'javascript://example.org',
    'https://[',
  ];
  for (const word of refused) {
    const { origins, problems } = readOrigins(word);
    assert.deepEqual(origins, [], word);
    assert.match(problems.join(), /^“.*” .*\.$/s, word);
  }
  const { origins, problems } = readOrigins(Array.from({ length: 21 }, (_, number) => `site${number}.example.org`).join('\n'));
  assert.equal(origins.length, 21);
  assert.match(problems.join(), /20 at most/);
});

test('Whatever is pasted, what is taken is an origin and nothing more', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })), (text) => {
      for (const origin of readOrigins(text).origins) assert.equal(new URL(origin).origin, origin);
    }),
  );
});
