import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRowReader } from './read-row.ts';
import { SeenKeys } from './seen-keys.ts';

const ownFields = [
  { key: 'seats', label: 'Seats', kind: 'number' as const },
  { key: 'since', label: 'Since', kind: 'date' as const },
  { key: 'code', label: 'Code', kind: 'text' as const },
];
const read = createRowReader(
  [
    { column: 0, to: 'email', policy: 'fill' },
    { column: 1, to: 'full_name', policy: 'fill' },
    { column: 2, to: 'phone', policy: 'fill' },
    { column: 3, to: 'own', key: 'seats', policy: 'fill' },
    { column: 4, to: 'own', key: 'since', policy: 'fill' },
    { column: 5, to: 'own', key: 'code', policy: 'fill' },
    { column: 6, to: 'tags', policy: 'fill' },
  ],
  ownFields,
);
const fieldsOf = (...cells: string[]) => {
  const row = read(cells);
  assert.ok(row.ok, row.ok ? '' : row.sentence);
  return row.fields;
};
const refused = (...cells: string[]) => {
  const row = read(cells);
  assert.ok(!row.ok, `${cells.join(' ')} was taken`);
  return row.sentence;
};

test('Addresses that no mail reaches, or that are more than one, are refused with what is wrong', () => {
  const bad = [
    '',
    'a@b',
    '"a b"@example.org',
    'a..b@example.org',
    `${'x'.repeat(65)}@example.org`,
    '用户@例子.公司',
    'Name <a@example.org>',
  ];
  for (const email of [...bad, 'a@example.org, c@example.org', 'mailto:a@example.org', 'a@example.org>', 'a\u200Bb@example.org'])
    assert.match(refused(email), /\.$/, email);
  assert.equal(fieldsOf('a@exаmple.org').email, 'a@xn--exmple-4nf.org', 'a look-alike domain is shown as what it is');
  assert.equal(fieldsOf('info@bücher.example').email, 'info@xn--bcher-kva.example');
});

test('Names are divided, phone numbers keep their plus and zeros, and the guard of a spreadsheet is taken away', () => {
  assert.deepEqual(
    [fieldsOf('a@example.org', 'Ines van Falk').firstName, fieldsOf('a@example.org', 'Ines van Falk').lastName],
    ['Ines van', 'Falk'],
  );
  assert.deepEqual([fieldsOf('a@example.org', 'Falk, Ines').firstName, fieldsOf('a@example.org', 'Falk, Ines').lastName], ['Ines', 'Falk']);
  for (const phone of ['+49 170 1234567', '00971501234567', '0170 1', '+39 06 1'])
    assert.equal(fieldsOf('a@example.org', '', phone).phone, phone);
  assert.equal(fieldsOf('a@example.org', "'=Ines").firstName, '=Ines');
});

test('A number that a program has shortened is whole again where no digit is lost, and refused where one is', () => {
  assert.match(refused('a@example.org', '', '4.91701E+11'), /digits are missing/);
  assert.equal(fieldsOf('a@example.org', '', '', '1.23E+11').fields['seats'], '123000000000');
  assert.equal(fieldsOf('a@example.org', '', '', '4,5').fields['seats'], '4.5');
  assert.equal(fieldsOf('a@example.org', '', '', '', '', '00107').fields['code'], '00107');
  assert.match(refused('a@example.org', '', '', 'many'), /is a number/);
  assert.match(refused('a@example.org', '', '', '', '11/22/2026'), /2026-11-22/);
});

test('A line break in a name shows that a quotation mark is missing; in no value can one begin another header', () => {
  assert.match(refused('a@example.org', 'Ines\nPiet'), /quotation mark/);
  assert.equal(fieldsOf('a@example.org', 'Ines\u0085Bcc: x\u2028y').lastName.includes('\u0085'), false);
  assert.equal(fieldsOf('a@example.org', '', '', '', '', 'one\r\nBcc: b@example.org').fields['code'], 'one Bcc: b@example.org');
});

test('No cells make it fail', () => {
  const cell = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('a@example.org', '__proto__', '\uD800', '٣', '1e999'));
  fc.assert(fc.property(fc.array(cell, { maxLength: 9 }), (cells) => assert.equal(typeof read(cells).ok, 'boolean')));
});

test('Keys that were there before are found among as many as there are, and no other', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 })), (keys) => {
      const [seen, known] = [new SeenKeys(), new Set<string>()];
      for (const key of keys) {
        assert.equal(seen.add(key), !known.has(key));
        known.add(key);
      }
    }),
  );
  const seen = new SeenKeys();
  for (let row = 0; row < 200_000; row++) assert.equal(seen.add(`person.${String(row)}@example.org`), true);
  for (let row = 0; row < 200_000; row += 7) assert.equal(seen.add(`person.${String(row)}@example.org`), false);
});
