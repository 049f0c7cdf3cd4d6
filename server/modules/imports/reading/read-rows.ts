import type { OwnField } from '../../../../shared/contact.ts';
import { sentences, type ColumnMeaning, type Delimiter, type Encoding, type Refused } from '../import.ts';
import { BinaryArray } from './binary-array.ts';
import type { CsvRecord } from './csv-records.ts';
import { readRecords } from './file-text.ts';
import { createRowReader } from './read-row.ts';
import { SeenKeys } from './seen-keys.ts';

/** What is read, and from where on: rows up to `skip` stand in staging already. */
export interface Reading {
  path: string;
  encoding: Encoding;
  delimiter: Delimiter;
  columns: number;
  mapping: readonly ColumnMeaning[];
  ownFields: readonly OwnField[];
  skip: number;
}

export const stagedColumns = [
  'email',
  'email_key',
  'first_name',
  'last_name',
  'company',
  'job_title',
  'phone',
  'language',
  'time_zone',
  'fields',
  'tags',
] as const;
export type StagedColumn = (typeof stagedColumns)[number];

/** Rows of a file on their way into staging: each column as one array of PostgreSQL, and those left out that the file does not fill. */
export interface Batch {
  /** The last row of the file in it, and the bytes of the file that were read for it. */
  lastRow: number;
  readBytes: number;
  /** How many rows can be used, and their numbers. */
  usable: number;
  rows: Uint8Array<ArrayBuffer>;
  columns: Partial<Record<StagedColumn, Uint8Array<ArrayBuffer>>>;
  refused: Refused;
  problems: { row: number; line: number; reason: string; emailKey: string | null; cells: string[] }[];
}

/** The memory that a batch lies in, apart from its problems. */
export const memoryOf = ({ rows, columns }: Batch): ArrayBuffer[] => [rows, ...Object.values(columns)].map(({ buffer }) => buffer);

const mostRows = 10_000;
const mostCharacters = 4_000_000;
/** Cells of a refused row that are kept to be mended. */
const longestKept = 100_000;

/**
 * Reads the rows of a file, checks them, finds those that stand there twice, and gives them in batches. The same file read again under the same
 * mapping gives the same rows under the same numbers: that is how a reading goes on after a crash.
 */
export async function readRows(reading: Reading, give: (batch: Batch) => Promise<void>): Promise<{ rows: number }> {
  const read = createRowReader(reading.mapping, reading.ownFields);
  const seen = new SeenKeys();
  const full: Batch[] = [];
  let readBytes = 0;
  let row = -1;
  const batch = new OpenBatch(filledColumns(reading.mapping));

  const problem = ({ line, cells }: CsvRecord, reason: string, emailKey: string | null) => {
    if (row <= reading.skip) return;
    const kept = cells.map((cell) => cell.slice(0, longestKept).toWellFormed());
    batch.refuse({ row, line, reason, emailKey, cells: kept });
  };
  const take = (record: CsvRecord) => {
    row++;
    if (row === 0) return;
    const surplus = record.cells.slice(reading.columns).some((cell) => cell.trim() !== '');
    const result = record.open || surplus ? undefined : read(record.cells);
    if (!result) problem(record, record.open ? sentences.open : sentences.wide, null);
    else if (!result.ok) problem(record, result.sentence, null);
    else if (!seen.add(result.fields.emailKey)) problem(record, sentences.twice, result.fields.emailKey);
    else if (row > reading.skip) batch.add(row, result);
    if (batch.isFull()) finish();
  };
  const finish = () => {
    const closed = batch.close(row, readBytes);
    if (row > reading.skip) full.push(closed);
  };
  const pause = async () => {
    for (let ready = full.shift(); ready; ready = full.shift()) await give(ready);
  };
  await readRecords(reading, take, { pause, read: (bytes) => (readBytes = bytes) });
  finish();
  await pause();
  return { rows: Math.max(row, 0) };
}

/** Columns of staging that something in the file can fill; all others keep their default, which is cheaper than to write it a million times. */
function filledColumns(mapping: readonly ColumnMeaning[]): StagedColumn[] {
  const filled = new Set<StagedColumn>(['email', 'email_key']);
  for (const { to } of mapping) {
    if (to === 'own') filled.add('fields');
    else if (to === 'full_name') filled.add('first_name').add('last_name');
    else filled.add(to);
  }
  return stagedColumns.filter((column) => filled.has(column));
}

type Row = Extract<ReturnType<ReturnType<typeof createRowReader>>, { ok: true }>;

/** A batch that is being filled; closed, it is empty again and its memory is used for the next. */
class OpenBatch {
  readonly #rows = new BinaryArray('int4');
  readonly #values: [column: StagedColumn, values: BinaryArray][];
  #refused: Refused = {};
  #problems: Batch['problems'] = [];
  #characters = 0;

  constructor(columns: readonly StagedColumn[]) {
    this.#values = columns.map((column) => [column, new BinaryArray('text')]);
  }

  add(row: number, { fields, company }: Row): void {
    this.#rows.addNumber(row);
    for (const [column, values] of this.#values) {
      const value = valueOf[column](fields, company);
      this.#characters += value.length;
      values.addText(value);
    }
  }

  refuse(problem: Batch['problems'][number]): void {
    this.#refused[problem.reason] = (this.#refused[problem.reason] ?? 0) + 1;
    this.#problems.push(problem);
    for (const cell of problem.cells) this.#characters += cell.length;
  }

  isFull(): boolean {
    return this.#rows.count + this.#problems.length >= mostRows || this.#characters >= mostCharacters;
  }

  close(lastRow: number, readBytes: number): Batch {
    const [usable, refused, problems] = [this.#rows.count, this.#refused, this.#problems];
    [this.#refused, this.#problems, this.#characters] = [{}, [], 0];
    const columns = Object.fromEntries(this.#values.map(([column, values]) => [column, values.take()]));
    return { lastRow, readBytes, usable, rows: this.#rows.take(), columns, refused, problems };
  }
}

const valueOf: Record<StagedColumn, (fields: Row['fields'], company: string) => string> = {
  email: ({ email }) => email,
  email_key: ({ emailKey }) => emailKey,
  first_name: ({ firstName }) => firstName,
  last_name: ({ lastName }) => lastName,
  company: (_fields, company) => company,
  job_title: ({ jobTitle }) => jobTitle,
  phone: ({ phone }) => phone,
  language: ({ language }) => language,
  time_zone: ({ timeZone }) => timeZone,
  fields: ({ fields }) => JSON.stringify(fields),
  tags: ({ tags }) => `{${tags.map(inArray).join(',')}}`,
};

/** A tag in an array literal of PostgreSQL: of what holds several values, the array of arrays would have to be as long everywhere. */
const inArray = (value: string): string => (/["\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`);
