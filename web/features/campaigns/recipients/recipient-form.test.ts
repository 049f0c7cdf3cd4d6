import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blankRecipient, changeOf, dayNow, formOf, recipientOf, recipientProblems, writtenTo } from './recipient-form.ts';

const falk = { ...blankRecipient, name: 'Ines Falk', email: 'ines@example.org' };

test('postcodes come apart at commas and line ends, each once, and what is left empty is nothing', () => {
  const { postcodes, validFrom, fields } = recipientOf({
    ...falk,
    postcodes: '1010, 10*,1010;\n1000-1099,, SW1A 1AA',
    fields: { committee: ' ', seat: '4' },
  });
  assert.deepEqual(postcodes, ['1010', '10*', '1000-1099', 'SW1A 1AA']);
  assert.equal(validFrom, null);
  assert.deepEqual(fields, { seat: '4' });
});

test('only name and address are needed, and what the server would refuse is said at its field', () => {
  assert.deepEqual(recipientProblems(falk), {});
  const wrong = { ...blankRecipient, country: 'Austria', validFrom: '2026-12-02', validTo: '2026-12-01', postcodes: '1'.repeat(41) };
  assert.deepEqual(Object.keys(recipientProblems(wrong)).sort(), ['country', 'email', 'name', 'postcodes', 'validTo']);
});

test('the first and the last day belong to the time in which somebody is written to, by the calendar where they are', () => {
  const term = { suppressed: false, validFrom: '2026-11-10', validTo: '2026-11-20' };
  const on = (day: string) => writtenTo(term, day).words;
  assert.deepEqual(['2026-11-09', '2026-11-10', '2026-11-20', '2026-11-21'].map(on), [
    'Not before 2026-11-10',
    'Yes, until 2026-11-20',
    'Yes, until 2026-11-20',
    'Not after 2026-11-20',
  ]);
  assert.equal(writtenTo({ ...term, suppressed: true }, '2026-11-15').yes, false);
  const midnight = new Date('2026-11-20T23:30:00Z');
  assert.deepEqual([dayNow('UTC', midnight), dayNow('Europe/Vienna', midnight)], ['2026-11-20', '2026-11-21']);
  assert.equal(dayNow('Moon/Tycho', midnight), '2026-11-20');
});

test('only what was put right is sent, never the address, and no own field that the campaign does not name', () => {
  const known = {
    ...{ ...recipientOf({ ...falk, postcodes: '1010, 10*', fields: { seat: '4', gone: 'x' } }), id: 'rcp_1' },
    ...{ contacted: 0, suppressed: false },
  };
  assert.deepEqual(changeOf(known, formOf(known), ['seat']), { fields: { seat: '4' } });
  const form = { ...formOf(known), email: 'else@example.org', region: 'North', postcodes: '1010' };
  assert.deepEqual(changeOf(known, form, ['seat']), { region: 'North', postcodes: ['1010'], fields: { seat: '4' } });
});
