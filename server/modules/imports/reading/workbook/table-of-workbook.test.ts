import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { archiveOf } from '../../../../platform/archive.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { tableOfWorkbook } from './table-of-workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-workbook-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const parts = (sheet: string, more: Record<string, string> = {}): Record<string, string> => ({
  'xl/workbook.xml':
    '<?xml version="1.0"?><workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Hidden" state="hidden" r:id="rId1"/><sheet name="People" r:id="rId2"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Target="/xl/worksheets/sheet2.xml" Id="rId2"/></Relationships>',
  'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row><c t="str"><v>not this one</v></c></row></sheetData></worksheet>',
  'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  ...more,
});

/** The table that a workbook of these parts becomes. */
async function tableOf(files: Record<string, string>, mostBytes = 10_000_000, mostShared?: number): Promise<string> {
  const path = join(folder, 'file');
  writeFileSync(path, await archiveOf(Object.entries(files).map(([name, content]) => ({ name, content }))));
  await tableOfWorkbook(path, mostBytes, mostShared);
  assert.deepEqual(readdirSync(folder), ['file'], 'nothing else is left');
  return readFileSync(path, 'utf8');
}

test('The first sheet that can be seen becomes a table, with what cells share and what stands in them', async () => {
  const sheet =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Com</t><t>pany</t></is></c></row>' +
    '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"/><c r="C3" t="str"><f>A1</f><v>a &amp; "b", &#x65E5;&#26412;_x000A_c</v></c></row>';
  const shared =
    '<sst><si><t>E-mail</t></si><si><r><t xml:space="preserve">ines@</t></r><r><t>example.org</t></r><rPh><t>spoken</t></rPh></si></sst>';
  assert.equal(
    await tableOf(parts(sheet, { 'xl/sharedStrings.xml': shared })),
    '"E-mail",,"Company"\n\n"ines@example.org",,"a & ""b"", 日本\nc"\n',
  );
});

test('Numbers stay whole, with the zeros that the cell shows; days and times are written as such', async () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="166" formatCode="[Red]0.00&quot;day&quot;"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs></styleSheet>';
  const cells: [style: number, value: string][] = [
    [0, '4.917012345678E+12'],
    [1, '1067'],
    [2, '46348'],
    [3, '60'],
    [4, '1.5'],
    [5, '46348.5'],
    [6, '0.25'],
    [2, '1'],
  ];
  const sheet = `<row>${cells.map(([style, value]) => `<c s="${String(style)}"><v>${value}</v></c>`).join('')}<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>`;
  assert.equal(
    await tableOf(parts(sheet, { 'xl/styles.xml': styles })),
    '"4917012345678","01067","2026-11-22","1900-02-28","1.5","2026-11-22 12:00","06:00","1900-01-01","true",\n',
  );
});

test('What is no workbook, is damaged, has a document type or bursts when it is unpacked is refused in a sentence', async () => {
  const refused = (files: Record<string, string>, most?: number) => assert.rejects(tableOf(files, most), UnreadableFile);
  await refused({ 'word/document.xml': '<w/>' });
  await refused(parts('<!DOCTYPE a [<!ENTITY b "c">]>'));
  await refused(parts(`<row><c t="str"><v>${'0'.repeat(5_000_000)}</v></c></row>`));
  await refused(parts(Array.from({ length: 200_000 }, () => '<row><c t="str"><v>0000000000000000</v></c></row>').join('')), 1_000_000);
  const path = join(folder, 'file');
  writeFileSync(path, 'PK\u0003\u0004 and nothing more');
  await assert.rejects(tableOfWorkbook(path, 1_000), UnreadableFile);
});

test('Cells find each of many texts that they share, in whichever order, and more than an import may take are refused', async () => {
  const count = 60_000;
  const textOf = (index: number) => (index % 1_000 === 7 ? `${'ü'.repeat(9_000)}${String(index)}` : `ü${String(index)}@example.org`);
  const shared = `<sst>${Array.from({ length: count }, (_, index) => `<si><t>${textOf(index)}</t></si>`).join('')}<si/><si><t>last</t></si></sst>`;
  const places = Array.from({ length: count }, (_, row) => (row * 7_919) % count);
  const cells = [...places, count, count + 1, count + 2, -1];
  const sheet = cells.map((place) => `<row><c t="s"><v>${String(place)}</v></c></row>`).join('');
  const workbook = parts(sheet, { 'xl/sharedStrings.xml': shared });
  const lines = (await tableOf(workbook)).split('\n');
  assert.deepEqual(
    lines,
    [...places.map(textOf), '', 'last', '', '', ''].map((text) => (text === '' ? '' : `"${text}"`)),
  );
  assert.equal(new Set(lines).size, count + 2);

  const bytes = places.reduce((sum, place) => sum + Buffer.byteLength(textOf(place)), 'last'.length);
  const counted = bytes + 16 * (count + 2);
  await tableOf(workbook, undefined, counted);
  await assert.rejects(tableOf(workbook, undefined, counted - 1), /more text than an import may take\. Save the table as CSV/);
  assert.deepEqual(readdirSync(folder), ['file'], 'nothing else is left');
});
