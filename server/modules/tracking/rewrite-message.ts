import { directionOf, type FooterLanguage } from '../../../shared/footer-words.ts';

/** The parts of a message in which links stand. */
export interface Parts {
  html: string;
  text: string;
}

/** What is put in the place of the links of one message, and below it. */
export interface Replacing {
  /** The tracked address of a link; nothing for one that stays as it is. */
  addressOf(url: string): string | undefined;
  /** An image that nobody sees: loading it means that the message was opened. */
  imageUrl: string;
  /** An address that no person comes upon: only what follows every link does. */
  hiddenUrl: string;
  /** What says so below it (promise B16). */
  disclosure: { words: string; language: FooterLanguage };
}

/** The writer of our HTML escapes whatever a value holds, so a tag is a tag, and no attribute ends early. */
const anchors = /(<a(?:\s[^<>]*?)?\shref=")([^"<>]*)(")/g;
const inText = /https?:\/\/[^\s<>"\p{Cc}]+/giu;

/**
 * Lets the links of a message lead past this copy, in HTML and text alike, and puts below it what says so. Addresses of mail, telephones and places in
 * the page stay as they are. The text part has neither image nor hidden link; for screen readers there is neither.
 */
export function rewriteMessage({ html, text }: Parts, { addressOf, imageUrl, hiddenUrl, disclosure }: Replacing): Parts {
  const linked = html.replace(anchors, (all, before: string, href: string, after: string) => {
    const tracked = trackable(unescaped(href)) ? addressOf(unescaped(href)) : undefined;
    return tracked === undefined ? all : `${before}${escaped(tracked)}${after}`;
  });
  const below =
    `<p lang="${disclosure.language}" dir="${directionOf(disclosure.language)}" style="font-size: 12px; color: #666666">${escaped(disclosure.words)}</p>\n` +
    `<img src="${escaped(imageUrl)}" alt="" width="1" height="1">` +
    `<a href="${escaped(hiddenUrl)}" style="display: none" aria-hidden="true" tabindex="-1"></a>\n`;
  const plain = text.replace(inText, (found) => {
    const url = withoutPunctuation(found);
    const tracked = trackable(url) ? addressOf(url) : undefined;
    return tracked === undefined ? found : tracked + found.slice(url.length);
  });
  return { html: linked + below, text: `${plain}\n\n${disclosure.words}` };
}

/** The addresses in a text as its reader’s program would find them. */
export const addressesIn = (text: string): string[] => (text.match(inText) ?? []).map(withoutPunctuation);

/** Whether a link leads to the web, and to nowhere that an answer of ours could not name: no password in it, no line end. */
export function trackable(url: string): boolean {
  if (!/^https?:\/\/[^/\\?#]/i.test(url) || url.length > 8000 || /[\s\p{Cc}]/u.test(url)) return false;
  const parsed = URL.parse(url);
  return parsed !== null && parsed.username === '' && parsed.password === '';
}

/** What ends the sentence does not belong to the address; a bracket does where it was opened in it. */
function withoutPunctuation(found: string): string {
  // Counted once and then kept up: an address may be nothing but brackets.
  const counts = new Map<string, number>();
  for (const sign of found) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  const count = (sign: string) => counts.get(sign) ?? 0;
  for (let end = found.length; end > 0; end--) {
    const last = found[end - 1] ?? '';
    const open = { ')': '(', ']': '[', '}': '{' }[last];
    const isClosing = open !== undefined && count(last) > count(open);
    if (!isClosing && !/[.,;:!?'’”»*_]/.test(last)) return found.slice(0, end);
    counts.set(last, count(last) - 1);
  }
  return '';
}

const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => signs[name] ?? '');
const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '');
