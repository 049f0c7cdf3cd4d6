import { Buffer } from 'node:buffer';
import { parametersOf, readHead, type Header } from './mime-head.ts';

/** One part of a message that holds no others: what its head says of it, and where its body lies in the bytes. */
export interface MimePart {
  type: string;
  parameters: ReadonlyMap<string, string>;
  disposition: string;
  name: string;
  encoding: string;
  begin: number;
  end: number;
  /** Which multipart/alternative it is a choice of, counted through the message. */
  alternative: number | undefined;
}

const mostParts = 2_000;
const mostDepth = 40;
/** Of all heads together: more than this nobody needs, and what is beyond it is not read. */
const mostHead = 1_000_000;

interface Open {
  boundary: string;
  digest: boolean;
  alternative: number | undefined;
}

/**
 * Takes a message (RFC 2046) apart without copying it: places in its bytes, found in one pass. postal-mime is kept for what stands in
 * heads; its reading of bodies makes an object of every line, and half a megabyte of empty lines holds it up for twenty seconds.
 */
export function findParts(raw: Buffer): { headers: Header[]; parts: MimePart[] } {
  const parts: MimePart[] = [];
  const endOfHead = makeHeadFinder(raw);
  const open: Open[] = [];
  let headBytes = 0;
  let alternatives = 0;

  /** Reads a head that begins at `at`, opens what it holds or notes it as a part, and says where its body begins. */
  const enter = (at: number): { headers: Header[]; body: number } => {
    const body = endOfHead(at);
    const room = Math.max(0, mostHead - headBytes);
    const read = readHead(decodeHead(raw.subarray(at, Math.min(body, at + room))));
    headBytes += Math.min(body - at, room);
    const first = (name: string) => read.find((header) => header.name === name)?.value ?? '';
    const parent = open.at(-1);
    const { value, parameters } = parametersOf(first('content-type'));
    const type = value === '' ? (parent?.digest ? 'message/rfc822' : 'text/plain') : value;
    const boundary = parameters.get('boundary') ?? '';
    if (type.startsWith('multipart/') && boundary !== '' && open.length < mostDepth) {
      const alternative = type === 'multipart/alternative' ? (alternatives += 1) : parent?.alternative;
      open.push({ boundary, digest: type === 'multipart/digest', alternative });
    } else if (parts.length < mostParts) {
      const disposition = parametersOf(first('content-disposition'));
      const name = disposition.parameters.get('filename') ?? parameters.get('name') ?? '';
      const encoding = /[\w-]+/.exec(first('content-transfer-encoding').toLowerCase())?.[0] ?? '';
      // A multipart that does not say what parts it: what is in it is all there is.
      parts.push({
        type: type.startsWith('multipart/') && boundary === '' ? 'text/plain' : type,
        parameters,
        disposition: disposition.value,
        name,
        encoding,
        begin: body,
        end: raw.length,
        alternative: parent?.alternative,
      });
    }
    return { headers: read, body };
  };

  const root = enter(0);
  let inPart = parts.at(-1);
  const looked = { lines: 0 };
  for (let at = root.body; open.length > 0; ) {
    const found = nextBoundary(raw, at, open, looked);
    if (!found) break;
    if (inPart) inPart.end = Math.max(inPart.begin, found.before);
    open.length = found.ends ? found.level : found.level + 1;
    const count = parts.length;
    at = found.ends ? found.behind : enter(found.behind).body;
    inPart = parts.length > count ? parts.at(-1) : undefined;
  }
  // A multipart that is none: what is below its head is all there is.
  if (parts.length === 0)
    parts.push({
      type: 'text/plain',
      parameters: new Map(),
      disposition: '',
      name: '',
      encoding: '',
      begin: root.body,
      end: raw.length,
      alternative: undefined,
    });
  return { headers: root.headers, parts };
}

/** No message has more lines that begin like a mark; what follows belongs to the part before. */
const mostMarks = 200_000;

/** The next line that is the mark of an open multipart, however deep; and whether it is the last of it. */
function nextBoundary(raw: Buffer, from: number, open: readonly Open[], looked: { lines: number }) {
  // As bytes: decoding each line of a message that is nothing but dashes takes seconds. The deepest of several alike counts.
  const levels = new Map(open.map(({ boundary }, level) => [Buffer.from(boundary).toString('latin1'), level]));
  for (let at = Math.max(0, from - 1); ; ) {
    looked.lines += 1;
    if (looked.lines > mostMarks) return undefined;
    const dashes = at === 0 && raw[0] === 0x2d && raw[1] === 0x2d ? 0 : raw.indexOf('\n--', at) + 1;
    if (dashes === 0 && !(at === 0 && raw[0] === 0x2d)) return undefined;
    const feed = raw.indexOf(0x0a, dashes);
    const behind = feed < 0 ? raw.length : feed + 1;
    if (behind - dashes <= 300) {
      const line = raw.toString('latin1', dashes + 2, behind).trimEnd();
      const last = line.endsWith('--') ? levels.get(line.slice(0, -2)) : undefined;
      const [begins, ends] = [levels.get(line) ?? -1, last ?? -1];
      const before = raw[dashes - 2] === 0x0d ? dashes - 2 : dashes - 1;
      if (Math.max(begins, ends) >= 0) return { level: Math.max(begins, ends), ends: ends > begins, before, behind };
    }
    at = behind - 1;
    if (behind >= raw.length) return undefined;
  }
}

/** Where a head ends: behind the first empty line. What is looked for is found once, however many heads there are. */
function makeHeadFinder(raw: Buffer): (at: number) => number {
  const next = (mark: string) => {
    let found = -1;
    return (at: number) => {
      if (found < at) found = raw.indexOf(mark, at);
      if (found < 0) found = Infinity;
      return found;
    };
  };
  const [short, long] = [next('\n\n'), next('\n\r\n')];
  return (at) => {
    if (raw[at] === 0x0a) return at + 1;
    if (raw[at] === 0x0d && raw[at + 1] === 0x0a) return at + 2;
    return Math.min(short(at) + 2, long(at) + 3, raw.length);
  };
}

/** Heads are UTF-8 (RFC 6532), or were before there was any. */
function decodeHead(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
