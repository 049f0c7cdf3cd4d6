import assert from 'node:assert/strict';
import { test } from 'node:test';
import { existing, fillLetter } from './fill-letter.ts';

const falk = {
  ...{ id: 'rcp_1', name: 'Ines Falk', email: 'ines@example.org', salutation: '', district: 'Ward 4' },
  ...{ language: '', country: '', region: '', postcodes: [], affiliation: 'River List', validFrom: null, validTo: null, fields: {} },
};

test('a letter is filled for one recipient, and a gap is shown where it is', () => {
  const letter = fillLetter(
    { subject: 'To {{ recipient.name }}', body: '{{ recipient.salutation }}, from {{ supporter.name }}' },
    falk,
    'Ada',
  );
  assert.deepEqual(letter, { subject: 'To Ines Falk', body: '⟨recipient.salutation⟩, from Ada', missing: ['recipient.salutation'] });
});

test('what is no merge tag at all stays as it was written, and is not called a gap', () => {
  const letter = fillLetter({ subject: 'Hi', body: 'a {{ b' }, falk, 'Ada');
  assert.equal(letter.body, 'a {{ b');
  assert.deepEqual(existing(letter.missing), []);
});

test('the part of a supporter stands by itself, and what is around it is filled', () => {
  const own = { before: 'To {{ recipient.affiliation }}', text: 'I think', after: 'Yours, {{ supporter.name }}' };
  const letter = fillLetter({ subject: 'Hi', body: 'whole', own }, falk, 'Ada');
  assert.deepEqual(letter.own, { before: 'To River List', text: 'I think', after: 'Yours, Ada' });
});
