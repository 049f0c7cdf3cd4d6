import { decodeWords } from 'postal-mime';

/** A line of a head: its name in lower case, its value unfolded and as it came. */
export interface Header {
  name: string;
  value: string;
}

const mostHeaders = 2_000;
const mostValue = 20_000;

/** The headers of a head, in their order; what is no header is left out. */
export function readHead(head: string): Header[] {
  const unfolded: string[][] = [];
  for (const line of head.split(/\r?\n/)) {
    const last = unfolded.at(-1);
    if (/^[ \t]/.test(line) && last) last.push(line.trim());
    else if (line.includes(':') && unfolded.length < mostHeaders) unfolded.push([line]);
  }
  return unfolded.flatMap((lines) => {
    const line = lines.join(' ');
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    return /^[!-9;-~]{1,100}$/.test(name) ? [{ name, value: line.slice(colon + 1, colon + 1 + mostValue).trim() }] : [];
  });
}

const parameter = /;\s{0,9}([\w!#$%&'*+.^`|~-]{1,60})\s{0,9}=\s{0,9}(?:"((?:[^"\\]|\\.){0,2000})"|([^\s;"]{0,2000}))/g;

/** The value of a structured header and its parameters; the first of two with one name counts, pieces are put together (RFC 2231). */
export function parametersOf(value: string): { value: string; parameters: Map<string, string> } {
  const text = value.slice(0, 10_000);
  const pieces = new Map<string, string[]>();
  for (const match of text.matchAll(parameter)) {
    const [name = '', at] = (match[1] ?? '').toLowerCase().split('*');
    const said = match[2]?.replaceAll(/\\(.)/g, '$1') ?? match[3] ?? '';
    const before = pieces.get(name);
    if (!before) pieces.set(name, [extended(match[1] ?? '', said)]);
    else if (at !== undefined && /^[1-9]\d?$/.test(at)) before.push(extended(match[1] ?? '', said));
  }
  const parameters = new Map([...pieces].map(([name, said]) => [name, decodeWords(said.join(''))]));
  return {
    value: (text.split(';')[0] ?? '')
      .replaceAll(/\([^()]*\)/g, '')
      .trim()
      .toLowerCase(),
    parameters,
  };
}

/** `utf-8''na%C3%AFve`, where a star ends the name. */
function extended(name: string, value: string): string {
  if (!name.endsWith('*')) return value;
  const bytes = value.replace(/^[^']*'[^']*'/, '');
  try {
    return decodeURIComponent(bytes);
  } catch {
    // Escapes of another charset: the name of a file is not worth more.
    return bytes;
  }
}
