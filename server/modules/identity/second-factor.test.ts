import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Secret, URI } from 'otpauth';
import { matchingStep, newBackupCodes, newTotpSecret, normaliseBackupCode, totpUri } from './second-factor.ts';

/** RFC 6238 appendix B, SHA-1, the last six of its eight digits. */
const vectors: [seconds: number, code: string][] = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
];
const secret = Secret.fromLatin1('12345678901234567890').base32;
const at = (seconds: number) => new Date(seconds * 1000);

describe('a code of the authenticator', () => {
  for (const [seconds, code] of vectors)
    it(`${code} matches its step and one step to each side`, () => {
      const step = Math.floor(seconds / 30);
      const begin = step * 30;
      for (const moment of [begin - 30, begin - 1, begin, begin + 29.999, begin + 59.999])
        assert.equal(matchingStep(secret, code, at(moment)), step);
      for (const moment of [begin - 30.001, begin + 60]) assert.equal(matchingStep(secret, code, at(moment)), undefined);
    });

  it('may be typed with blanks, and nothing else matches', () => {
    assert.equal(matchingStep(secret, ' 287 082 ', at(59)), 1);
    for (const code of ['', '287083', '28708', '2870820', '٢٨٧٠٨٢', '287082x', 'abcdef'])
      assert.equal(matchingStep(secret, code, at(59)), undefined);
  });

  it('comes from a new secret of 160 bits that the URI carries', () => {
    const made = newTotpSecret();
    assert.notEqual(made, newTotpSecret());
    const read = URI.parse(totpUri(made, 'a+b&c@example.org'));
    assert.equal(read.secret.bytes.byteLength, 20);
    assert.deepEqual(
      [read.secret.base32, read.issuer, read.label, read.digits, read.algorithm],
      [made, 'Antiphon', 'a+b&c@example.org', 6, 'SHA1'],
    );
  });
});

describe('backup codes', () => {
  it('are ten, all different, of fifty bits each', () => {
    const codes = Array.from({ length: 100 }, newBackupCodes).flat();
    assert.equal(new Set(codes).size, 1000);
    for (const code of codes) assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/);
  });

  it('are the same however they are typed', () => {
    for (const typed of ['a0b1-c2d3-e4', 'AOBI C2D3 E4', 'aobl–c2d3–e4', ' A0B1C2D3E4\n'])
      assert.equal(normaliseBackupCode(typed), 'A0B1C2D3E4');
    fc.assert(fc.property(fc.string(), (text) => assert.equal(normaliseBackupCode(normaliseBackupCode(text)), normaliseBackupCode(text))));
  });
});
