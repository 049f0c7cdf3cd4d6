import { defaultTreeAdapter as tree, html, type DefaultTreeAdapterTypes } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;
type Child = DefaultTreeAdapterTypes.ChildNode;

const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value ?? '';
const isElement = (node: Child): node is Element => 'attrs' in node;
const isItem = (node: Child): node is Element =>
  isElement(node) && node.tagName === 'p' && /\bMsoListParagraph/.test(attribute(node, 'class'));
const isBlank = (node: Child) => node.nodeName === '#text' && 'value' in node && node.value.trim() === '';

/** Outlook writes lists as paragraphs with a bullet typed into them: these become lists. */
export function withOutlookLists(children: readonly Child[]): readonly Child[] {
  if (!children.some(isItem)) return children;
  const written: Child[] = [];
  let list: Element | undefined;
  for (const child of children) {
    if (isItem(child)) {
      const bullet = takeBullet(child);
      list ??= tree.createElement(/^\s*[\da-z]{1,4}[.)]/i.test(bullet) ? 'ol' : 'ul', html.NS.HTML, []);
      if (written.at(-1) !== list) written.push(list);
      const item = tree.createElement('li', html.NS.HTML, []);
      for (const part of [...child.childNodes]) tree.appendChild(item, part);
      tree.appendChild(list, item);
    } else if (!list || !isBlank(child)) {
      list = undefined;
      written.push(child);
    }
  }
  return written;
}

/** Takes the typed bullet out of a paragraph and gives it. */
function takeBullet(paragraph: Element): string {
  const waiting = [...paragraph.childNodes];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!isElement(node)) continue;
    if (/mso-list:\s*Ignore/i.test(attribute(node, 'style'))) {
      tree.detachNode(node);
      return textOf(node);
    }
    waiting.push(...node.childNodes);
  }
  return '';
}

function textOf(element: Element): string {
  let text = '';
  const waiting = [...element.childNodes];
  for (let node = waiting.shift(); node; node = waiting.shift()) {
    if ('value' in node) text += node.value;
    if (isElement(node)) waiting.unshift(...node.childNodes);
  }
  return text;
}
