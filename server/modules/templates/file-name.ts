import { isBlank, scopeOf } from './expression.ts';
import { unmask, type Piece, type ValueRun } from './piece.ts';
import { problemsIn } from './problem.ts';
import { fill, type Node } from './program.ts';
import { readMarks } from './read-marks.ts';
import { branchesOf, treeOf, type Item } from './tree.ts';

/** The name of a file as its author typed it. With merge tags in it, each recipient has a file of their own. */
export interface FileName {
  typed: string;
  /** Why it cannot be filled for anybody. */
  problems: readonly string[];
  /** The merge tags that it asks for, each once; without any it is the same for everybody. */
  tags: readonly string[];
  nodes: readonly Node[];
}

/** Reads the name of a file: merge tags and conditions as in a subject, and no alternatives, because a file is not chosen by lot. */
export function compileFileName(typed: string): FileName {
  const found = problemsIn('text', typed);
  const { text, marks } = readMarks(typed, found, 'plain');
  const pieces = unmask(text, marks).map(
    (run): Piece => (typeof run === 'string' ? { is: 'words', text: run } : { is: 'mark', mark: run }),
  );
  const nodes = nodesOf(treeOf(pieces, found));
  const tags = [...new Set(marks.flatMap((mark) => ('expression' in mark ? mark.expression.names : [])))];
  return { typed, problems: found.problems.map(({ sentence }) => sentence), tags, nodes };
}

/** The name that an image of a text has, from what stands in the text. */
export function fileNameOf(runs: readonly ValueRun[]): FileName {
  return {
    typed: runs.map((run) => (typeof run === 'string' ? run : run.source)).join(''),
    problems: [],
    tags: [...new Set(runs.flatMap((run) => (typeof run === 'string' ? [] : run.expression.names)))],
    nodes: runs.map((run) => (typeof run === 'string' ? run : { node: 'value', mark: run, place: 'name' })),
  };
}

function nodesOf(items: readonly Item[]): Node[] {
  return items.flatMap((item): Node[] => {
    if (item.is === 'words') return [item.text];
    if (item.is === 'mark' && item.mark.does === 'value') return [{ node: 'value', mark: item.mark, place: 'name' }];
    return item.is === 'condition' ? [{ node: 'condition', branches: branchesOf(item, nodesOf) }] : [];
  });
}

/** The name of one recipient's file; nothing where a value is missing for them, or where it says nothing. */
export function fillFileName({ problems, tags, nodes, typed }: FileName, values: Readonly<Record<string, string>>): string | undefined {
  if (problems.length > 0) return undefined;
  const found = problemsIn('text', typed);
  const name = fill(nodes, { scope: scopeOf(tags, values), seed: 0, problems: found, used: new Set() });
  return found.problems.length > 0 || isBlank(name) ? undefined : name;
}
