import type { Editor } from '@tiptap/react';

/**
 * Begins a change of the text after which one writes on at once. The editor's own `focus` waits for the next frame, and whatever is typed before
 * that goes to the button that was pressed and is lost.
 */
export function goOnWriting(editor: Editor) {
  editor.view.focus();
  return editor.chain();
}
