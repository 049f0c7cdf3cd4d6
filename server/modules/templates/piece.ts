import { markForm, type Mark, type ValueMark } from './read-marks.ts';

/** A part of what was typed: words, or a mark. */
export type Run = string | Mark;
/** A part of an attribute, in which no condition stands. */
export type ValueRun = string | ValueMark;

export interface Attribute {
  name: string;
  runs: readonly ValueRun[];
}

/** What a text is made of once it has been cleaned, in its order. */
export type Piece =
  | { is: 'open'; name: string; attributes: readonly Attribute[] }
  | { is: 'close'; name: string }
  | { is: 'words'; text: string }
  | { is: 'mark'; mark: Mark };

/** What stands in a masked text, with its marks in their places. */
export function unmask(text: string, marks: readonly Mark[]): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const found of text.matchAll(markForm)) {
    const mark = marks[Number(found[1])];
    if (found.index > from) runs.push(text.slice(from, found.index));
    if (mark) runs.push(mark);
    from = found.index + found[0].length;
  }
  if (from < text.length) runs.push(text.slice(from));
  return runs;
}

export const piecesOf = (runs: readonly Run[]): Piece[] =>
  runs.map((run) => (typeof run === 'string' ? { is: 'words', text: run } : { is: 'mark', mark: run }));

const blocks =
  'address article aside blockquote caption center dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody td tfoot th thead tr ul';
const blockNames = new Set(blocks.split(' '));
export const isBlock = (name: string) => blockNames.has(name);
export const isVoid = (name: string) => name === 'br' || name === 'hr' || name === 'img' || name === 'col';
