import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judgeAddress } from './judge-address.ts';
import { meantDomain, slips } from './known-domains.ts';

test('the verdict says what is wrong, the worst first', () => {
  const cases: [email: string, dns: Parameters<typeof judgeAddress>[1], verdict: string, because: RegExp][] = [
    ['ines.falk@council.example.org', 'yes', 'good', /takes mail/],
    ['ines falk@example.org', 'yes', 'bad', /space/],
    ['ines@gone.example.org', 'no', 'bad', /nothing at gone\.example\.org/],
    ['ines@gmial.com', 'no', 'bad', /Perhaps gmail\.com is meant/],
    ['ines@null.example.org', 'refuses', 'bad', /takes no mail/],
    ['noreply@example.org', 'yes', 'bad', /Nobody reads/],
    ['Do-Not-Reply@example.org', 'yes', 'bad', /Nobody reads/],
    ['ines@gmial.com', 'yes', 'risky', /slip of the hand\. Perhaps gmail\.com/],
    ['x@mailinator.com', 'yes', 'risky', /for some minutes/],
    ['x@anything.mailinator.com', 'unknown', 'risky', /for some minutes/],
    ['Info+ward@example.org', 'yes', 'risky', /several people/],
    ['info@example.org', 'unknown', 'unknown', /asked again/],
  ];
  for (const [email, dns, verdict, because] of cases) {
    const judged = judgeAddress(email, dns);
    assert.equal(judged.verdict, verdict, email);
    assert.match(judged.because, because);
  }
});

test('slips of the hand are known again, and real domains are left alone', () => {
  const slipped: Record<string, string> = {
    'gmial.com': 'gmail.com',
    'gmail.con': 'gmail.com',
    'gmail.cm': 'gmail.com',
    'gmaill.com': 'gmail.com',
    'hotmial.co.uk': 'hotmail.co.uk',
    'outlok.com': 'outlook.com',
    'yaho.com': '',
    'yahooo.fr': 'yahoo.fr',
    'iclod.com': 'icloud.com',
  };
  for (const [domain, meant] of Object.entries(slipped)) assert.equal(meantDomain(domain) ?? '', meant, domain);
  for (const real of [
    'gmail.com',
    'ymail.com',
    'email.com',
    'mail.com',
    'yahoo.ca',
    'gmx.at',
    'gmx.de',
    'me.com',
    'council.example.org',
    'orange.org',
    'proton.me',
  ])
    assert.equal(meantDomain(real), undefined, real);
});

test('one slip is one letter left out, added, replaced or turned round, and nothing is a slip of itself', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 2, maxLength: 12, unit: fc.constantFrom('a', 'b', 'c') }),
      fc.nat(),
      fc.constantFrom('a', 'x'),
      (word, place, letter) => {
        const at = place % word.length;
        const changed = [
          word.slice(0, at) + word.slice(at + 1),
          word.slice(0, at) + letter + word.slice(at),
          word.slice(0, at) + letter + word.slice(at + 1),
          word.slice(0, at) +
            word
              .slice(at, at + 2)
              .split('')
              .reverse()
              .join('') +
            word.slice(at + 2),
        ];
        for (const one of changed) assert.equal(slips(one, word), one !== word, `${one} ${word}`);
        assert.equal(slips(`${word}xyz`, word), false);
      },
    ),
  );
});
