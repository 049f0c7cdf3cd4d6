import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

const left = new Set([
  'script',
  'style',
  'iframe',
  'frame',
  'object',
  'embed',
  'svg',
  'math',
  'template',
  'form',
  'base',
  'meta',
  'link',
  'title',
  'noscript',
]);
const attributes = new Set([
  'href',
  'title',
  'alt',
  'width',
  'height',
  'align',
  'valign',
  'bgcolor',
  'colspan',
  'rowspan',
  'start',
  'class',
  'id',
  'type',
  'dir',
  // Names an image of the library: an address would be fetched at once.
  'data-file',
]);

/**
 * HTML as elements of a document of its own, in which nothing loads and nothing runs. The browser is never handed the text: it refuses to make
 * markup from text here (`require-trusted-types-for`), and so each element is made one by one, of those that can do nothing.
 */
export function readHtml(html: string): DocumentFragment {
  const inert = document.implementation.createHTMLDocument('');
  const root = inert.createDocumentFragment();
  const waiting: [DefaultTreeAdapterTypes.ChildNode, Node][] = childrenOf(parseFragment(html), root);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, parent] = next;
    if ('value' in node) parent.appendChild(inert.createTextNode(node.value));
    else if ('attrs' in node && !left.has(node.tagName)) {
      const name = /^[a-z][a-z0-9]*$/.test(node.tagName) ? node.tagName : 'span';
      const element = inert.createElement(name);
      for (const { name: attribute, value } of node.attrs) {
        if (attribute === 'style') element.style.cssText = value;
        else if (attributes.has(attribute)) element.setAttribute(attribute, value);
      }
      parent.appendChild(element);
      waiting.push(...childrenOf(node, element));
    }
  }
  return root;
}

const childrenOf = (node: DefaultTreeAdapterTypes.ParentNode, parent: Node) =>
  node.childNodes.toReversed().map((child): [DefaultTreeAdapterTypes.ChildNode, Node] => [child, parent]);

const history = '.gmail_quote, .gmail_quote_container, .gmail_extra, .gmail_attr, .moz-cite-prefix, .yahoo_quoted, blockquote[type="cite"]';

/** What was pasted from a mail program, without the message that it quotes. Blanks between paragraphs are not paragraphs. */
export function readPasted(html: string): DocumentFragment {
  const pasted = readHtml(html);
  for (const quoted of pasted.querySelectorAll(history)) quoted.remove();
  for (const end of pasted.querySelectorAll('#appendonsend, #divRplyFwdMsg')) {
    while (end.nextSibling) end.nextSibling.remove();
    end.remove();
  }
  for (const block of pasted.querySelectorAll(blocks))
    for (const beside of [block.previousSibling, block.nextSibling])
      if (beside?.nodeType === 3 && beside.textContent?.trim() === '') beside.remove();
  return pasted;
}
const blocks = 'p, div, ul, ol, li, blockquote, table, tbody, tr, td, h1, h2, h3, h4, h5, h6, hr, pre';

const simple = new Set('A B BLOCKQUOTE BR CODE EM H1 H2 H3 HR I IMG LI OL P S STRONG U UL'.split(' '));

const ofImages = new Set(['data-file', 'alt', 'width']);

/** Whether the editor can show all of a text: what it does not know, such as a table or a colour, it would lose. */
export function isSimple(html: string): boolean {
  return [...readHtml(html).querySelectorAll('*')].every(
    (element) =>
      simple.has(element.tagName) &&
      (element.tagName === 'IMG'
        ? element.hasAttribute('data-file') && [...element.attributes].every(({ name }) => ofImages.has(name))
        : [...element.attributes].every(({ name }) => (name === 'href' && element.tagName === 'A') || name === 'start')),
  );
}
