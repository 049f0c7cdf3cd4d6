import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { normaliseBody } from './body-text.ts';
import { cleanHeaderText } from './header-text.ts';
import { mostCharacters, otherWays, wayUrl, type LetterToCarry, type WayByLink } from './other-ways.ts';

const ways = otherWays.filter((way) => way !== 'copy' && way !== 'eml');
const letter: LetterToCarry = {
  to: { name: 'Councillor Ines Falk', address: 'ines.falk@council.example.org' },
  subject: 'Please keep the ford',
  body: 'Dear Councillor Falk,\n\nplease.\n',
};

/** What a webmail or a mail program reads in the link: by `URLSearchParams` for the first, by the grammar of RFC 6068 for the second. */
function read(way: WayByLink, url: string): { to: string; fields: Record<string, string> } {
  if (way !== 'mailto') {
    const { to = '', ...fields } = Object.fromEntries(new URL(url).searchParams);
    return { to, fields };
  }
  const [, to = '', query = ''] = /^mailto:([^?]*)\?(.*)$/.exec(url) ?? [];
  const fields = query.split('&').map((field) => field.split('=').map(decodeURIComponent) as [string, string]);
  return { to: decodeURIComponent(to), fields: Object.fromEntries(fields) };
}

const expected: Record<WayByLink, (subject: string, body: string) => Record<string, string>> = {
  gmail_compose: (su, body) => ({ view: 'cm', fs: '1', su, body }),
  outlook_compose: (subject, body) => ({ subject, body }),
  yahoo_compose: (subject, body) => ({ subject, body }),
  mailto: (subject, body) => ({ subject, body: body.replaceAll('\n', '\r\n') }),
};

const hostile = fc.constantFrom(
  'a\r\nBcc: evil@example.com',
  '&bcc=evil@example.com',
  '?cc=evil@example.com',
  '%0D%0ABcc:evil@example.com',
  '#',
  '+ + =',
  '"><script>',
  '\uD800',
  '\u202E',
  'Ђорђе é 👩‍👩‍👧‍👦',
  'a\n\nb\r\nc\rd\u2028e',
);
const anyText = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { maxLength: 3 }).map((parts) => parts.join(' '));
const locals = fc.string({ unit: fc.constantFrom(...Array.from("ab1.!#$%&'*+/=?^_`{|}~-")), minLength: 1, maxLength: 12 });

test('a link opens exactly the subject and the text, for exactly one reader, and carries no other field', () => {
  let opened = 0;
  fc.assert(
    fc.property(fc.constantFrom(...ways), locals, anyText, anyText, (way, local, subject, body) => {
      const address = `a${local.replaceAll('.', '')}@example.org`;
      const link = wayUrl(way, { to: { name: subject, address }, subject, body });
      if (!link.ok) return assert.match(link.sentence, /too long/);
      opened += 1;
      assert.deepEqual(read(way, link.url), { to: address, fields: expected[way](cleanHeaderText(subject), normaliseBody(body)) });
      assert.match(link.url, /^[\x21-\x7E]+$/, 'no blank, no line break, nothing beyond ASCII');
      assert.ok(URL.canParse(link.url));
    }),
    { numRuns: 1000 },
  );
  assert.ok(opened > 500);
});

test('a mail program is given its link as RFC 6068 writes it', () => {
  const odd = { ...letter, to: { name: 'x', address: 'a?b&c=d/e%+x@bücher.example' }, subject: 'Für dich', body: 'a b\nc' };
  assert.deepEqual(wayUrl('mailto', odd), {
    ok: true,
    url: 'mailto:a%3Fb%26c%3Dd%2Fe%25%2Bx@xn--bcher-kva.example?subject=F%C3%BCr%20dich&body=a%20b%0D%0Ac',
  });
});

test('a link may be as long as its program bears and not one character longer, counted as it is encoded', () => {
  for (const way of ways) {
    const empty = wayUrl(way, { ...letter, body: '' });
    const room = mostCharacters[way] - (empty.ok ? empty.url.length : 0);
    const [accents, rest] = [Math.floor(room / 6), room % 6];
    const full = wayUrl(way, { ...letter, body: 'é'.repeat(accents) + 'x'.repeat(rest) });
    assert.equal(full.ok && full.url.length, mostCharacters[way]);
    const over = wayUrl(way, { ...letter, body: 'é'.repeat(accents) + 'x'.repeat(rest + 1) });
    assert.equal(over.ok, false, way);
  }
});

test('a letter that is too long is not shortened: a sentence names the ways that still work', () => {
  const sentence = (way: WayByLink, characters: number) => {
    const link = wayUrl(way, { ...letter, body: 'x'.repeat(characters) });
    return link.ok ? '' : link.sentence;
  };
  const tooLong = 'Your letter is too long for this way.';
  assert.equal(sentence('gmail_compose', 7000), `${tooLong} Copy it, or download it as a file.`);
  assert.equal(sentence('mailto', 3000), `${tooLong} Open it in Gmail, copy it, or download it as a file.`);
  assert.equal(sentence('mailto', 1840), `${tooLong} Open it in Gmail, Outlook.com or Yahoo Mail, copy it, or download it as a file.`);
});

test('an address that would add a recipient or a field opens nothing', () => {
  const bad = ['a@b.org,c@d.org', 'a@b.org\r\nBcc: c@d.org', 'a@b.org?cc=c@d.org', 'a@b.org&bcc=c@d.org', '<a@b.org>', ''];
  for (const way of ways)
    for (const address of bad) {
      const link = wayUrl(way, { ...letter, to: { name: 'x', address } });
      assert.deepEqual(link, { ok: false, sentence: 'This letter has no address that can be written to. Please tell the organiser.' });
    }
});
