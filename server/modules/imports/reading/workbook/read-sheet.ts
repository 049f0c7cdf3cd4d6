import { attribute, tagsOf, unescaped } from './xml-tags.ts';

/** What the cells of a sheet refer to. */
export interface SheetNeeds {
  shared(index: number): string;
  number(text: string, style: number): string;
}

const mostColumns = 16_384;
const mostRows = 1_048_576;

/** The rows of a sheet as texts, from the first on; where the sheet leaves out rows, they are empty. */
export async function* readSheet(pieces: AsyncIterable<string>, needs: SheetNeeds): AsyncGenerator<string[]> {
  let cells: string[] = [];
  let row = 0;
  let cell: { column: number; type: string; style: number } | undefined;
  let text = '';
  let isSpoken = false;
  for await (const tags of tagsOf(pieces))
    for (const { name, kind, attributes, textBefore } of tags) {
      if (name === 'row' && kind !== 'close') {
        const wanted = Math.min(Number(attribute(attributes, 'r') ?? row + 1) || row + 1, mostRows);
        for (row += 1; row < wanted; row++) yield [];
        cells = [];
        if (kind === 'empty') yield cells;
      } else if (name === 'row') yield cells;
      else if (name === 'c' && kind === 'open') {
        const column = columnOf(attribute(attributes, 'r')) ?? cells.length;
        cell = { column, type: attribute(attributes, 't') ?? 'n', style: Number(attribute(attributes, 's') ?? 0) };
        text = '';
      } else if (name === 'c' && kind === 'empty') {
        const column = columnOf(attribute(attributes, 'r')) ?? cells.length;
        if (column < mostColumns) while (cells.length <= column) cells.push('');
      } else if (name === 'rPh') isSpoken = kind === 'open';
      else if ((name === 'v' || (name === 't' && !isSpoken)) && kind === 'close' && cell) text += unescaped(textBefore);
      else if (name === 'c' && cell) {
        if (cell.column < mostColumns) {
          while (cells.length < cell.column) cells.push('');
          cells[cell.column] = valueOf(cell, text, needs);
        }
        cell = undefined;
      }
    }
}

function valueOf({ type, style }: { type: string; style: number }, text: string, needs: SheetNeeds): string {
  if (type === 's') return needs.shared(Number(text));
  if (type === 'b') return text === '1' ? 'true' : 'false';
  // What a formula came to when it failed is no value.
  if (type === 'e') return '';
  return type === 'n' && text !== '' ? needs.number(text, style) : text;
}

/** The place of a column from the name of a cell: `AB12` is in the 28th. */
function columnOf(name: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d*$/.exec(name ?? '')?.[1];
  if (!letters) return undefined;
  let place = 0;
  for (const letter of letters) place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
}
