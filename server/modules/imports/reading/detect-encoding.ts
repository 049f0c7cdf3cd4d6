import { isAscii } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { Encoding } from '../import.ts';

const pieceBytes = 262_144;
/** Enough of the places where the file is not plain ASCII to tell which language they are written in. */
const mostEvidence = 65_536;

/**
 * In which encoding a file is written. A byte order mark says it; else UTF-16 shows by its zeros and UTF-8 by being valid to the end. What is left was
 * written for one country: Shift-JIS where it then reads as Japanese, and Windows-1252 otherwise, which gives every byte a meaning.
 */
export async function detectEncoding(path: string): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let isFirst = true;
  const evidence: Buffer[] = [];
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes }) as AsyncIterable<Buffer>) {
    if (isFirst) {
      const wide = wideEncoding(piece);
      if (wide) return wide;
      isFirst = false;
    }
    isUtf8 &&= decodes(utf8, piece);
    if (bytes < mostEvidence) {
      const some = aroundForeign(piece);
      bytes += some.length;
      evidence.push(some);
    }
    if (!isUtf8 && bytes >= mostEvidence) break;
  }
  // A sign of which only the beginning is there.
  if (isUtf8 && decodes(utf8)) return 'utf-8';
  return readsAsJapanese(Buffer.concat(evidence)) ? 'shift_jis' : 'windows-1252';
}

function decodes(decoder: TextDecoder, piece?: Buffer): boolean {
  try {
    decoder.decode(piece, { stream: piece !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** UTF-16, by its mark or by its zeros: every other byte of western text is one. */
function wideEncoding(start: Buffer): Encoding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const some = start.subarray(0, 400);
  const zeros = (parity: number) => some.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  if (zeros(1) > some.length / 4 && zeros(0) <= some.length / 100) return 'utf-16le';
  if (zeros(0) > some.length / 4 && zeros(1) <= some.length / 100) return 'utf-16be';
  return undefined;
}

/** The lines that hold bytes beyond ASCII. */
function aroundForeign(piece: Buffer): Buffer {
  if (isAscii(piece)) return Buffer.alloc(0);
  const lines: Buffer[] = [];
  let bytes = 0;
  for (let from = 0; from < piece.length && bytes < mostEvidence; ) {
    const end = piece.indexOf(0x0a, from);
    const line = piece.subarray(from, end === -1 ? piece.length : end + 1);
    if (!isAscii(line)) {
      lines.push(line);
      bytes += line.length;
    }
    from += line.length;
  }
  return Buffer.concat(lines);
}

/** Japanese writes its signs beside each other; western text has single ones, which Shift-JIS would take together with the letter behind them. */
function readsAsJapanese(evidence: Buffer): boolean {
  const text = new TextDecoder('shift_jis').decode(evidence);
  const foreign = text.match(/[^\x00-\x7F]/gu)?.length ?? 0;
  const wrong = text.match(/\uFFFD/g)?.length ?? 0;
  const words = text.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー々。、（）・]{2,}/gu) ?? [];
  const inWords = words.reduce((sum, word) => sum + word.length, 0);
  return foreign > 0 && wrong <= foreign / 100 && inWords >= foreign * 0.6;
}
