import { defaultTreeAdapter, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { cleanAttributes } from './clean-attributes.ts';
import { withOutlookLists } from './outlook-lists.ts';
import { isVoid, piecesOf, unmask, type Piece } from './piece.ts';
import type { Problems } from './problem.ts';
import { markForm, type Mark, type Masked } from './read-marks.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Child = DefaultTreeAdapterTypes.ChildNode;

const names = (list: string) => new Set(list.split(' '));
const kept = names(
  'a b blockquote br caption center code col colgroup dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s small span strong sub sup table tbody td tfoot th thead tr u ul',
);
/** What goes with everything in it. Other elements go alone, and what stands in them stays. */
const dropped = names(
  'applet area audio base button canvas dialog embed frame frameset head iframe input link map math meta noembed noframes noscript object option ' +
    'plaintext script select style svg template textarea title video xmp',
);
const renamed: Record<string, string> = {
  font: 'span',
  strike: 's',
  del: 's',
  ins: 'u',
  article: 'div',
  section: 'div',
  header: 'div',
  footer: 'div',
};
const quoted = /(?:^|\s)(?:gmail_quote|gmail_quote_container|gmail_extra|gmail_attr|moz-cite-prefix|yahoo_quoted)(?:\s|$)/;
const restIsQuoted = /^(?:x_)?(?:appendonsend|divRplyFwdMsg)$/;
const mostElements = 20_000;
const mostFormatting = 400;

class TooMuch extends Error {}

/**
 * What a text in HTML says, as pieces that are safe to send: pasted drafts of Gmail and Outlook lose what belongs to their editors and the history
 * that they quote; scripts, forms, frames and foreign styles go; links lead to http, https, mailto or tel. Read by the rules of browsers (WHATWG
 * HTML), so that nothing means one thing here and another one there.
 */
export function cleanHtml({ text, marks }: Masked, problems: Problems): Piece[] {
  const pieces: Piece[] = [];
  // A list of what is still to be written, because a text can be nested deeper than a call can be.
  const waiting: (Child | Piece)[] = parse(text, problems);
  let leftOut = false;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if ('is' in next) pieces.push(next);
    else if ('value' in next) pieces.push(...piecesOf(unmask(next.value, marks)));
    else if ('data' in next) pieces.push(...piecesOf(unmask(next.data.match(markForm)?.join('') ?? '', marks)));
    else if (!('attrs' in next) || dropped.has(next.tagName)) continue;
    else if (isQuoted(next)) {
      // Outlook puts the history behind this element, and not into it.
      if (restIsQuoted.test(attribute(next, 'id'))) while (waiting.length > 0 && !('is' in (waiting.at(-1) ?? {}))) waiting.pop();
      leftOut = true;
    } else write(next);
  }
  if (leftOut) problems.warn('The message that was quoted below the text was left out.');
  return pieces;

  function write(element: Element): void {
    const name = renamed[element.tagName] ?? element.tagName;
    const attributes =
      kept.has(name) && !isOnlyMarks(element) && !isLonelyInItem(element) ? attributesOf(element, name, marks, problems) : undefined;
    const children = childrenOf(element);
    if (attributes === undefined || (name === 'span' && attributes.length === 0) || (name === 'a' && isHollow(element)))
      waiting.push(...children);
    else {
      pieces.push({ is: 'open', name, attributes });
      // An empty paragraph has no height in mail, and its author meant an empty line.
      if (name === 'p' && element.childNodes.length === 0) pieces.push({ is: 'open', name: 'br', attributes: [] });
      if (!isVoid(name)) waiting.push({ is: 'close', name }, ...children);
    }
  }
}

function parse(text: string, problems: Problems): Child[] {
  if (mostOpen(text) > mostFormatting) {
    problems.stop(tooMuch, 0);
    return [];
  }
  let elements = 0;
  const treeAdapter: typeof defaultTreeAdapter = {
    ...defaultTreeAdapter,
    // Badly nested markup is repaired by repeating elements: a small text can become gigabytes.
    createElement(...given) {
      if (++elements > mostElements) throw new TooMuch();
      return defaultTreeAdapter.createElement(...given);
    },
  };
  try {
    return childrenOf(parseFragment(text, { treeAdapter }));
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    problems.stop(tooMuch, 0);
    return [];
  }
}

const tooMuch = 'This text has too much formatting. Paste it as plain text.';

/** How many elements of formatting are open at once. Browsers compare each new one with all of them, which takes forever with thousands. */
function mostOpen(text: string): number {
  let open = 0;
  let most = 0;
  for (const [, end] of text.matchAll(/<(\/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b/gi)) {
    open = Math.max(0, open + (end === '/' ? -1 : 1));
    most = Math.max(most, open);
  }
  return most;
}

const childrenOf = (node: DefaultTreeAdapterTypes.ParentNode) => withOutlookLists(node.childNodes).toReversed();
const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value ?? '';

const isQuoted = (element: Element) =>
  quoted.test(attribute(element, 'class')) ||
  restIsQuoted.test(attribute(element, 'id')) ||
  (element.tagName === 'blockquote' && attribute(element, 'type') === 'cite');

/** Paragraphs into which an editor put nothing but a condition: the condition is about what comes after, and leaves no empty line. */
function isOnlyMarks(element: Element): boolean {
  if (element.tagName !== 'p' && element.tagName !== 'div') return false;
  const { childNodes } = element;
  return (
    childNodes.some((node) => 'data' in node && node.data.search(markForm) !== -1) &&
    childNodes.every((node) => 'data' in node || ('value' in node && node.value.trim() === ''))
  );
}

/** Editors put the words of an item into a paragraph, which mail programs set apart from the next item by an empty line. */
function isLonelyInItem(element: Element): boolean {
  const parent = element.parentNode;
  if (element.tagName !== 'p' || !parent || !('tagName' in parent) || parent.tagName !== 'li') return false;
  return parent.childNodes.every((node) => node === element || !('tagName' in node) || /^[uo]l$/.test(node.tagName));
}

const isHollow = (link: Element) => link.childNodes.every((node) => 'value' in node && node.value.trim() === '');

/** Font elements of old editors say in attributes what is a style now. */
function attributesOf(element: Element, name: string, marks: readonly Mark[], problems: Problems) {
  const { attrs } = element;
  if (element.tagName !== 'font') return cleanAttributes({ name, attrs }, marks, problems);
  const style = [
    attribute(element, 'style'),
    attribute(element, 'color') && `color: ${attribute(element, 'color')}`,
    attribute(element, 'face') && `font-family: ${attribute(element, 'face')}`,
  ];
  return cleanAttributes({ name, attrs: [{ name: 'style', value: style.filter(Boolean).join(';') }] }, marks, problems);
}
