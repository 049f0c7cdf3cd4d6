import { CsvError, parse } from 'csv-parse/sync';
import { Refusal } from './errors.ts';

export interface CsvTable {
  /** One for each column: as written, numbered where empty or used twice. */
  headers: string[];
  /** `line` is where the row begins in the file. Rows are filled up to the headers; surplus values stay, so that they can be named. */
  rows: { line: number; values: string[] }[];
}

const delimiters = [',', ';', '\t', '|'];

/**
 * Reads a table of whatever program wrote it: UTF-8 or UTF-16 with or without byte order mark, else Windows-1252; separated by comma,
 * semicolon, tab or bar, or as Excel's `sep=` line says; any line ends; blank rows left out; values trimmed, no-break spaces too.
 * Values stay text and headers are positions, so nothing in the file can become a number or a property.
 * @throws Refusal with a sentence that names the row
 */
export function readCsv(file: Uint8Array | string, limits: { maxRows: number; maxBytes: number }): CsvTable {
  if ((typeof file === 'string' ? Buffer.byteLength(file) : file.byteLength) > limits.maxBytes)
    throw refuse('csv_too_large', `The file is larger than ${Math.floor(limits.maxBytes / 1_000_000)} MB. Divide it into several files.`);
  const lines = decode(file).replaceAll('\0', '').replace(/\r\n?/g, '\n');
  const [declaration, declared] = /^"?sep=([,;\t|])"?\n/i.exec(lines) ?? [''];
  const text = lines.slice(declaration.length);
  const records = parseRecords(text, declared ?? guessDelimiter(text), limits.maxRows, declaration === '' ? 0 : 1);
  const [first, ...rows] = records;
  if (!first) throw refuse('csv_empty', 'The file is empty. Its first row must name the columns.');
  if (rows.length > limits.maxRows)
    throw refuse('csv_too_long', `The file has more than ${limits.maxRows} rows. Divide it into several files.`);
  if (first.values.length > 5_000)
    throw refuse('csv_too_wide', 'The file has more than 5,000 columns. Leave out those that are not needed.');
  const headers = nameColumns(first.values);
  for (const { values } of rows) {
    while (values.length > headers.length && values.at(-1) === '') values.pop();
    while (values.length < headers.length) values.push('');
  }
  return { headers, rows };
}

/**
 * Writes a table that every spreadsheet opens and in which no cell is a formula (OWASP, CSV injection): what a spreadsheet would calculate
 * gets an apostrophe in front, which `readCsv` takes away again. Phone numbers and plain numbers stay as they are. RFC 4180 with a byte order mark.
 */
export function writeCsv(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${[headers, ...rows].map((row) => `${row.map(writeCell).join(',')}\r\n`).join('')}`;
}

/** Rows as such a table: the columns of all of them; a moment as ISO 8601, and what is itself a list or an object as JSON. */
export function writeCsvOf(rows: readonly object[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown) => {
    if (value === null || value === undefined) return '';
    if (value instanceof Date) return value.toISOString();
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return writeCsv(
    columns,
    rows.map((row) => columns.map((column) => cell((row as Record<string, unknown>)[column]))),
  );
}

/** Blanks in front do not stop a spreadsheet from calculating. An apostrophe that was there already is guarded too, so that reading gives it back. */
const calculates = /^'*[\s\u200B\u2060]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;
const startsWithBreak = /^[\t\r\n]/;
const plainNumber = /^(?:\+\d[\d ()./-]*|-\d+(?:[.,]\d+)?)$/;

/** One value as such a table holds it. */
export function writeCell(value: string): string {
  const guarded = (calculates.test(value) && !plainNumber.test(value)) || startsWithBreak.test(value) ? `'${value}` : value;
  return /[",;\t\r\n|]|^\s|\s$/.test(guarded) || guarded === '' ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** One value as it was before it was guarded: without blanks around it, and without the apostrophe that keeps a spreadsheet from calculating. */
export function readCell(value: string): string {
  const trimmed = value.trim();
  return trimmed.startsWith("'") && (calculates.test(trimmed.slice(1)) || startsWithBreak.test(trimmed.slice(1)))
    ? trimmed.slice(1).trim()
    : trimmed;
}

function parseRecords(text: string, delimiter: string, maxRows: number, linesBefore: number): CsvTable['rows'] {
  let lastLine = linesBefore;
  const rows: CsvTable['rows'] = [];
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      trim: delimiter !== '\t',
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      record_delimiter: '\n',
      to: maxRows + 2,
      on_record: (record: string[], { lines }) => {
        lastLine = lines + linesBefore;
        const breaks = record.reduce((sum, value) => sum + value.split('\n').length - 1, 0);
        rows.push({ line: lastLine - breaks, values: record.map(readCell) });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED')
      throw refuse(
        'csv_quote_not_closed',
        `In the row that begins at line ${lastLine + 1}, a quotation mark is opened and never closed. Close it or remove it.`,
      );
    throw refuse('csv_unreadable', `The file cannot be read beyond line ${lastLine}. Save it as CSV in UTF-8 and try again.`);
  }
  return rows;
}

const refuse = (code: string, sentence: string) => new Refusal('invalid', code, sentence);

function decode(file: Uint8Array | string): string {
  if (typeof file === 'string') return file.replace(/^\uFEFF/, '');
  const [a, b] = file;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(file);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(file);
  // Every other byte of western text in UTF-16 is zero.
  const start = file.subarray(0, 200);
  const zeros = (parity: number) => start.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  if (zeros(1) > start.length / 4 && zeros(0) === 0) return new TextDecoder('utf-16le').decode(file);
  if (zeros(0) > start.length / 4 && zeros(1) === 0) return new TextDecoder('utf-16be').decode(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('windows-1252').decode(file);
  }
}

/** The sign that separates most in the first row, outside quotation marks. */
export function guessDelimiter(text: string): string {
  const counts = new Map(delimiters.map((sign) => [sign, 0]));
  let quoted = false;
  for (const sign of text.trimStart()) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === '\n') break;
    else if (!quoted) counts.set(sign, (counts.get(sign) ?? -1) + 1);
  }
  return delimiters.reduce((best, sign) => ((counts.get(sign) ?? 0) > (counts.get(best) ?? 0) ? sign : best));
}

/** Columns by their titles: numbered where empty or used twice, without those that are empty at the end. */
export function nameColumns(names: string[]): string[] {
  while (names.length > 1 && names.at(-1) === '') names.pop();
  const used = new Set<string>();
  return names.map((name, index) => {
    const wanted = name === '' ? `Column ${index + 1}` : name;
    let unique = wanted;
    for (let count = 2; used.has(unique); count += 1) unique = `${wanted} (${count})`;
    used.add(unique);
    return unique;
  });
}
