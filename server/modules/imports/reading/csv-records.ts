/** One record of a table: its cells, and the line of the file on which it begins. */
export interface CsvRecord {
  line: number;
  cells: string[];
  /** A quotation mark was opened in it and never closed: the cells are those of its first line alone. */
  open?: true;
}

/** Longer than any row that means something; a quotation mark that nobody closes would swallow the rest of the file. */
const longestRecord = 4_194_304;
/** Each costs a look at as much as the longest record. */
const mostOpen = 50;

/** Thrown when so many quotation marks are left open that the file is no table. */
export class TooManyOpenQuotes extends Error {
  readonly line: number;
  constructor(line: number) {
    super('Too many quotation marks are left open.');
    this.line = line;
  }
}

/**
 * Reads a table of separated values (RFC 4180, and what programs make of it) in pieces of any size. A quotation mark that is not closed costs
 * its own line and no other. Rows of empty cells are left out. Line ends may be of any kind.
 */
export class CsvRecords {
  readonly #delimiter: string;
  readonly #take: (record: CsvRecord) => void;
  #rest = '';
  #gathered = '';
  #line = 1;
  #open = 0;

  constructor(delimiter: string, take: (record: CsvRecord) => void) {
    this.#delimiter = delimiter;
    this.#take = take;
  }

  /** Gives the records that end in this piece, or at the latest when as much again was read as a long one has so far: it is not read anew with each piece. */
  push(piece: string): void {
    this.#gathered += piece;
    if (this.#gathered.length >= this.#rest.length) this.#read(this.#taken(), false);
  }

  /** Gives the records that were still under way when the file ended. */
  end(): void {
    this.#read(this.#taken(), true);
  }

  #taken(): string {
    const gathered = this.#gathered;
    this.#gathered = '';
    return gathered;
  }

  #read(piece: string, ended: boolean): void {
    let text = this.#rest + piece;
    // A carriage return at the end may be half of a line end.
    const held = !ended && text.endsWith('\r') ? '\r' : '';
    if (held) text = text.slice(0, -1);
    if (text.includes('\r')) text = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
    let from = 0;
    while (from < text.length) {
      const lineEnd = text.indexOf('\n', from);
      if (lineEnd === -1 && !ended && text.length - from <= longestRecord) break;
      const end = lineEnd === -1 ? text.length : lineEnd;
      const line = text.slice(from, end);
      if (!line.includes('"')) {
        this.#give(line.split(this.#delimiter), this.#line++);
        from = end + 1;
        continue;
      }
      const read = readQuoted(text, from, this.#delimiter, ended);
      if (read) {
        this.#give(read.cells, this.#line);
        this.#line += read.lines;
        from = read.end;
      } else if (!ended && text.length - from <= longestRecord) break;
      else {
        if (++this.#open > mostOpen) throw new TooManyOpenQuotes(this.#line);
        this.#take({ line: this.#line++, cells: line.split(this.#delimiter), open: true });
        from = end + 1;
      }
    }
    this.#rest = text.slice(from) + held;
  }

  #give(cells: string[], line: number): void {
    if (cells.some((cell) => cell !== '' && cell.trim() !== '')) this.#take({ line, cells });
  }
}

/** A record with quotation marks in it; nothing when it does not end in this text. */
function readQuoted(
  text: string,
  start: number,
  delimiter: string,
  ended: boolean,
): { cells: string[]; lines: number; end: number } | undefined {
  const cells: string[] = [];
  let lines = 1;
  let from = start;
  for (;;) {
    const quote = afterBlanks(text, from, delimiter);
    let end: number;
    if (text[quote] === '"') {
      const read = readQuotedCell(text, quote + 1, delimiter, ended);
      if (!read) return undefined;
      cells.push(read.cell);
      lines += breaksIn(read.cell);
      end = read.end;
    } else {
      end = cellEnd(text, from, delimiter);
      cells.push(text.slice(from, end));
    }
    if (end >= text.length && !ended) return undefined;
    if (text[end] !== delimiter) return { cells, lines, end: end + 1 };
    from = end + 1;
  }
}

/** From behind the first quotation mark to behind the last; one inside that closes nothing is a sign like others. */
function readQuotedCell(text: string, start: number, delimiter: string, ended: boolean): { cell: string; end: number } | undefined {
  let cell = '';
  let from = start;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return undefined;
    if (text[quote + 1] === '"') {
      cell += text.slice(from, quote + 1);
      from = quote + 2;
      continue;
    }
    const end = afterBlanks(text, quote + 1, delimiter);
    if (end >= text.length && !ended) return undefined;
    if (end >= text.length || text[end] === delimiter || text[end] === '\n') return { cell: cell + text.slice(from, quote), end };
    cell += text.slice(from, quote + 1);
    from = quote + 1;
  }
}

function afterBlanks(text: string, from: number, delimiter: string): number {
  let at = from;
  while (text[at] === ' ' || (text[at] === '\t' && delimiter !== '\t')) at++;
  return at;
}

function cellEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at++;
  return at;
}

function breaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
