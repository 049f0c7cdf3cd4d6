import { parseFragment } from 'parse5';

/**
 * HTML as the text that a person sees, in one pass over its characters: what stands in quotes begins with `>`, as in mail without HTML.
 * It is for reading what was written, never for showing it.
 */
export function readHtml(html: string): string {
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  const endLine = () => {
    lines.push('> '.repeat(Math.min(depth, 5)) + line.trim());
    line = '';
  };
  for (const { text, tag, closes } of piecesOf(html)) {
    if (text !== undefined) line += decodeEntities(text).replaceAll(/\s+/g, ' ');
    if (tag === undefined || !breaking.has(tag)) continue;
    if (line.trim() !== '' || tag === 'br' || tag === 'p') endLine();
    if (tag === 'blockquote') depth = Math.max(0, depth + (closes ? -1 : 1));
  }
  endLine();
  return lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

const breaking = new Set([
  ...['address', 'article', 'blockquote', 'body', 'br', 'center', 'dd', 'div', 'dl', 'dt', 'footer', 'form', 'h1', 'h2', 'h3', 'h4'],
  ...['h5', 'h6', 'header', 'hr', 'li', 'ol', 'p', 'pre', 'section', 'table', 'td', 'th', 'tr', 'ul'],
]);

/** What nobody sees; without its end, nothing after it is seen. */
const unseen = /<(style|script|head|title|template|noscript|textarea|select|svg|math)(?=[\s>/])/iy;
const tagAt = /<(\/?)([a-z][a-z0-9]{0,15})/iy;

interface Piece {
  text?: string;
  tag?: string;
  closes?: boolean;
}

function* piecesOf(html: string): Generator<Piece> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    if (open > at) yield { text: html.slice(at, open) };
    const end = endOfMarkup(html, open);
    if (end === open) yield { text: '<' };
    tagAt.lastIndex = open;
    const tag = tagAt.exec(html);
    if (tag && end > open) yield { tag: (tag[2] ?? '').toLowerCase(), closes: tag[1] === '/' };
    at = Math.max(end, open + 1);
  }
  if (at < html.length) yield { text: html.slice(at) };
}

/** Behind the markup that begins at `open`; `open` itself where a `<` is only a character. Every search that fails ends the reading. */
function endOfMarkup(html: string, open: number): number {
  const behind = (mark: string, from: number) => {
    const at = html.indexOf(mark, from);
    return at < 0 ? html.length : at + mark.length;
  };
  if (html.startsWith('<!--', open)) return behind('-->', open + 4);
  unseen.lastIndex = open;
  const hidden = unseen.exec(html);
  if (hidden) {
    const close = new RegExp(`</${hidden[1] ?? ''}`, 'gi');
    close.lastIndex = open;
    const found = close.exec(html);
    return found ? behind('>', found.index) : html.length;
  }
  return /[a-z/!?]/i.test(html.charAt(open + 1)) ? behind('>', open) : open;
}

const entities = new Map<string, string>();

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&#?[a-z0-9]{1,31};?/gi, (entity) => {
    const before = entities.get(entity);
    if (before !== undefined) return before;
    const node = parseFragment(entity).childNodes[0];
    const decoded = node && 'value' in node ? node.value : entity;
    if (entities.size < 1_000) entities.set(entity, decoded);
    return decoded;
  });
}
