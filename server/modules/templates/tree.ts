import type { Expression } from './expression.ts';
import type { Part } from './find-choices.ts';
import { isVoid, type Piece } from './piece.ts';
import type { Problems } from './problem.ts';
import type { Mark } from './read-marks.ts';

/** One way on in a condition; the last one may have no expression: it is what stands behind `else`. */
export interface Branch {
  expression?: Expression;
  unless: boolean;
  items: Item[];
}

/** What a text is made of, with what is decided for each recipient in its place. */
export type Item = Piece | { is: 'condition'; branches: Branch[] } | { is: 'choice'; number: number; ways: Item[][] };

type Frame = { items: Item[]; depth: number } & (
  | { of: 'text' }
  | { of: 'condition'; mark: Mark; branches: Branch[]; ended: boolean }
  | { of: 'choice'; number: number; ways: Item[][] }
);

const mostNested = 50;

/** Puts conditions and alternatives together. Says of each condition that is broken what is wrong with it. */
export function treeOf(parts: readonly Part[], problems: Problems): Item[] {
  const root: Frame = { of: 'text', items: [], depth: 0 };
  const frames: Frame[] = [root];
  let depth = 0;
  let choices = 0;
  const top = () => frames.at(-1) ?? root;
  for (const part of parts) {
    const frame = top();
    if (part.is === 'choice') {
      if (part.does === 'open') frames.push({ of: 'choice', number: choices++, ways: [], items: [], depth });
      else if (frame.of === 'choice') {
        frame.ways.push(frame.items);
        frame.items = [];
        if (part.does === 'close') {
          frames.pop();
          top().items.push({ is: 'choice', number: frame.number, ways: frame.ways });
        }
      }
    } else if (part.is === 'mark' && part.mark.does !== 'value') onCondition(part.mark, frame);
    else {
      if (part.is === 'open' && !isVoid(part.name)) depth += 1;
      if (part.is === 'close') depth -= 1;
      frame.items.push(part);
      if (frame.of === 'condition' && depth < frame.depth) torn(frame.mark);
    }
  }
  for (const frame of frames)
    if (frame.of === 'condition')
      problems.stop('This condition has no end. Put {% endif %} behind it.', frame.mark.at, frame.mark.source.length);
  return root.items;

  function onCondition(mark: Mark, frame: Frame): void {
    const stop = (sentence: string) => {
      problems.stop(sentence, mark.at, mark.source.length);
    };
    if (mark.does === 'if') {
      if (frames.length > mostNested) stop('Conditions are nested too deeply here.');
      else
        frames.push({
          of: 'condition',
          mark,
          branches: [{ expression: mark.expression, unless: mark.unless, items: [] }],
          items: [],
          ended: false,
          depth,
        });
      return;
    }
    if (frame.of !== 'condition') {
      stop('This has no {% if %} before it.');
      return;
    }
    if (depth !== frame.depth) torn(mark);
    const branch = frame.branches.at(-1);
    if (branch) branch.items = frame.items;
    if (mark.does === 'end') {
      frames.pop();
      top().items.push({ is: 'condition', branches: frame.branches });
      return;
    }
    if (frame.ended) stop('Nothing can come after {% else %} but {% endif %}.');
    frame.ended ||= mark.does === 'else';
    frame.items = [];
    frame.branches.push(mark.does === 'elsif' ? { expression: mark.expression, unless: false, items: [] } : { unless: false, items: [] });
  }

  function torn(mark: Mark): void {
    problems.stop(
      'This condition begins in one paragraph or formatting and ends in another. Put all of it into one, or each end on a line of its own.',
      mark.at,
      mark.source.length,
    );
  }
}

/** In how many ways the alternatives can be chosen, of conditions the branch with the most. */
export function combinationsOf(items: readonly Item[]): number {
  return items.reduce((product, item) => {
    if (item.is === 'choice') return product * item.ways.reduce((sum, way) => sum + combinationsOf(way), 0);
    if (item.is === 'condition') return product * Math.max(1, ...item.branches.map((branch) => combinationsOf(branch.items)));
    return product;
  }, 1);
}

/** The branches of a condition with what is written in each. */
export const branchesOf = <T>({ branches }: Item & { is: 'condition' }, write: (items: Item[]) => T[]) =>
  branches.map(({ expression, unless, items }) => ({ ...(expression && { expression }), unless, nodes: write(items) }));
