import type { Compiled } from '../templates/index.ts';
import { addressesIn } from './rewrite-message.ts';

const known = new WeakMap<Compiled, ReadonlySet<string>>();

/** The links of a text that lead to the same place for everybody; every other one was made for its recipient. Worked out once a text. */
export function fixedAddresses(text: Compiled): ReadonlySet<string> {
  const before = known.get(text);
  if (before) return before;
  const found = new Set([...text.links, ...wordsOf(text.text).flatMap(addressesIn)]);
  known.set(text, found);
  return found;
}

type Nodes = Compiled['text'];

/** The words that are typed, apart from what is filled in between them. */
function wordsOf(nodes: Nodes): string[] {
  return nodes.flatMap((node): string[] => {
    if (typeof node === 'string') return [node];
    if (node.node === 'choice') return node.ways.flatMap(wordsOf);
    return node.node === 'condition' ? node.branches.flatMap((branch) => wordsOf(branch.nodes)) : [];
  });
}
