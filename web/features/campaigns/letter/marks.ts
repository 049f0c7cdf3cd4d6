/** A stretch of a text: plain words, a merge tag, or something in braces that cannot be filled. */
export interface Stretch {
  text: string;
  mark: 'plain' | 'tag' | 'wrong';
}

const braces = /\{\{(?:[^{}]*\}\})?/g;

/** Parts a text into plain words and merge tags; `wrong` are those that begin where a problem was found. */
export function stretches(text: string, wrong: readonly { line: number; column: number }[]): Stretch[] {
  const wrongAt = new Set(wrong.map((place) => offsetOf(text, place)));
  const parts: Stretch[] = [];
  let from = 0;
  for (const found of text.matchAll(braces)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index), mark: 'plain' });
    parts.push({ text: found[0], mark: wrongAt.has(found.index) ? 'wrong' : 'tag' });
    from = found.index + found[0].length;
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
