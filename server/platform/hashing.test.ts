import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createHashing, equal, hashToken, isWellFormedToken, newMonthKey, newToken, participationHash } from './hashing.ts';
import { parseKeys } from './sealed.ts';

const entry = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [old, young] = [entry('old'), entry('young')];
const before = createHashing(parseKeys(old));
const rotated = createHashing(parseKeys(`${young},${old}`));

describe('keyed codes', () => {
  it('are the same for the same value and purpose, and different otherwise', () => {
    assert.deepEqual(rotated.lookup('suppression', 'a@b.org'), rotated.lookup('suppression', 'a@b.org'));
    assert.notDeepEqual(rotated.lookup('suppression', 'a@b.org'), rotated.lookup('suppression', 'a@c.org'));
    assert.notDeepEqual(rotated.lookup('suppression', 'a@b.org'), rotated.lookup('rate limit', 'a@b.org'));
    assert.equal(rotated.lookup('suppression', '').length, 32);
  });

  it('are found again after the master key was rotated', () => {
    const stored = before.lookup('suppression', 'a@b.org');
    assert.notDeepEqual(rotated.lookup('suppression', 'a@b.org'), stored);
    assert.deepEqual(rotated.lookupAll('suppression', 'a@b.org'), [rotated.lookup('suppression', 'a@b.org'), stored]);
  });

  it('do not run together where a purpose ends and a value begins', () => {
    assert.notDeepEqual(before.lookup('a', 'bc'), before.lookup('ab', 'c'));
  });
});

describe('tokens', () => {
  it('are new each time, carry 256 bits and no character that a URL would change', () => {
    const tokens = new Set(Array.from({ length: 1000 }, () => newToken()));
    assert.equal(tokens.size, 1000);
    for (const token of tokens) assert.match(token, /^[A-Za-z0-9_-]{43}$/);
    assert.equal(hashToken(newToken()).length, 32);
  });

  it('with a prefix are recognised, and not when one character differs', () => {
    fc.assert(
      fc.property(fc.nat(52), fc.constantFrom('A', 'b', '7', '_'), (at, character) => {
        const token = newToken('ant_');
        assert.ok(isWellFormedToken('ant_', token));
        const typo = token.slice(0, at) + character + token.slice(at + 1);
        if (typo !== token) assert.equal(isWellFormedToken('ant_', typo), false);
      }),
    );
    for (const text of ['', 'ant_', newToken(), newToken('oth_'), 'x'.repeat(53)]) assert.equal(isWellFormedToken('ant_', text), false);
  });

  it('are compared by content, whatever their length', () => {
    assert.ok(equal('abc', Buffer.from('abc')));
    for (const other of ['', 'ab', 'abd', 'abcd']) assert.equal(equal('abc', other), false);
  });
});

describe('participations', () => {
  const month = newMonthKey();
  it('cannot be joined across campaigns or months', () => {
    const code = participationHash(month, 'cmp_1', 'a@b.org');
    assert.deepEqual(code, createHmac('sha256', month).update('v1|campaign:cmp_1|a@b.org').digest());
    assert.notDeepEqual(code, participationHash(month, 'cmp_2', 'a@b.org'));
    assert.notDeepEqual(code, participationHash(newMonthKey(), 'cmp_1', 'a@b.org'));
  });
});
