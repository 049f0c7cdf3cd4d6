/**
 * Merge tags: `{{ name }}` and `{{ name | default: "friend" }}`. No loops, no conditions, no code: a text is read once, from left to right,
 * and values are put in as they are. Two braces that are not meant as a tag are a mistake, single braces are left alone.
 */

export interface Problem {
  /** What is wrong and what to do, in plain words. */
  sentence: string;
  /** Where the tag begins, counted from 1. */
  line: number;
  column: number;
}

type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'tag'; at: number; name: string; fallback: string | undefined }
  | { kind: 'broken'; at: number; source: string; sentence: string };

/** Enough to work through; a hostile text would have a million. */
const most = 20;
const longestTag = 1_000;

/**
 * Everything that would keep the text from being filled, in its order, at most 20 problems.
 * @param known the tags that may be used
 */
export function checkText(text: string, known: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const locate = locator(text);
  for (const piece of pieces(text)) {
    const sentence = problemOf(piece, known);
    if (sentence === undefined || piece.kind === 'text') continue;
    problems.push({ sentence, ...locate(piece.at) });
    if (problems.length === most) break;
  }
  return problems;
}

/** The names of the tags in a text, each once, in the order of their first use. */
export function listTags(text: string): string[] {
  const names = new Set<string>();
  for (const piece of pieces(text)) if (piece.kind === 'tag') names.add(piece.name);
  return [...names];
}

/**
 * Puts the values in. A value that is empty or blank counts as absent, so that no message begins with "Dear ,".
 * `missing` names the tags without value and fallback, and shows the beginning of what is no proper tag.
 * Fill a text once, with all values: what a value contains is never read as a tag here, but would be in a second round.
 */
export function fillText(
  text: string,
  values: Readonly<Record<string, string | undefined>>,
): { ok: true; text: string } | { ok: false; missing: string[] } {
  const missing = new Set<string>();
  const filled: string[] = [];
  for (const piece of pieces(text)) {
    if (missing.size === most) break;
    if (piece.kind === 'text') filled.push(piece.text);
    else if (piece.kind === 'broken') missing.add(piece.source.slice(0, 40));
    else {
      const value = Object.hasOwn(values, piece.name) ? values[piece.name] : undefined;
      const chosen = [value, piece.fallback].find((candidate) => candidate !== undefined && !isBlank(candidate));
      if (chosen === undefined) missing.add(piece.name);
      else filled.push(chosen);
    }
  }
  return missing.size > 0 ? { ok: false, missing: [...missing] } : { ok: true, text: filled.join('') };
}

/** What a supporter typed, as their words and never a merge tag of ours: double braces are set apart, nothing else changes. */
export function asOwnWords(text: string): string {
  return text.replace(/([{}])(?=\1)/g, '$1 ');
}

/** One pass, forwards only: the next end of a tag is looked for once, so that a million openings take no longer than one. */
function* pieces(text: string): Generator<Piece> {
  let from = 0;
  let close = -1;
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', from)) {
    if (close !== Infinity && close < open + 2) {
      close = text.indexOf('}}', open + 2);
      if (close === -1) close = Infinity;
    }
    if (open > from) yield { kind: 'text', text: text.slice(from, open) };
    const next = text.indexOf('{{', open + 2);
    if (close === Infinity || (next !== -1 && next < close)) {
      const end = next === -1 ? text.length : next;
      yield {
        kind: 'broken',
        at: open,
        source: text.slice(open, Math.min(end, open + 40)),
        sentence: 'This merge tag is not closed. Put }} behind it.',
      };
      if (next === -1) return;
      from = next;
      // A run of braces is one mistake.
      while (text.startsWith('{{', from + 2)) from += 2;
    } else {
      yield readTag(open, text.slice(open + 2, close));
      from = close + 2;
    }
  }
  if (from < text.length) yield { kind: 'text', text: text.slice(from) };
}

const tagForm = /^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\s*\|\s*default\s*:\s*(.*))?$/s;
/** Word processors turn straight quotation marks into these while people write. */
const quoted = /^["'\u201C\u201D\u201E\u2018\u2019\u201A](.*)["'\u201C\u201D\u2018\u2019]$/s;

function readTag(at: number, inner: string): Piece {
  const broken = (sentence: string): Piece => ({ kind: 'broken', at, source: `{{${inner.slice(0, 36)}}}`, sentence });
  const content = inner.trim();
  if (content === '') return broken('This merge tag is empty. Write a name between {{ and }}.');
  if (content.length > longestTag) return broken('This merge tag is too long. It may be missing its }}.');
  const [, name, rest] = tagForm.exec(content) ?? [];
  if (name === undefined) return broken('This is no merge tag. Write {{ name }} or {{ name | default: "friend" }}.');
  if (rest === undefined) return { kind: 'tag', at, name, fallback: undefined };
  const fallback = quoted.exec(rest)?.[1];
  if (fallback === undefined) return broken('The fallback of this merge tag needs quotation marks: default: "friend".');
  return { kind: 'tag', at, name, fallback };
}

function problemOf(piece: Piece, known: readonly string[]): string | undefined {
  if (piece.kind === 'text') return undefined;
  if (piece.kind === 'broken') return piece.sentence;
  if (!known.includes(piece.name)) {
    const near = nearestName(piece.name, known);
    return `There is no merge tag "${piece.name.slice(0, 60)}" here. ${near === undefined ? `Use one of: ${known.join(', ')}.` : `Did you mean "${near}"?`}`;
  }
  if (piece.fallback !== undefined && isBlank(piece.fallback))
    return `The fallback of "${piece.name}" is empty. Write what should stand there instead.`;
  return undefined;
}

const isBlank = (value: string) => !/[^\s\p{Cf}\p{Cc}]/u.test(value);

/** The known name that ends alike, or that is at most three typing errors away. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase().slice(0, 60);
  const best = known
    .map((candidate) => ({ candidate, distance: distanceBetween(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (best && best.distance <= 3) return best.candidate;
  return known.find((candidate) => candidate.toLowerCase().split('.').at(-1) === wanted.split(/[._]/).at(-1));
}

/** Levenshtein's distance. */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries())
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    row = next;
  }
  return row.at(-1) ?? 0;
}

function locator(text: string): (offset: number) => { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < offset; end = text.indexOf('\n', lineStart)) {
      line += 1;
      lineStart = end + 1;
    }
    return { line, column: offset - lineStart + 1 };
  };
}
