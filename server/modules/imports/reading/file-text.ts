import { createReadStream } from 'node:fs';
import type { Delimiter, Encoding } from '../import.ts';
import { CsvRecords, type CsvRecord } from './csv-records.ts';

/** Small enough that what was made of a piece dies young: larger texts stay in memory until all of it is looked through. */
const pieceBytes = 65_536;

/**
 * The text of a file, piece by piece, whatever its encoding: without byte order mark, and without U+0000, which no text of the database can hold.
 * @param read is told how many bytes were read so far
 */
export async function* textOf(path: string, encoding: Encoding, read?: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes }) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    yield withoutNull(decoder.decode(piece, { stream: true }));
    read?.(bytes);
  }
  yield withoutNull(decoder.decode());
}

const withoutNull = (text: string) => (text.includes('\0') ? text.replaceAll('\0', '') : text);

const declaration = /^"?sep=([,;\t|])?"?$/i;

/** The sign that Excel's `sep=` line names; a line of its own before the titles. */
export function declaredDelimiter(text: string): Delimiter | undefined {
  const [first = ''] = text.split(/[\r\n]/, 1);
  return declaration.exec(first)?.[1] as Delimiter | undefined;
}

/**
 * The records of a table, each as soon as it was read; the first holds the titles. The line by which a program says how it separates is none.
 * Awaits what `pause` gives after each piece, so that whoever takes the records is never flooded.
 */
export async function readRecords(
  file: { path: string; encoding: Encoding; delimiter: Delimiter },
  take: (record: CsvRecord) => void,
  { pause, read }: { pause?: () => Promise<unknown> | undefined; read?: (bytes: number) => void } = {},
): Promise<void> {
  let isFirst = true;
  const records = new CsvRecords(file.delimiter, (record) => {
    const isDeclaration = isFirst && declaration.test(record.cells.join(file.delimiter));
    isFirst = false;
    if (!isDeclaration) take(record);
  });
  for await (const piece of textOf(file.path, file.encoding, read)) {
    records.push(piece);
    await pause?.();
  }
  records.end();
}
