import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { UnreadableFile } from '../unreadable-file.ts';

/** Texts that cells name by their place. They lie in a file: those of a full sheet are more than an import may hold in memory. */
export interface SharedTexts {
  add(text: string): void;
  /** Asked when all are there. Empty where there is none. */
  at(index: number): string;
  close(): void;
}

/** In bytes. A full sheet has room with six columns of texts of which none comes twice, and what bursts when it is unpacked has not. */
const mostShared = 400_000_000;
/** What a text counts besides its bytes, so that no number of empty ones outgrows the memory in which their ends stand. */
const besides = 16;
const textsInPart = 65_536;
const pageBytes = 16_384;
/** Programs write texts in the order of their cells, so that one page follows the other; a sheet that was sorted since goes back and forth. */
const pagesKept = 1_024;
const bytesAtOnce = 1_048_576;

/**
 * Keeps texts in a file beside the workbook that has lost its name before anything is in it: whatever happens to the process, nothing is left.
 * @throws UnreadableFile when they are more than an import may take
 */
export function keepSharedTexts(path: string, most = mostShared): SharedTexts {
  const file = openSync(`${path}.texts`, 'w+', 0o600);
  rmSync(`${path}.texts`);
  const ends: Uint32Array[] = [];
  const endOf = (index: number) => ends[Math.floor(index / textsInPart)]?.[index % textsInPart] ?? 0;
  const waiting = Buffer.allocUnsafe(bytesAtOnce);
  const pages = createPages(file);
  let [count, end, waits] = [0, 0, 0];

  const write = (bytes: Buffer, at: number) => {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
  };
  const flush = () => {
    write(waiting.subarray(0, waits), end - waits);
    waits = 0;
  };
  return {
    add(text) {
      const bytes = Buffer.byteLength(text);
      if (end + bytes + (count + 1) * besides > most)
        throw new UnreadableFile('The workbook holds more text than an import may take. Save the table as CSV and import that.');
      if (waits + bytes > bytesAtOnce) flush();
      if (bytes > bytesAtOnce) write(Buffer.from(text), end);
      else waits += waiting.write(text, waits);
      end += bytes;
      if (count % textsInPart === 0) ends.push(new Uint32Array(textsInPart));
      const part = ends.at(-1);
      if (part) part[count % textsInPart] = end;
      count += 1;
    },
    at(index) {
      if (!Number.isInteger(index) || index < 0 || index >= count) return '';
      if (waits > 0) flush();
      return pages.textBetween(index === 0 ? 0 : endOf(index - 1), endOf(index));
    },
    close() {
      closeSync(file);
    },
  };
}

/** Reads a file that no longer changes, page by page; each place in memory is for certain pages, and has the one that was read last. */
function createPages(file: number) {
  const kept: { number: number; bytes: Buffer }[] = [];
  const read = (bytes: Buffer, from: number) => {
    let [done, came] = [0, 1];
    // A page at the end is shorter.
    for (; came > 0 && done < bytes.length; done += came) came = readSync(file, bytes, done, bytes.length - done, from + done);
  };
  const page = (number: number): Buffer => {
    const place = number % pagesKept;
    const there = (kept[place] ??= { number: -1, bytes: Buffer.allocUnsafeSlow(pageBytes) });
    if (there.number !== number) {
      read(there.bytes, number * pageBytes);
      there.number = number;
    }
    return there.bytes;
  };
  return {
    textBetween(from: number, to: number): string {
      const [first, at] = [Math.floor(from / pageBytes), from % pageBytes];
      if (at + to - from <= pageBytes) return page(first).toString('utf8', at, at + to - from);
      const bytes = Buffer.allocUnsafe(to - from);
      read(bytes, from);
      return bytes.toString('utf8');
    },
  };
}
