import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { UnreadableFile } from '../unreadable-file.ts';

interface Entry {
  method: number;
  packedBytes: number;
  headerAt: number;
}

/** The parts of a workbook by name, each read as text, piece by piece and within bounds. */
export interface Zip {
  has(name: string): boolean;
  textOf(name: string): AsyncGenerator<string>;
}

const broken = () => new UnreadableFile('The workbook is damaged or not complete. Save it again, or save it as CSV, and try again.');
const tooLarge = () => new UnreadableFile('Unpacked, the workbook is far larger than it looks. Save the table as CSV and import that.');

const endSign = 0x06054b50;
const entrySign = 0x02014b50;
const localSign = 0x04034b50;
/** The comment at the end of an archive is no longer than this. */
const longestEnd = 65_557;
const mostDirectory = 16_000_000;
/** Text packs to a tenth or a twentieth; what packs far better was made to burst whoever unpacks it. */
const mostRatio = 200;
const freeBytes = 50_000_000;

/**
 * Opens a workbook as the archive that it is (APPNOTE.TXT of PKWARE, sections 4.3 and 4.4).
 * @throws UnreadableFile
 */
export async function openZip(path: string, mostBytes: number): Promise<Zip> {
  const file = await open(path);
  const entries = await entriesOf(file).finally(() => file.close());
  let unpacked = 0;
  return {
    has: (name) => entries.has(name),
    async *textOf(name) {
      const entry = entries.get(name);
      if (!entry) throw broken();
      const decoder = new TextDecoder();
      let bytes = 0;
      for await (const piece of piecesOf(path, entry)) {
        bytes += piece.length;
        unpacked += piece.length;
        if (unpacked > mostBytes || (bytes > freeBytes && bytes > mostRatio * entry.packedBytes)) throw tooLarge();
        yield decoder.decode(piece, { stream: true });
      }
      yield decoder.decode();
    },
  };
}

async function entriesOf(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat();
  const end = await read(file, Math.max(0, size - longestEnd), Math.min(size, longestEnd));
  const at = end.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at === -1 || end.length < at + 22 || end.readUInt32LE(at) !== endSign) throw broken();
  const [bytes, from] = [end.readUInt32LE(at + 12), end.readUInt32LE(at + 16)];
  if (bytes > mostDirectory || from + bytes > size) throw broken();
  const directory = await read(file, from, bytes);
  const entries = new Map<string, Entry>();
  for (let place = 0; place + 46 <= directory.length && directory.readUInt32LE(place) === entrySign; ) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => directory.readUInt16LE(place + offset));
    const name = directory.toString('utf8', place + 46, place + 46 + (nameLength ?? 0));
    const isSealed = (directory.readUInt16LE(place + 8) & 1) === 1;
    if (isSealed) throw new UnreadableFile('The workbook has a password. Save it without one, or as CSV, and try again.');
    entries.set(name.replaceAll('\\', '/').replace(/^\//, ''), {
      method: directory.readUInt16LE(place + 10),
      packedBytes: directory.readUInt32LE(place + 20),
      headerAt: directory.readUInt32LE(place + 42),
    });
    place += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

async function* piecesOf(path: string, { method, packedBytes, headerAt }: Entry): AsyncGenerator<Buffer> {
  if (method !== 0 && method !== 8) throw broken();
  if (packedBytes === 0) return;
  const file = await open(path);
  const header = await read(file, headerAt, 30).finally(() => file.close());
  if (header.length < 30 || header.readUInt32LE(0) !== localSign) throw broken();
  const start = headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = createReadStream(path, { start, end: start + packedBytes - 1 });
  if (method === 0) {
    yield* packed as AsyncIterable<Buffer>;
    return;
  }
  const inflate = createInflateRaw();
  packed.on('error', (error) => inflate.destroy(error));
  try {
    yield* packed.pipe(inflate) as AsyncIterable<Buffer>;
  } catch (error) {
    throw String((error as NodeJS.ErrnoException).code).startsWith('Z_') ? broken() : error;
  } finally {
    packed.destroy();
    inflate.destroy();
  }
}

async function read(file: FileHandle, from: number, bytes: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, from);
  return buffer.subarray(0, bytesRead);
}
