/** A stretch of a text: plain words, a merge tag or mark that stands on a line of its own, or something that cannot be filled or makes no sense. */
export interface Stretch {
  text: string;
  mark: 'plain' | 'tag' | 'wrong';
}

const braces = /\{\{(?:[^{}]*\}\})?|^[^\S\n]*\[(?:or|yours|\/yours)\][^\S\n]*$/gim;

/** Parts a text into plain words, merge tags and the marks of alternatives; `wrong` are those that begin where a problem was found. */
export function stretches(text: string, wrong: readonly { line: number; column: number }[]): Stretch[] {
  const wrongAt = new Set(wrong.map((place) => offsetOf(text, place)));
  const parts: Stretch[] = [];
  let from = 0;
  for (const found of text.matchAll(braces)) {
    const begin = found.index + found[0].search(/[[{]/);
    if (begin > from) parts.push({ text: text.slice(from, begin), mark: 'plain' });
    from = found.index + found[0].length;
    parts.push({ text: text.slice(begin, from), mark: wrongAt.has(begin) ? 'wrong' : 'tag' });
  }
  if (from < text.length) parts.push({ text: text.slice(from), mark: 'plain' });
  return parts;
}

/** Where a line and column, both counted from 1, lie in a text. */
export function offsetOf(text: string, { line, column }: { line: number; column: number }): number {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf('\n', start);
    if (end === -1) break;
    start = end + 1;
  }
  return start + column - 1;
}

/** What is selected when somebody goes to a problem: the tag to its end, or the rest of the line. */
export function endOfProblem(text: string, at: number): number {
  const line = text.indexOf('\n', at);
  const end = line === -1 ? text.length : line;
  if (!text.startsWith('{{', at)) return end;
  const close = text.indexOf('}}', at);
  return close === -1 ? at + 2 : close + 2;
}
