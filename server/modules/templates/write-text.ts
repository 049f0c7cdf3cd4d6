import type { Piece, Run, ValueRun } from './piece.ts';
import { joined } from './write-html.ts';
import type { Node } from './program.ts';
import type { Item } from './tree.ts';

/** How far the text has come: which line breaks are due before the next words, and what begins each line. */
interface State {
  due: number;
  /** Whether anything stands in the text yet; before that no line break is due. */
  begun: boolean;
  /** Behind a bullet the words follow on the same line, whatever element they are in. */
  afterBullet: boolean;
  prefix: string;
  lastPrefix: string;
}

type Open = { name: string; prefix: string; count: number; label: string; href?: readonly ValueRun[] };

/**
 * The text part of a message, made from the same pieces as its HTML: paragraphs and lists as lines, quotes with `>`, links with their address
 * behind them.
 */
export function writeText(items: readonly Item[]): Node[] {
  return joined(writer({ due: 0, begun: false, afterBullet: false, prefix: '', lastPrefix: '' }, []).all(items));
}

function writer(state: State, open: Open[]) {
  const nodes: Node[] = [];
  const within = (...names: string[]) => open.some(({ name }) => names.includes(name));

  function want(lines: number): void {
    if (!state.afterBullet) state.due = Math.max(state.due, lines);
  }

  /** The line breaks that are due. A blank line between two depths of quoting belongs to the outer one. */
  function begin(): void {
    const between = commonStart(state.prefix, state.lastPrefix);
    if (!state.begun) nodes.push(state.prefix);
    else if (state.due > 0) nodes.push(`${`\n${between}`.repeat(Math.min(state.due, 2) - 1)}\n${state.prefix}`);
    Object.assign(state, { due: 0, begun: true, afterBullet: false, lastPrefix: state.prefix });
  }

  function words(text: string): void {
    const keeps = within('pre');
    const fresh = !state.begun || state.due > 0 || state.afterBullet;
    const spaced = keeps ? text.replaceAll('\n', `\n${state.prefix}`) : text.replace(/[ \t\r\n\f]+/g, ' ');
    const shown = fresh && !keeps ? spaced.trimStart() : spaced;
    if (shown === '') return;
    begin();
    nodes.push(shown.replaceAll('\u00A0', ' '));
    for (const one of open) one.label += shown;
  }

  function onOpen({ name, attributes }: Piece & { is: 'open' }): void {
    const runs = (wanted: string) => attributes.find((one) => one.name === wanted)?.runs;
    if (name === 'br') {
      if (state.begun) state.due += 1;
    } else if (name === 'hr') {
      want(2);
      words('---');
      want(2);
    } else if (name === 'img') {
      for (const run of runs('alt') ?? []) value(run);
    } else {
      want(linesOf(name));
      const list = open.findLast((one) => one.name === 'ul' || one.name === 'ol');
      const href = runs('href');
      const cell = name === 'td' || name === 'th' ? open.findLast((one) => one.name === 'tr') : undefined;
      if (cell && cell.count++ > 0 && state.begun && state.due < 2) words(' | ');
      open.push({ name, prefix: state.prefix, count: startOf(runs('start')), label: '', ...(href && { href }) });
      if (name === 'blockquote') state.prefix += '> ';
      if (name === 'li') {
        begin();
        const bullet = list?.name === 'ol' ? `${String(++list.count)}. ` : '- ';
        nodes.push(bullet);
        Object.assign(state, { afterBullet: true, prefix: state.prefix + ' '.repeat(bullet.length) });
      }
    }
  }

  const linesOf = (name: string) => {
    if (/^(?:p|h[1-6]|blockquote|pre|table|dl)$/.test(name)) return within('li') ? 1 : 2;
    if (name === 'ul' || name === 'ol') return within('li') ? 1 : 2;
    return /^(?:div|li|tr|dt|dd|center|caption)$/.test(name) ? 1 : 0;
  };

  function onClose(): void {
    const closed = open.pop();
    if (!closed) return;
    if (closed.href) address(closed.href, closed.label.trim());
    state.prefix = closed.prefix;
    state.afterBullet = false;
    want(linesOf(closed.name));
  }

  function address(href: readonly ValueRun[], label: string): void {
    const [first] = href;
    const mark = href.find((run) => typeof run !== 'string');
    const shown = typeof first === 'string' && !mark ? first.replace(/^(?:mailto|tel):/i, '') : undefined;
    if (shown !== undefined && bare(shown) === bare(label)) return;
    if (mark && href.length === 1 && label === mark.source) return;
    words(label === '' ? ' ' : ' (');
    if (shown !== undefined) words(shown);
    else if (mark) {
      begin();
      nodes.push({ node: 'address', runs: href, at: mark.at, place: 'plain' });
    }
    if (label !== '') words(')');
  }

  function value(run: Run): void {
    if (typeof run === 'string') words(run);
    else if (run.does === 'value') {
      begin();
      nodes.push({ node: 'value', mark: run, place: 'plain' });
      for (const one of open) one.label += run.source;
    }
  }

  /** Each way begins where the text stands now; what follows begins where the furthest of them ended. */
  function ways(all: readonly (readonly Item[])[], canBeNone: boolean): Node[][] {
    const before = { ...state };
    const after = canBeNone ? [before] : [];
    const written = all.map((items) => {
      const inner = { ...before };
      const some = joined(writer(inner, open).all(items));
      after.push(inner);
      return some;
    });
    state.due = Math.max(...after.map(({ due }) => due));
    state.begun = after.every(({ begun }) => begun);
    state.afterBullet = after.every(({ afterBullet }) => afterBullet);
    return written;
  }

  function all(items: readonly Item[]): Node[] {
    for (const item of items) {
      if (item.is === 'words') words(item.text);
      else if (item.is === 'mark') value(item.mark);
      else if (item.is === 'open') onOpen(item);
      else if (item.is === 'close') onClose();
      else if (item.is === 'choice') nodes.push({ node: 'choice', number: item.number, ways: ways(item.ways, false) });
      else {
        const written = ways(
          item.branches.map((branch) => branch.items),
          item.branches.at(-1)?.expression !== undefined,
        );
        const branches = item.branches.map(({ expression, unless }, index) => ({
          ...(expression && { expression }),
          unless,
          nodes: written[index] ?? [],
        }));
        nodes.push({ node: 'condition', branches });
      }
    }
    return nodes;
  }
  return { all };
}

const commonStart = (one: string, other: string) => {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
};
/** The number before the first one of a list. */
function startOf(runs: readonly ValueRun[] | undefined): number {
  const first = runs?.[0];
  return typeof first === 'string' && /^\d{1,5}$/.test(first) ? Number(first) - 1 : 0;
}
const bare = (address: string) => address.replace(/^https?:\/\/(?:www\.)?|\/$/gi, '').toLowerCase();
