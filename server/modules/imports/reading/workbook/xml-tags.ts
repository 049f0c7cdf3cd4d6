import { UnreadableFile } from '../unreadable-file.ts';

/** A tag and the text in front of it. Names are without their prefix. */
export interface Tag {
  name: string;
  kind: 'open' | 'close' | 'empty';
  attributes: string;
  textBefore: string;
}

/** Longer than any value of a spreadsheet, whose cells end at 32,767 characters. */
const longestToken = 1_000_000;

/**
 * The tags of a piece of XML as programs write spreadsheets: no document type, so that nothing is expanded or fetched; comments and instructions are
 * passed over.
 * @throws UnreadableFile
 */
export async function* tagsOf(pieces: AsyncIterable<string>): AsyncGenerator<Tag[]> {
  let rest = '';
  for await (const piece of pieces) {
    const text = rest + piece;
    const tags: Tag[] = [];
    let from = 0;
    for (;;) {
      const start = text.indexOf('<', from);
      const end = start === -1 ? -1 : text.indexOf('>', start);
      if (end === -1) break;
      const inner = text.slice(start + 1, end);
      if (/^!DOCTYPE/i.test(inner)) throw new UnreadableFile('The workbook holds what no workbook does. Save it as CSV and try again.');
      if (!inner.startsWith('?') && !inner.startsWith('!')) tags.push(tagOf(inner, text.slice(from, start)));
      from = end + 1;
    }
    rest = text.slice(from);
    if (rest.length > longestToken) throw new UnreadableFile('A value in the workbook is too long. Save it as CSV and try again.');
    yield tags;
  }
}

function tagOf(inner: string, textBefore: string): Tag {
  const isClose = inner.startsWith('/');
  const isEmpty = inner.endsWith('/');
  const body = inner.slice(isClose ? 1 : 0, isEmpty ? -1 : undefined);
  const space = body.search(/\s/);
  const qualified = space === -1 ? body : body.slice(0, space);
  const name = qualified.slice(qualified.indexOf(':') + 1);
  return { name, kind: isClose ? 'close' : isEmpty ? 'empty' : 'open', attributes: space === -1 ? '' : body.slice(space), textBefore };
}

/** The value of an attribute; nothing where it is not there. */
export function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found ? unescaped(found[1] ?? found[2] ?? '') : undefined;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text as it is meant: the five entities of XML, characters by number, and what Excel writes for characters that XML cannot hold (`_x000D_`). */
export function unescaped(text: string): string {
  const plain = text.includes('&')
    ? text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (_, hex?: string, decimal?: string, name?: string) =>
        name ? (named[name.toLowerCase()] ?? '') : character(hex ? Number.parseInt(hex, 16) : Number(decimal)),
      )
    : text;
  return plain.includes('_x') ? plain.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => character(Number.parseInt(hex, 16))) : plain;
}

const character = (code: number) => (code === 0 || code > 0x10ffff ? '' : String.fromCodePoint(code).toWellFormed());
