import assert from 'node:assert/strict';
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  createHashing,
  equal,
  hashToken,
  isWellFormedToken,
  lookupKeyOf,
  newLookupKey,
  newMonthKey,
  newToken,
  participationHash,
  readLookupKeys,
  writeLookupKeys,
} from './hashing.ts';
import { parseKeys } from './sealed.ts';

const entry = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [master] = parseKeys(entry('old'));
const before = createHashing([lookupKeyOf(master.key)]);
const keys = [newLookupKey(), lookupKeyOf(master.key)] as const;
const rotated = createHashing(keys);

describe('keyed codes', () => {
  it('are the same for the same value and purpose, and different otherwise', () => {
    assert.deepEqual(rotated.lookup('suppression', 'a@b.org'), rotated.lookup('suppression', 'a@b.org'));
    assert.notDeepEqual(rotated.lookup('suppression', 'a@b.org'), rotated.lookup('suppression', 'a@c.org'));
    assert.notDeepEqual(rotated.lookup('suppression', 'a@b.org'), rotated.lookup('rate limit', 'a@b.org'));
    assert.equal(rotated.lookup('suppression', '').length, 32);
  });

  it('of before, when they came from a master key, are found beside those of the lookup key', () => {
    const stored = before.lookup('suppression', 'a@b.org');
    assert.notDeepEqual(rotated.lookup('suppression', 'a@b.org'), stored);
    assert.deepEqual(rotated.lookupAll('suppression', 'a@b.org'), [rotated.lookup('suppression', 'a@b.org'), stored]);
  });

  it('of before are those that were made from the master key', () => {
    const key = Buffer.from(hkdfSync('sha256', master.key, '', 'antiphon lookup v1|suppression', 32));
    assert.deepEqual(before.lookup('suppression', 'a@b.org'), createHmac('sha256', key).update('a@b.org').digest());
  });

  it('are the same after the lookup keys were sealed and opened', () => {
    const again = createHashing(readLookupKeys(writeLookupKeys(keys)));
    assert.deepEqual(again.lookupAll('suppression', 'a@b.org'), rotated.lookupAll('suppression', 'a@b.org'));
    assert.throws(() => readLookupKeys('AAAA'));
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
