import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCsv, writeCsv } from '../../../platform/csv.ts';
import { checkedRecipient } from './add-recipient.ts';
import { findColumns, readRow } from './recipient-columns.ts';

/** The first line of a file after its titles, as it is kept; or the sentence why it is not. */
function read(csv: string, routingFields: string[] = []) {
  const { headers, rows } = readCsv(csv, { maxRows: 10, maxBytes: 1_000_000 });
  const row = readRow(findColumns(headers, routingFields), rows[0]?.values ?? []);
  return row.ok ? checkedRecipient(row.input, routingFields) : row;
}
const kept = (csv: string, routingFields?: string[]) => {
  const row = read(csv, routingFields);
  if (!row.ok) throw new Error(row.sentence);
  return row.fields;
};
const refused = (csv: string, routingFields?: string[]) => {
  const row = read(csv, routingFields);
  return row.ok ? 'taken in' : row.sentence;
};

const titles = 'name,email,salutation,district,language,country,region,postcodes,affiliation,valid from,valid to,committee';
const line =
  'Ines Falk,Ines.Falk@council.example.org,Dear Councillor Falk,Ward 4,pt-BR,at,North,"1010, 10*;1000-1099|SW1A",Greens,2026-01-01,2028-02-29,Water';

test('every column is read, in any order and under the titles that people write', () => {
  const expected = {
    ...{ name: 'Ines Falk', email: 'Ines.Falk@council.example.org', emailKey: 'ines.falk@council.example.org' },
    ...{ salutation: 'Dear Councillor Falk', district: 'Ward 4', language: 'pt-BR', country: 'AT', region: 'North' },
    ...{ postcodes: ['1010', '10*', '1000-1099', 'SW1A'], affiliation: 'Greens', validFrom: '2026-01-01', validTo: '2028-02-29' },
    fields: { committee: 'Water' },
  };
  assert.deepEqual(kept(`${titles}\n${line}`, ['committee']), expected);
  const others = 'Full Name,E-MAIL,Greeting,Constituency,Language,Country,State,ZIP,Party,valid_from,Valid until, Committee ';
  assert.deepEqual(kept(`${others}\n${line}`, ['committee']), expected);
  const backwards = (text: string) => readCsv(`${text}\n${text}`, { maxRows: 5, maxBytes: 9999 }).rows[0]?.values.toReversed() ?? [];
  assert.deepEqual(kept(writeCsv(backwards(titles), [backwards(line)]), ['committee']), expected);
});

test('a file without name or email is refused as a whole, with what the first line has to say', () => {
  for (const csv of ['name,phone\nx,1', 'email\nx@example.org', '__proto__,constructor\n1,2'])
    assert.throws(() => read(csv), /first line must name the columns/);
});

test('a day that is none, or is written another way, is named', () => {
  for (const day of ['2026-02-30', '2025-02-29', '31.12.2026', '2026-1-1', '0000-01-01', '20261-01-01', 'soon'])
    assert.match(refused(`name,email,valid to\nx,x@example.org,${day}`), /is no day|are after 1900/, day);
  assert.match(refused('name,email,valid from,valid to\nx,x@example.org,2026-02-02,2026-02-01'), /before the first/);
  assert.equal(kept('name,email,valid to\nx,x@example.org,2028-02-29').validTo, '2028-02-29');
  assert.equal(kept('name,email,valid to\nx,x@example.org,').validTo, null);
});

test('a language or country that is no code is named', () => {
  assert.match(refused('name,email,country\nx,x@example.org,Austria'), /two letters, such as AT/);
  assert.match(refused('name,email,language\nx,x@example.org,German'), /such as en or de/);
});

test('what a column says that the campaign does not name is not kept: there is no place for notes', () => {
  const fields = kept('name,email,Notes,committee,__proto__\nx,x@example.org,is a friend,Water,polluted');
  assert.deepEqual(fields.fields, {});
  assert.ok(!JSON.stringify(fields).includes('friend') && !JSON.stringify(fields).includes('polluted'));
  const input = { ...fields, fields: { committee: 'Water' } };
  const checked = checkedRecipient(input, []);
  assert.match(checked.ok ? '' : checked.sentence, /no field “committee”/);
});

test('a field that the campaign named itself is meant before another word for one of ours', () => {
  const fields = kept('name,email,state,region,group\nx,x@example.org,elected,North,Water', ['state', 'group']);
  assert.deepEqual([fields.region, fields.affiliation, fields.fields], ['North', '', { state: 'elected', group: 'Water' }]);
  assert.equal(kept('name,email,name\nx,x@example.org,y', ['name']).name, 'x');
});

test('postcodes are a list in one cell, cleaned, each once, and a hostile one stays short text', () => {
  assert.deepEqual(kept('name,email,postcode\nx,x@example.org," 1010 ;; 1010,\u0007 , SW1A 1AA"').postcodes, ['1010', 'SW1A 1AA']);
  const many = Array.from({ length: 6000 }, (_, index) => String(index)).join(';');
  assert.equal(kept(`name,email,postcodes\nx,x@example.org,"${many}"`).postcodes.length, 5000);
  assert.equal(kept(`name,email,postcodes\nx,x@example.org,${'9'.repeat(900)}`).postcodes[0]?.length, 40);
});

test('a cell that a spreadsheet would calculate comes back as the text that it was', () => {
  for (const formula of ['=HYPERLINK("https://example.org";"x")', '+1+1', '-2-2', '@sum(1)', "'=1"]) {
    const csv = writeCsv(['name', 'email', 'salutation', 'committee'], [[formula, 'x@example.org', formula, formula]]);
    const { name, salutation, fields } = kept(csv, ['committee']);
    assert.deepEqual([name, salutation, fields.committee], [formula, formula, formula]);
    assert.equal(
      writeCsv(['name', 'email', 'salutation', 'committee'], [[name, 'x@example.org', salutation, fields.committee ?? '']]),
      csv,
    );
  }
});

test('line breaks and control characters in a cell add nothing to a header and no line to a letter', () => {
  const { name, district } = kept('name,email,district\n"Falk\nBcc: victim@example.org",x@example.org,"Ward\t4\u202E"');
  assert.doesNotMatch(`${name}${district}`, /[\r\n\t\u202E]/);
});
