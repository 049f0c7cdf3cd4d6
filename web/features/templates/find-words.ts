import type { Node } from '@tiptap/pm/model';

/** Where words stand in a document for the first time, within one paragraph. */
export function findWords(document: Node, words: string): { from: number; to: number } | undefined {
  let found: { from: number; to: number } | undefined;
  document.descendants((node, at) => {
    if (found || !node.isTextblock) return !found;
    const index = node.textBetween(0, node.content.size, undefined, ' ').indexOf(words);
    if (index !== -1) found = { from: at + 1 + index, to: at + 1 + index + words.length };
    return false;
  });
  return found;
}
