import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { webLinksIn, withOtherLinks } from './web-links.ts';

const found: [text: string, links: string[]][] = [
  ['See https://example.org/a.', ['https://example.org/a']],
  ['(see https://example.org/a_(b)) and', ['https://example.org/a_(b)']],
  ['<https://example.org/?a=1&b=2#part>', ['https://example.org/?a=1&b=2#part']],
  ['“https://example.org/a”, HTTP://EXAMPLE.org/', ['https://example.org/a', 'HTTP://EXAMPLE.org/']],
  ['https://example.org/a https://example.org/a', ['https://example.org/a']],
  ['https://example.org/{{ recipient.district }} and https://example.org/?d={{x}}', []],
  ['https://name:secret@example.org/', []],
  ['https:// http://. mailto:a@example.org tel:+44 ftp://example.org www.example.org', []],
  [`https://example.org/${'x'.repeat(2000)}`, []],
  ['https://пример.example.org/путь?q=ä!', ['https://пример.example.org/путь?q=ä']],
];

for (const [text, links] of found)
  test(`in “${text.slice(0, 60)}” these addresses stand: ${links.join(' ') || 'none'}`, () => assert.deepEqual(webLinksIn(text), links));

test('an address that begins like another, or goes on where another ends, is left as it is', () => {
  const others = new Map([['https://example.org/', 'https://short.example/l/1']]);
  const text = 'https://example.org/ https://example.org/more https://example.org/. https://example.org/?d=Ward';
  assert.equal(
    withOtherLinks(text, others),
    'https://short.example/l/1 https://example.org/more https://short.example/l/1. https://example.org/?d=Ward',
  );
});

test('whatever is found is replaced, and nothing around it changes', () => {
  const piece = fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.constantFrom(' ', '\n', '.', ')', '(', '“', '{{ x }}', ', ', 'and'),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join(' ');
      const links = webLinksIn(text);
      const marked = withOtherLinks(text, new Map(links.map((link, index) => [link, `§${String(index)}§`])));
      assert.equal(
        marked.replace(/§(\d+)§/g, (_whole, index: string) => links[Number(index)] ?? ''),
        text,
      );
      for (const link of webLinksIn(marked)) assert.ok(!links.includes(link), link);
    }),
    { numRuns: 40 },
  );
});

test('ten thousand brackets behind an address take no time to speak of', () => {
  assert.deepEqual(webLinksIn(`https://example.org/${')'.repeat(100_000)}`), ['https://example.org/']);
});
