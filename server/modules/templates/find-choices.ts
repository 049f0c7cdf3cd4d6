import { isBlock, isVoid, type Piece } from './piece.ts';
import type { Problems } from './problem.ts';

/** A piece, or a boundary of alternatives: `{`, `|` or `}` that is meant as one. */
export type Part = Piece | { is: 'choice'; does: 'open' | 'or' | 'close' };

type Loose = Piece | { is: 'brace'; text: string };
interface Open {
  index: number;
  bars: { index: number; depth: number }[];
  /** How deep in formatting and conditions it stands, and the least deep place since. */
  depth: number;
  least: number;
  literal: boolean;
}

const mostNested = 20;
const mostChoices = 500;
const mostBraces = 5000;

/**
 * Finds the alternatives in a text: `{one|other}` within one paragraph, nested if wanted. Braces without a bar between them are just braces, and so
 * are those of addresses, of style sheets and of JSON; a backslash before `{`, `|` or `}` makes any of them itself.
 */
export function findChoices(pieces: readonly Piece[], problems: Problems): Part[] {
  if (pieces.reduce((sum, piece) => sum + (piece.is === 'words' ? piece.text.split(/[{}|]/).length - 1 : 0), 0) > mostBraces) {
    problems.stop('There are more than 5,000 braces in this text.', 0);
    return [...pieces];
  }
  const loose = pieces.flatMap((piece): Loose[] => (piece.is === 'words' ? bracesIn(piece.text) : [piece]));
  const roles = new Map<number, 'open' | 'or' | 'close'>();
  let open: Open[] = [];
  let depth = 0;
  const move = (by: number) => {
    depth += by;
    for (const one of open) one.least = Math.min(one.least, depth);
  };
  const leaveOff = () => {
    if (open.some(({ bars, literal }) => bars.length > 0 && !literal))
      problems.warn('A { is not closed by a } in the same paragraph, so nothing is chosen here.', '{');
    open = [];
  };
  for (const [index, piece] of loose.entries()) {
    if (piece.is === 'open' || piece.is === 'close') {
      if (isBlock(piece.name)) leaveOff();
      else if (!isVoid(piece.name)) move(piece.is === 'open' ? 1 : -1);
    } else if (piece.is === 'mark') {
      const { does } = piece.mark;
      if (does === 'if') move(1);
      else if (does === 'end') move(-1);
      else if (does !== 'value') {
        move(-1);
        move(1);
      }
    } else if (piece.is === 'brace') {
      if (piece.text === '{') {
        if (open.length < mostNested) open.push({ index, bars: [], depth, least: depth, literal: isInAddress(loose[index - 1]) });
      } else if (piece.text === '|') {
        open.at(-1)?.bars.push({ index, depth });
      } else settle(open.pop(), index);
    }
  }
  leaveOff();
  return loose.map((piece, index): Part => {
    const role = roles.get(index);
    if (role) return { is: 'choice', does: role };
    return piece.is === 'brace' ? { is: 'words', text: piece.text } : piece;
  });

  function settle(one: Open | undefined, index: number): void {
    if (!one || one.bars.length === 0 || one.literal || isCode(loose.slice(one.index + 1, one.index + 8))) return;
    if (one.depth !== depth || one.least < depth || one.bars.some((bar) => bar.depth !== depth))
      problems.stop(
        'These alternatives begin and end in different formatting or conditions. Put { and } beside each other in one of them.',
        0,
      );
    else if (roles.size > mostChoices * 3) problems.stop('There are more than 500 alternatives in this text.', 0);
    else {
      roles.set(one.index, 'open');
      for (const bar of one.bars) roles.set(bar.index, 'or');
      roles.set(index, 'close');
    }
  }
}

function bracesIn(text: string): Loose[] {
  const found: Loose[] = [];
  for (const part of text.split(/(\\[{}|]|[{}|])/)) {
    if (part === '') continue;
    if (part.length === 1 && '{}|'.includes(part)) found.push({ is: 'brace', text: part });
    else found.push({ is: 'words', text: /^\\[{}|]$/.test(part) ? part.slice(1) : part });
  }
  return found;
}

const isInAddress = (before: Loose | undefined) => before?.is === 'words' && /\b(?:https?:\/\/|www\.)\S*$/i.test(before.text.slice(-2000));

/** Whether what begins here is a part of a style sheet or of JSON. */
function isCode(beginning: readonly Loose[]): boolean {
  const text = beginning.map((piece) => (piece.is === 'words' || piece.is === 'brace' ? piece.text : '')).join('');
  return /^\s*"[^"]*"\s*:/.test(text) || /^\s*[a-z-]+\s*:[^|]*;/i.test(text);
}
