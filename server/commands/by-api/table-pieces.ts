import { writeCell, type CsvTable } from '../../platform/csv.ts';

/** A part of a table that is a table itself, and for each of its lines the line of the file in which that row began. */
export interface TablePiece {
  text: string;
  rows: number;
  lineIn(line: number): number;
}

/** Divides a table into tables with the same first row, each small enough for one call. */
export function* tablePieces(
  { headers, rows }: CsvTable,
  { mostRows, mostCharacters }: { mostRows: number; mostCharacters: number },
): Generator<TablePiece> {
  const written = (values: readonly string[]) => `${values.map(writeCell).join(',')}\r\n`;
  const head = written(headers);
  let [text, starts, line]: [string, { line: number; was: number }[], number] = [head, [], 1 + breaksIn(headers)];
  const piece = (): TablePiece => {
    const own = starts;
    return { text, rows: own.length, lineIn: (asked) => own.findLast((start) => start.line <= asked)?.was ?? asked };
  };
  for (const { line: was, values } of rows) {
    const row = written(values);
    if (starts.length > 0 && (starts.length === mostRows || text.length + row.length > mostCharacters)) {
      yield piece();
      [text, starts, line] = [head, [], 1 + breaksIn(headers)];
    }
    line += 1;
    starts.push({ line, was });
    line += breaksIn(values);
    text += row;
  }
  if (starts.length > 0) yield piece();
}

const breaksIn = (values: readonly string[]): number => values.reduce((sum, value) => sum + value.split('\n').length - 1, 0);
