import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { UnreadableFile } from '../unreadable-file.ts';
import { formatsOf, numberAsText } from './cell-formats.ts';
import { openZip, type Zip } from './open-zip.ts';
import { readSheet } from './read-sheet.ts';
import { keepSharedTexts, type SharedTexts } from './shared-texts.ts';
import { attribute, tagsOf, unescaped } from './xml-tags.ts';

/** How much larger than the file its tables may be. */
const mostUnpacked = 4;

/**
 * Makes a table of separated values of a workbook's first sheet, in place of the workbook. Nothing in it is calculated; a formula is what it last
 * came to.
 * @param mostShared how many bytes of texts its cells may share
 * @throws UnreadableFile
 */
export async function tableOfWorkbook(path: string, mostBytes: number, mostShared?: number): Promise<void> {
  const zip = await openZip(path, mostUnpacked * mostBytes);
  const { sheet, since1904 } = await firstSheet(zip);
  const formats = await formatsOf(zip);
  const table = `${path}.table`;
  const shared = keepSharedTexts(path, mostShared);
  const file = createWriteStream(table, { mode: 0o600 });
  try {
    await takeSharedTexts(zip, shared);
    let waiting = '';
    for await (const row of readSheet(zip.textOf(sheet), {
      shared: (index) => shared.at(index),
      number: (text, style) => numberAsText(text, formats[style] ?? { kind: 'plain' }, since1904),
    })) {
      waiting += `${row.map((cell) => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',')}\n`;
      if (waiting.length < 65_536) continue;
      if (!file.write(waiting)) await once(file, 'drain');
      waiting = '';
    }
    file.end(waiting);
    await once(file, 'finish');
    await rename(table, path);
  } finally {
    shared.close();
    file.destroy();
    await rm(table, { force: true });
  }
}

/** Where the first sheet that can be seen stands in the archive. */
async function firstSheet(zip: Zip): Promise<{ sheet: string; since1904: boolean }> {
  if (!zip.has('xl/workbook.xml'))
    throw new UnreadableFile('This is an archive and no workbook. Save the table as .xlsx or CSV and try again.');
  let since1904 = false;
  let relation: string | undefined;
  for await (const tags of tagsOf(zip.textOf('xl/workbook.xml')))
    for (const { name, attributes } of tags) {
      if (name === 'workbookPr') since1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name === 'sheet' && !/hidden/i.test(attribute(attributes, 'state') ?? '')) relation ??= attribute(attributes, 'id');
    }
  if (zip.has('xl/_rels/workbook.xml.rels'))
    for await (const tags of tagsOf(zip.textOf('xl/_rels/workbook.xml.rels')))
      for (const { attributes } of tags)
        if (relation !== undefined && attribute(attributes, 'Id') === relation) {
          const target = attribute(attributes, 'Target') ?? '';
          const sheet = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
          if (zip.has(sheet)) return { sheet, since1904 };
        }
  if (zip.has('xl/worksheets/sheet1.xml')) return { sheet: 'xl/worksheets/sheet1.xml', since1904 };
  throw new UnreadableFile('The workbook has no sheet with a table. Save the table as CSV and try again.');
}

async function takeSharedTexts(zip: Zip, shared: SharedTexts): Promise<void> {
  if (!zip.has('xl/sharedStrings.xml')) return;
  let text = '';
  let isSpoken = false;
  for await (const tags of tagsOf(zip.textOf('xl/sharedStrings.xml')))
    for (const { name, kind, textBefore } of tags) {
      if (name === 'si' && kind === 'open') text = '';
      // How Japanese signs are spoken stands beside them, and is no part of the text.
      if (name === 'rPh') isSpoken = kind === 'open';
      if (name === 't' && kind === 'close' && !isSpoken) text += unescaped(textBefore);
      if (name === 'si' && kind !== 'open') shared.add(kind === 'empty' ? '' : text);
    }
}
