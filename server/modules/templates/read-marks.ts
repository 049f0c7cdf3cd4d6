import { readExpression, Unreadable, type Expression } from './expression.ts';
import { mostProblems, type Problems } from './problem.ts';

/** A piece of Liquid in a text: a value that is put in, or the beginning, middle or end of a condition. */
export type Mark = { at: number; source: string } & (
  | { does: 'value'; expression: Expression }
  | { does: 'if'; expression: Expression; unless: boolean }
  | { does: 'elsif'; expression: Expression }
  | { does: 'else' }
  | { does: 'end'; unless: boolean }
);

/** A mark at whose place a value is put in. */
export type ValueMark = Extract<Mark, { does: 'value' }>;

/** A text in which each mark has been replaced by something that neither HTML nor alternatives stumble over. */
export interface Masked {
  text: string;
  marks: readonly Mark[];
}

/** Private characters around the number of a mark; they mean nothing in a message, so nothing is lost by taking them out of what was typed. */
export const markForm = /\uE000(\d+)\uE001/g;
const ours = /[\uE000\uE001]/g;
const mostMarks = 1000;
const longestMark = 1000;

/**
 * Finds the Liquid in a text, reads it and masks it. In HTML, conditions between elements become comments, because HTML moves text out of
 * tables but leaves comments where they are; comments that were typed go, and what is in them is not read.
 */
export function readMarks(source: string, problems: Problems, as: 'html' | 'plain'): Masked {
  const marks: Mark[] = [];
  const written: string[] = [];
  let inside = 'text';
  let from = 0;
  const steps = as === 'html' ? /\{\{|\{%|<!--|<(?=[a-zA-Z/])|[>"']/g : /\{\{|\{%/g;
  const keepUntil = (at: number, next: number) => {
    written.push(source.slice(from, at).replace(ours, ''));
    from = steps.lastIndex = next;
  };
  for (let step = steps.exec(source); step && problems.problems.length < mostProblems; step = steps.exec(source)) {
    const [found] = step;
    const at = step.index;
    if (found === '<!--') {
      const end = source.indexOf('-->', at + 4);
      if (inside === 'text') keepUntil(at, end === -1 ? source.length : end + 3);
    } else if (!found.startsWith('{')) inside = whereAfter(inside, found);
    else {
      const end = endOf(source, at);
      if (end === undefined) {
        problems.stop(`This is not closed. Put ${found === '{{' ? '}}' : '%}'} behind it.`, at, 40);
        continue;
      }
      keepUntil(at, end);
      const mark = marks.length < mostMarks ? markOf(source.slice(at, end), at, problems, as) : undefined;
      if (marks.length >= mostMarks) problems.stop('There are more than 1,000 merge tags in this text.', at);
      if (!mark) continue;
      const masked = `\uE000${String(marks.push(mark) - 1)}\uE001`;
      written.push(as === 'html' && inside === 'text' && mark.does !== 'value' ? `<!--${masked}-->` : masked);
    }
  }
  keepUntil(source.length, source.length);
  return { text: written.join(''), marks };
}

/** Where one is after a character of HTML: in text, in a start or end of an element, or between its quotation marks. */
function whereAfter(inside: string, found: string): string {
  if (inside === 'text') return found === '<' ? 'element' : 'text';
  if (inside === 'element') return found === '>' ? 'text' : found === '<' ? 'element' : found;
  return found === inside ? 'element' : inside;
}

/** Where the mark that begins here ends; nothing where it is not closed before the next one. */
function endOf(source: string, at: number): number | undefined {
  const rest = source.slice(at + 2, at + 2 + longestMark);
  const close = rest.indexOf(source[at + 1] === '{' ? '}}' : '%}');
  const next = rest.search(/\{[{%]/);
  return close === -1 || (next !== -1 && next < close) ? undefined : at + close + 4;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", nbsp: ' ' };
const curly: Record<string, string> = { '“': '"', '”': '"', '„': '"', '‘': "'", '’': "'", '‚': "'", '\u00A0': ' ' };

function markOf(source: string, at: number, problems: Problems, as: 'html' | 'plain'): Mark | undefined {
  if (as === 'html' && /<[a-z/!]/i.test(source)) {
    problems.stop('There is formatting inside this merge tag. Take it out, or type the tag anew.', at, source.length);
    return undefined;
  }
  const typed = as === 'html' ? source.replace(/&(#39|[a-z]+);/g, (all, name: string) => entities[name] ?? all) : source;
  const inner = typed
    .slice(2, -2)
    .replace(/^-|-$/g, '')
    .replace(/[“”„‘’‚\u00A0]/g, (one) => curly[one] ?? one)
    .trim();
  const place = { at, source };
  try {
    if (source.startsWith('{{')) return { ...place, does: 'value', expression: readExpression(inner) };
    const [, word = '', rest = ''] = /^(\w*)\s*(.*)$/s.exec(inner) ?? [];
    if ((word === 'if' || word === 'unless') && rest)
      return { ...place, does: 'if', expression: readExpression(rest), unless: word === 'unless' };
    if (word === 'elsif' && rest) return { ...place, does: 'elsif', expression: readExpression(rest) };
    if (word === 'else' && !rest) return { ...place, does: 'else' };
    if ((word === 'endif' || word === 'endunless') && !rest) return { ...place, does: 'end', unless: word === 'endunless' };
    throw new Unreadable('Between {% and %} stands one of: if, unless, elsif, else, endif, endunless. Conditions need a name.');
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problems.stop(error.message, at, source.length);
    return undefined;
  }
}
