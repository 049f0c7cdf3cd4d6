import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesPostcode, normalisePostcode } from './postcodes.ts';

test('a postcode is found however it is typed', () => {
  for (const typed of ['sw1a 1aa', 'SW1A-1AA', ' Sw1a1aa ', 'ＳＷ1A 1AA']) assert.ok(matchesPostcode('SW1A 1AA', typed), typed);
  assert.equal(normalisePostcode('1010 Wien'.slice(0, 4)), '1010');
});

test('a range, a beginning and an outward part are patterns', () => {
  for (const [pattern, code, meant] of [
    ['1000-1099', '1050', true],
    ['1000-1099', '1000', true],
    ['1000-1099', '1100', false],
    ['1000 – 1099', '1099', true],
    ['1000-1099', '01050', false],
    ['0100-0199', '0150', true],
    ['0100-0199', '150', false],
    ['10*', '1090', true],
    ['10*', '1100', false],
    ['SW1A', 'SW1A 2BB', true],
    ['SW1', 'SW1A 2BB', false],
    ['W1', 'W1 2BB', true],
    ['1010', '10101', false],
  ] as const)
    assert.equal(matchesPostcode(pattern, code), meant, `${pattern} and ${code}`);
});

test('nothing is meant by nothing', () => {
  for (const pattern of ['', '*', ' ', '-', '1010']) assert.equal(matchesPostcode(pattern, ' - '), false);
  for (const pattern of ['', '*', '--']) assert.equal(matchesPostcode(pattern, '1010'), false);
});
