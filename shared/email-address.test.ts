import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { workTime } from '../test/harness/work-time.ts';
import { emailKey, parseEmailAddress } from './email-address.ts';

const refusals: [name: string, text: string, sentence: RegExp][] = [
  ['nothing', ' \u00A0\u200B', /Enter an e-mail address/],
  ['no @', 'jane.example.org', /needs an @ sign/],
  ['one label', 'a@b', /needs an ending/],
  ['two dots', 'a..b@example.org', /dot must stand/],
  ['a dot in front', '.a@example.org', /dot must stand/],
  ['a dot at the end', 'a.@example.org', /dot must stand/],
  ['two dots in the domain', 'a@example..org', /dot must stand/],
  ['a dot at the end of the domain', 'a@example.org.', /dot must stand/],
  ['a long local part', `${'a'.repeat(65)}@example.org`, /longer than 64/],
  ['a long address', `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(9)}`, /longer than 254/],
  ['320 characters', `${'a'.repeat(64)}@${'b'.repeat(251)}.org`, /not a domain name/],
  ['a name in front', 'Jane <jane@example.org>', /without a name/],
  ['a trailing angle bracket', 'jane@example.org>', /without a name/],
  ['two addresses', 'a@b.org, c@d.org', /one address only/],
  ['two @ signs', 'a@b@example.org', /one @ sign/],
  ['mailto:', 'mailto:jane@example.org', /mailto/],
  ['a quoted local part', '"jane doe"@example.org', /space|quotation/],
  ['a quoted local part without space', '"jane"@example.org', /quotation/],
  ['a letter beyond ASCII in the local part', '用户@例子.公司', /A to Z/],
  ['a Cyrillic а in the local part', 'j\u0430ne@example.org', /A to Z/],
  ['a zero-width space inside', 'ja\u200Bne@example.org', /invisible/],
  ['a soft hyphen in the domain', 'jane@exam\u00ADple.org', /invisible/],
  ['a bidi override', 'jane@\u202Eexample.org', /invisible/],
  ['a line break and another header', 'jane@example.org\r\nBcc: x@example.org', /space/],
  ['a NUL', 'jane\0@example.org', /invisible/],
  ['a domain literal', 'jane@[127.0.0.1]', /not a number/],
  ['an IP address', 'jane@127.0.0.1', /not a domain name/],
  ['an IP address in another spelling', 'jane@0x7f.1', /not a domain name/],
  ['a path', 'jane@example.org/x', /not a domain name/],
  ['a percent escape', 'jane@example%2eorg', /not a domain name/],
  ['a port', 'jane@example.org:25', /not a domain name/],
  ['a hyphen at the edge of a label', 'jane@-example.org', /not a domain name/],
  ['a comment', 'jane(home)@example.org', /not allowed there/],
];

describe('one e-mail address', () => {
  for (const [name, text, sentence] of refusals)
    it(`refuses ${name} in a plain sentence`, () => {
      const parsed = parseEmailAddress(text);
      assert.ok(!parsed.ok, JSON.stringify(parsed));
      assert.match(parsed.reason, sentence);
      assert.match(parsed.reason, /^[A-Z].*\.$/);
    });

  const taken: [text: string, address: string, key: string][] = [
    ['Jane.Doe+news@Example.ORG', 'Jane.Doe+news@example.org', 'jane.doe+news@example.org'],
    ['\uFEFF jane@example.org\u00A0\u200B', 'jane@example.org', 'jane@example.org'],
    ["o'neil!#$%&*/=?^_`{|}~-@example.org", "o'neil!#$%&*/=?^_`{|}~-@example.org", "o'neil!#$%&*/=?^_`{|}~-@example.org"],
    ['info@Bücher.example', 'info@xn--bcher-kva.example', 'info@xn--bcher-kva.example'],
    ['info@Bu\u0308cher.example', 'info@xn--bcher-kva.example', 'info@xn--bcher-kva.example'],
    ['info@例子。公司', 'info@xn--fsqu00a.xn--55qx5d', 'info@xn--fsqu00a.xn--55qx5d'],
    ['info@\u0430pple.com', 'info@xn--pple-43d.com', 'info@xn--pple-43d.com'],
    ['J.Doe+x@googlemail.com', 'J.Doe+x@googlemail.com', 'jdoe@gmail.com'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ];
  for (const [text, address, key] of taken)
    it(`reads ${text.slice(0, 40)}`, () => assert.deepEqual(parseEmailAddress(text), { ok: true, address, key }));

  it('whatever it takes has one @, only printable ASCII, at most 254 characters, and reads the same again', () => {
    const character = fc.oneof(
      fc.constantFrom('.', '@', '+', '-', 'a', 'ü', '\u200B', '\r', '\n', '<', ' ', '。'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    const text = fc.oneof(
      fc.emailAddress(),
      fc.tuple(fc.array(character), fc.array(character)).map(([a, b]) => `a${a.join('')}@b${b.join('')}.org`),
    );
    fc.assert(
      fc.property(text, (given) => {
        const parsed = parseEmailAddress(given);
        if (!parsed.ok) return;
        assert.match(parsed.address, /^[!-?A-~]+@[a-z0-9.-]+$/);
        assert.ok(parsed.address.length <= 254);
        assert.deepEqual(parseEmailAddress(parsed.address), parsed);
        assert.equal(emailKey(given), parsed.key);
        assert.equal(emailKey(parsed.key), parsed.key);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the canonical form', () => {
  it('takes variants of a Gmail address together, and no others', () => {
    for (const variant of ['J.Doe+x@googlemail.com', 'jdoe@gmail.com', 'j.d.o.e@GMail.com', 'JDOE+a+b@gmail.com'])
      assert.equal(emailKey(variant), 'jdoe@gmail.com');
    assert.notEqual(emailKey('j.doe@firm.eu'), emailKey('jdoe@firm.eu'));
    assert.notEqual(emailKey('jdoe+x@firm.eu'), emailKey('jdoe@firm.eu'));
    assert.notEqual(emailKey('jdoe@gmail.com.evil.eu'), emailKey('jdoe@gmail.com'));
  });

  it('exists for what is no address too', () => {
    for (const text of ['', '@', ' Nobody ', '+x@gmail.com', '...@gmail.com', 'ü@example.org', 'a@b/c'])
      assert.equal(emailKey(emailKey(text)), emailKey(text));
    assert.equal(emailKey('+x@gmail.com'), '+x@gmail.com');
  });

  it('takes linear time on a hostile text', () => {
    const worked = workTime();
    emailKey(`${'\u00A0'.repeat(200_000)}${'+'.repeat(200_000)}@gmail.com`);
    parseEmailAddress(`${'.a'.repeat(200_000)}@${'b.'.repeat(200_000)}`);
    assert.ok(worked() < 500);
  });
});

describe('plain domain names', () => {
  it('are taken as what a browser would call them, and as their capital spelling is, which goes the long way', () => {
    const labels = fc.array(fc.stringMatching(/^[a-z0-9-]{1,8}$/), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(labels, (names) => {
        const domain = `${names.join('.')}.org`;
        const parsed = parseEmailAddress(`a@${domain}`);
        if (parsed.ok) assert.equal(parsed.address, `a@${String(URL.parse(`http://${domain}`)?.hostname)}`);
        assert.deepEqual(parsed, parseEmailAddress(`a@${domain.slice(0, -3)}ORG`));
      }),
    );
  });
});
