import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keyOf } from './field-key.ts';

test('whatever a field is called, its merge tag is one that the server takes', () => {
  assert.equal(keyOf('Wahlkreis Süd'), 'wahlkreis_sud');
  assert.equal(keyOf('2nd phone!'), 'nd_phone');
  assert.equal(keyOf('日本'), 'field');
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (label) => /^[a-z][a-z0-9_]{0,39}$/.test(keyOf(label))));
});
