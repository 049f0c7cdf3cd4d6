let last: { body: HTMLElement; range: Range | undefined } | undefined;

/** Remembers where one last wrote, because pressing something in the side panel takes the cursor away. */
export function watchCursor(page: Document, bodyOf: (element: Element) => HTMLElement | undefined): void {
  page.addEventListener('selectionchange', () => {
    const selection = page.getSelection();
    const node = selection?.anchorNode;
    const element = node instanceof Element ? node : node?.parentElement;
    const body = element && bodyOf(element);
    if (body && selection) last = { body, range: selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : undefined };
  });
}

/** Puts a text where one last wrote. Gives whether there was such a place. */
export function insertText(page: Document, text: string): boolean {
  if (!last?.body.isConnected) return false;
  const { body, range } = last;
  body.focus();
  const selection = page.getSelection();
  if (range && selection && body.contains(range.startContainer)) {
    selection.removeAllRanges();
    selection.addRange(range);
  }
  // Nothing else tells Gmail's editor that something was written, so that it is saved and can be undone.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return page.execCommand('insertText', false, text);
}
