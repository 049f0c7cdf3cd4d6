import { isBlock, isVoid, type Attribute } from './piece.ts';
import { escapeHtml, type Node } from './program.ts';
import { branchesOf, type Item } from './tree.ts';

/** The HTML part of a message, ready to be filled. */
export function writeHtml(items: readonly Item[]): Node[] {
  return joined(items.flatMap(nodesOf));
}

function nodesOf(item: Item): Node[] {
  if (item.is === 'words') return [escapeHtml(item.text).replaceAll('\u00A0', '&nbsp;')];
  if (item.is === 'mark') return item.mark.does === 'value' ? [{ node: 'value', mark: item.mark, place: 'html' }] : [];
  if (item.is === 'choice') return [{ node: 'choice', number: item.number, ways: item.ways.map(writeHtml) }];
  if (item.is === 'condition') return [{ node: 'condition', branches: branchesOf(item, writeHtml) }];
  // A line for each block: what is filled in one does not move the lines of the others.
  if (item.is === 'close') return [`</${item.name}>${isBlock(item.name) ? '\n' : ''}`];
  return [
    `<${item.name}`,
    ...item.attributes.flatMap(attributeOf),
    item.name === 'br' || (isVoid(item.name) && isBlock(item.name)) ? '>\n' : '>',
  ];
}

function attributeOf({ name, runs }: Attribute): Node[] {
  const isAddress = name === 'href' || name === 'src';
  const at = runs.find((run) => typeof run !== 'string')?.at;
  if (isAddress && at !== undefined) {
    return [` ${name}="`, { node: 'address', runs, at, place: 'attribute' }, '"'];
  }
  const nodes = runs.map((run): Node => (typeof run === 'string' ? escapeHtml(run) : { node: 'value', mark: run, place: 'attribute' }));
  return [` ${name}="`, ...nodes, '"'];
}

/** Neighbouring texts as one. */
export function joined(nodes: readonly Node[]): Node[] {
  const shorter: Node[] = [];
  for (const node of nodes) {
    const last = shorter.at(-1);
    if (typeof node === 'string' && typeof last === 'string') shorter[shorter.length - 1] = last + node;
    else shorter.push(node);
  }
  return shorter;
}
