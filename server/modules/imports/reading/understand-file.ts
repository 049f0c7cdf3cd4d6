import { open } from 'node:fs/promises';
import { guessDelimiter, nameColumns, readCell } from '../../../platform/csv.ts';
import type { Delimiter, Encoding, Understood } from '../import.ts';
import { detectEncoding } from './detect-encoding.ts';
import { declaredDelimiter, readRecords, textOf } from './file-text.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { tableOfWorkbook } from './workbook/table-of-workbook.ts';

const sampleRows = 20;
const longestShown = 200;
const mostColumns = 5_000;

/**
 * What a file is: how it is written and separated, its titles and first rows. A workbook becomes the table of its first sheet, in place. What a
 * person says about encoding and delimiter counts before what was found.
 * @throws UnreadableFile
 */
export async function understandFile(
  path: string,
  given: { encoding?: Encoding | undefined; delimiter?: Delimiter | undefined; mostBytes: number },
): Promise<Understood> {
  const begin = await beginningOf(path);
  if (begin.length === 0) throw new UnreadableFile('The file is empty. Its first row must name the columns.');
  const isWorkbook = begin.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
  if (isWorkbook) await tableOfWorkbook(path, given.mostBytes);
  else refuseOthers(begin);
  const encoding = isWorkbook ? 'utf-8' : (given.encoding ?? (await detectEncoding(path)));
  const delimiter = isWorkbook ? ',' : (given.delimiter ?? (await findDelimiter(path, encoding)));
  const rows: string[][] = [];
  await readSome({ path, encoding, delimiter }, rows);
  const [titles, ...sample] = rows;
  if (!titles) throw new UnreadableFile('The file is empty. Its first row must name the columns.');
  if (titles.length > mostColumns)
    throw new UnreadableFile('The file has more than 5,000 columns. Leave out those that are not needed, and try again.');
  const headers = nameColumns(titles.map((title) => readCell(title).slice(0, longestShown)));
  const shown = sample.map((cells) => headers.map((_, column) => (cells[column] ?? '').slice(0, longestShown).toWellFormed()));
  return { kind: isWorkbook ? 'xlsx' : 'csv', encoding, delimiter, headers, sample: shown };
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4_096), 0, 4_096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Files of other programs that people take for tables. */
function refuseOthers(begin: Buffer): void {
  if (begin.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))
    throw new UnreadableFile('This is a workbook of an old kind (.xls), or one with a password. Save it as .xlsx or CSV and try again.');
  if (begin.subarray(0, 5).toString('latin1') === '%PDF-')
    throw new UnreadableFile('This is a PDF. Save the table as CSV or .xlsx and try again.');
}

async function findDelimiter(path: string, encoding: Encoding): Promise<Delimiter> {
  let text = '';
  for await (const piece of textOf(path, encoding)) {
    text += piece;
    if (text.length > 0) break;
  }
  return declaredDelimiter(text) ?? (guessDelimiter(text) as Delimiter);
}

class Enough extends Error {}

/** The titles and the first rows; the rest of the file is not read. */
async function readSome(file: Parameters<typeof readRecords>[0], rows: string[][]): Promise<void> {
  try {
    await readRecords(file, ({ cells }) => {
      rows.push(cells);
      if (rows.length > sampleRows) throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
}
