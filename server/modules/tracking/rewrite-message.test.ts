import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { workTime } from '../../../test/harness/work-time.ts';
import { compileText, renderText } from '../templates/index.ts';
import { fixedAddresses } from './fixed-addresses.ts';
import { addressesIn, rewriteMessage, trackable } from './rewrite-message.ts';

const leave = 'https://letters.example.org/leave/ticket';

/** A text as a recipient would get it, and the addresses that were replaced. */
function rewritten(html: string, values: Record<string, string> = {}) {
  const compiled = compileText({ subject: 'The ford', html });
  const filled = renderText(compiled, { ...values, unsubscribe_url: leave }, { seed: 'seed' });
  assert.ok(filled.ok, JSON.stringify(filled));
  const found: string[] = [];
  const parts = rewriteMessage(filled, {
    addressOf(url) {
      if (url === leave) return undefined;
      found.push(url);
      return `https://t.example.org/c/${String(new Set(found).size)}`;
    },
    imageUrl: 'https://t.example.org/o/1.gif',
    hiddenUrl: 'https://t.example.org/c/hidden',
    disclosure: { words: 'Opened is noted.', language: 'en' },
  });
  return { ...parts, found, fixed: fixedAddresses(compiled), filled };
}
const link = (href: string, label = 'here') => `<p>Look <a href="${href}">${label}</a>.</p>`;

const led: [what: string, written: string, leads: string][] = [
  ['an ampersand as HTML writes it', 'https://example.org/?a=1&amp;b=2', 'https://example.org/?a=1&b=2'],
  ['an ampersand as people write it', 'https://example.org/?a=1&b=2', 'https://example.org/?a=1&b=2'],
  ['a place in a page', 'https://example.org/page#part', 'https://example.org/page#part'],
  [
    'what tells campaigns apart',
    'https://example.org/?utm_source=ford&amp;utm_campaign=spring',
    'https://example.org/?utm_source=ford&utm_campaign=spring',
  ],
  ['a host in letters of the world', 'https://пример.example/путь', 'https://пример.example/путь'],
  ['more than 2,000 signs', `https://example.org/${'x'.repeat(2500)}`, `https://example.org/${'x'.repeat(2500)}`],
  ['brackets', 'https://example.org/a_(b)', 'https://example.org/a_(b)'],
];
for (const [what, written, leads] of led)
  test(`A link leads where it was written: ${what}`, () => {
    const { html, text, found } = rewritten(link(written));
    assert.deepEqual([...new Set(found)], [leads]);
    assert.equal(found.length, 2, 'in HTML and in text');
    assert.ok(html.includes('href="https://t.example.org/c/1"') && text.includes('(https://t.example.org/c/1)'));
  });

test('The same link twice is one link; a merge tag in a link is filled first, and known to be of one recipient', () => {
  const { found, fixed } = rewritten(
    `${link('https://example.org/a')}${link('https://example.org/a')}${link('https://example.org/for/{{ name }}')}<p>{{ site }} or https://example.org/plain.</p>`,
    { name: 'Ann & Bo', site: 'https://example.org/own' },
  );
  assert.deepEqual([...new Set(found)].sort(), [
    'https://example.org/a',
    'https://example.org/for/Ann%20%26%20Bo',
    'https://example.org/own',
    'https://example.org/plain',
  ]);
  assert.ok(fixed.has('https://example.org/a') && fixed.has('https://example.org/plain'));
  assert.ok(!fixed.has('https://example.org/for/Ann%20%26%20Bo') && !fixed.has('https://example.org/own'));
});

for (const stays of [
  'mailto:ann@example.org',
  'mailto:ann@example.org?subject=https://example.org',
  'tel:+491234',
  '#below',
  '/path',
  'ftp://example.org/',
])
  test(`What leads to no page of the web stays as it is: ${stays}`, () => {
    const { html, filled, found } = rewritten(link(stays, 'so'));
    assert.deepEqual(
      found.filter((url) => !url.startsWith('https://example.org')),
      [],
    );
    assert.ok(html.startsWith(filled.html));
  });

test('The link for leaving stays as it is, in HTML and in text', () => {
  const { html, text } = rewritten('<p>Good day.</p>');
  assert.ok(html.includes(`href="${leave}"`) && text.includes(leave));
});

test('The text part has neither image nor hidden link, and both parts say that opening is noted', () => {
  const { html, text } = rewritten(link('https://example.org/'));
  assert.match(html, /<img src="https:\/\/t\.example\.org\/o\/1\.gif" alt=""/);
  assert.match(html, /<a href="https:\/\/t\.example\.org\/c\/hidden" style="display: none" aria-hidden="true" tabindex="-1"><\/a>/);
  assert.doesNotMatch(text, /gif|hidden/);
  assert.ok(html.includes('Opened is noted.') && text.endsWith('Opened is noted.'));
});

test('The end of a sentence is no part of an address in a text', () => {
  const { text } = rewritten('<p>See https://example.org/a, https://example.org/b. Or (https://example.org/c)!</p>');
  assert.match(text, /See https:\/\/t\.example\.org\/c\/1, https:\/\/t\.example\.org\/c\/2\. Or \(https:\/\/t\.example\.org\/c\/3\)!/);
});

test('Nothing that would lead elsewhere than it says, or break a header, is tracked', () => {
  for (const url of [
    '//evil.example',
    'https:/\\evil.example',
    'https://a:b@evil.example/',
    'javascript:alert(1)',
    'https://',
    'http:///x',
    'https://x.example/\r\nSet-Cookie: a=b',
    'data:text/html,x',
  ])
    assert.equal(trackable(url), false, JSON.stringify(url));
});

test('Whatever stands between the links stays to the letter', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), (value) => {
      const { html, text, filled } = rewritten(`<p>Value: {{ name }}</p>${link('https://example.org/')}`, {
        name: `x${value.replace(/https?:/gi, '')}`,
      });
      const back = (part: string) => part.replaceAll('https://t.example.org/c/1', 'https://example.org/');
      assert.ok(back(html).startsWith(filled.html));
      assert.equal(back(text), `${filled.text}\n\nOpened is noted.`);
    }),
  );
});

test('an address of nothing but brackets costs no more than its length', () => {
  const worked = workTime();
  assert.deepEqual(addressesIn(`https://example.org/${')'.repeat(400_000)}`), ['https://example.org/']);
  assert.deepEqual(addressesIn('(https://example.org/a_(b)).'), ['https://example.org/a_(b)']);
  assert.ok(worked() < 1_000, `${String(worked())} ms`);
});
