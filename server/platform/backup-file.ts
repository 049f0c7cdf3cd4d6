import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { installationId } from './ids.ts';
import { CannotOpen, type Place, type Sealer } from './sealed.ts';
import { openStream, sealStream, StreamBroken } from './sealed-stream.ts';
import { inFrames, outOfFrames, type BackupRecord } from './backup-records.ts';

/** A backup cannot be made or used. The message is one plain sentence for the operator. */
export class BackupError extends Error {}

/** What a backup says of itself in clear. Nothing in it is about a person. */
export interface BackupHeader {
  format: 1;
  /** The version of the product that made it. */
  version: string;
  /** The master key that opens it. */
  keyId: string;
  /** Everything that was committed before this moment is in it. */
  at: string;
}

const mark = 'ANTIPHON BACKUP\n';
const longestHeader = 1_000;
const longestKey = 400;

/** The system's word for why a file could not be used. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown reason';

export const damaged = () => new BackupError('The backup is damaged or incomplete: it was cut short or altered. Nothing was changed.');

/**
 * Writes a backup to an open file: the header in clear, the key of this backup sealed by the newest master key, then all records, packed and
 * sealed as one stream that is bound to both. Memory is bounded, whatever the size.
 */
export async function writeBackup(
  file: FileHandle,
  sealer: Sealer,
  about: Omit<BackupHeader, 'format' | 'keyId'>,
  records: AsyncIterable<BackupRecord>,
): Promise<void> {
  const key = randomBytes(32);
  // The id of the newest key is not to be had without sealing something; what it seals first is bound to the header that names it.
  const keyId = sealer.keyIdOf(sealer.seal(placeOf(''), ''));
  const header: BackupHeader = { format: 1, ...about, keyId };
  const line = `${mark}${JSON.stringify(header)}\n`;
  const sealedKey = sealer.seal(placeOf(line), key.toString('base64'));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sealedKey.length);
  const head = Buffer.concat([Buffer.from(line), length, sealedKey]);
  await file.writeFile(head);
  const packed = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  await pipeline(
    () => inFrames(records),
    packed,
    (source: AsyncIterable<Buffer>) => sealStream(key, digestOf(head), source),
    async (source: AsyncIterable<Buffer>) => {
      for await (const part of source) await file.writeFile(part);
    },
  );
  await file.sync();
}

export interface OpenBackup {
  header: BackupHeader;
  /** Reads all records from the beginning. Each is genuine; that none is missing is known when the last was read. @throws BackupError */
  records(): AsyncGenerator<BackupRecord>;
}

/**
 * Opens a backup with the master keys of this copy.
 * @throws BackupError for what is no backup, is of a newer version, or is sealed with a key that is not here
 */
export async function openBackup(path: string, sealer: Sealer): Promise<OpenBackup> {
  const beginning = await beginningOf(path);
  const lineEnds = beginning.indexOf('\n', mark.length);
  if (beginning.subarray(0, mark.length).toString('latin1') !== mark) throw new BackupError(`${path} is not a backup of Antiphon.`);
  if (lineEnds < 0 || lineEnds > longestHeader || beginning.length < lineEnds + 3) throw damaged();
  const line = beginning.subarray(0, lineEnds + 1).toString('utf8');
  const header = readHeader(line.slice(mark.length));
  const start = lineEnds + 3;
  const end = start + beginning.readUInt16BE(lineEnds + 1);
  if (end - start > longestKey || end > beginning.length) throw damaged();
  const key = openKey(sealer, header, line, beginning.subarray(start, end));
  const bound = digestOf(beginning.subarray(0, end));
  return {
    header,
    async *records() {
      const unpacked = createZstdDecompress();
      const opening = pipeline(
        createReadStream(path, { start: end }),
        (source: AsyncIterable<Buffer>) => openStream(key, bound, source),
        unpacked,
      );
      // Its failure is thrown by whoever reads from it; heard here, so that it is not thrown twice.
      opening.catch(() => undefined);
      try {
        yield* outOfFrames(unpacked);
        await opening;
      } catch (error) {
        const { code } = error as { code?: unknown };
        throw error instanceof StreamBroken || error instanceof RangeError || String(code).startsWith('ZSTD_') ? damaged() : error;
      }
    },
  };
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new BackupError(`${path} cannot be read (${codeOf(error)}).`);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mark.length + longestHeader + longestKey), 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw new BackupError(`${path} cannot be read (${codeOf(error)}).`);
  } finally {
    await file.close();
  }
}

function readHeader(text: string): BackupHeader {
  let header: Partial<Record<keyof BackupHeader, unknown>>;
  try {
    header = JSON.parse(text) as typeof header;
  } catch {
    throw damaged();
  }
  if (typeof header.format === 'number' && header.format > 1)
    throw new BackupError('The backup was made by a newer version of Antiphon. Restore it with that version; nothing was changed.');
  const { format, version, keyId, at } = header;
  if (format !== 1 || typeof version !== 'string' || typeof keyId !== 'string' || typeof at !== 'string' || Number.isNaN(Date.parse(at)))
    throw damaged();
  return { format, version, keyId, at };
}

function openKey(sealer: Sealer, header: BackupHeader, line: string, sealedKey: Buffer): Buffer {
  try {
    return Buffer.from(sealer.open(placeOf(line), sealedKey), 'base64');
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    throw new BackupError(
      error.reason === 'unknown_key'
        ? `The backup is sealed with the master key “${header.keyId}”, which is not among ENCRYPTION_KEYS. Set that key; nothing was changed.`
        : 'ENCRYPTION_KEYS does not hold the key with which this backup was sealed, or the backup was altered. Nothing was changed.',
    );
  }
}

const placeOf = (line: string): Place => ({
  workspaceId: installationId,
  table: 'backup',
  rowId: digestOf(Buffer.from(line)).toString('hex'),
  column: 'key',
});

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
