import { createHash, type Hash } from 'node:crypto';

/** What a backup is about, as a whole. */
export interface Manifest {
  /** The migrations that its tables stand on, in order. */
  migrations: string[];
  /** The id of the copy that it was made of. */
  installation: string;
  sequences: { name: string; last: string | null }[];
}

/** The parts of a backup in their order: manifest; then each table with its rows and its tally; then the end. */
export type BackupRecord =
  | { kind: 'manifest'; manifest: Manifest }
  | { kind: 'table'; name: string; columns: string[] }
  | { kind: 'rows'; bytes: Buffer }
  | { kind: 'tally'; rows: number; sha256: string }
  | { kind: 'end'; tables: number; rows: number };

/** A backup holds less or other than it says. */
export class TallyWrong extends RangeError {}

const rowsMark = 1;
const wordsMark = 2;
const longest = 64 * 1_048_576;

/** Records as bytes: a mark, a length, and JSON or rows as PostgreSQL writes them. */
export async function* inFrames(records: AsyncIterable<BackupRecord>): AsyncGenerator<Buffer> {
  for await (const record of records) {
    const bytes = record.kind === 'rows' ? record.bytes : Buffer.from(JSON.stringify(record));
    const head = Buffer.alloc(5);
    head.writeUInt8(record.kind === 'rows' ? rowsMark : wordsMark, 0);
    head.writeUInt32BE(bytes.length, 1);
    yield head;
    yield bytes;
  }
}

/** @throws TallyWrong when the bytes end within a record, or are none */
export async function* outOfFrames(source: AsyncIterable<Buffer>): AsyncGenerator<BackupRecord> {
  let held: Buffer = Buffer.alloc(0);
  for await (const part of source) {
    held = held.length === 0 ? part : Buffer.concat([held, part]);
    while (held.length >= 5) {
      const length = held.readUInt32BE(1);
      if (length > longest) throw new TallyWrong();
      if (held.length < 5 + length) break;
      const bytes = held.subarray(5, 5 + length);
      yield held.readUInt8(0) === rowsMark ? { kind: 'rows', bytes } : (JSON.parse(bytes.toString('utf8')) as BackupRecord);
      held = held.subarray(5 + length);
    }
  }
  if (held.length > 0) throw new TallyWrong();
}

/** Counts rows as PostgreSQL writes them in text: one line each, and never a line's end within. */
export class TableTally {
  readonly #hash: Hash = createHash('sha256');
  rows = 0;
  add(bytes: Buffer): void {
    this.#hash.update(bytes);
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) this.rows++;
  }
  end(): { rows: number; sha256: string } {
    return { rows: this.rows, sha256: this.#hash.digest('hex') };
  }
}

/**
 * Hands records on and refuses what does not add up: each table its rows and their hash, the whole its end.
 * @throws TallyWrong at the latest at the end
 */
export async function* counted(records: AsyncIterable<BackupRecord>): AsyncGenerator<BackupRecord> {
  let table: TableTally | undefined;
  let sum = { tables: 0, rows: 0 };
  let place: 'start' | 'between' | 'in a table' | 'end' = 'start';
  const expect = (...places: (typeof place)[]) => {
    if (!places.includes(place)) throw new TallyWrong();
  };
  for await (const record of records) {
    switch (record.kind) {
      case 'manifest':
        expect('start');
        place = 'between';
        break;
      case 'table':
        expect('between');
        table = new TableTally();
        place = 'in a table';
        break;
      case 'rows':
        expect('in a table');
        table?.add(record.bytes);
        break;
      case 'tally': {
        expect('in a table');
        const { rows, sha256 } = table?.end() ?? { rows: -1, sha256: '' };
        if (rows !== record.rows || sha256 !== record.sha256) throw new TallyWrong();
        sum = { tables: sum.tables + 1, rows: sum.rows + rows };
        place = 'between';
        break;
      }
      case 'end':
        expect('between');
        if (sum.tables !== record.tables || sum.rows !== record.rows) throw new TallyWrong();
        place = 'end';
        break;
    }
    yield record;
  }
  expect('end');
}
