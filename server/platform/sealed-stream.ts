import { createCipheriv, createDecipheriv } from 'node:crypto';

/** A sealed stream was cut short, altered, put in another order or lengthened; or it was sealed with another key. Nothing of the chunk was given out. */
export class StreamBroken extends Error {}

const chunkBytes = 65_536;
const tagBytes = 16;

/**
 * Seals a stream of any length in bounded memory: chunks of 64 KiB under AES-256-GCM, in the manner of STREAM (Hoang, Reyhanitabar, Rogaway and
 * Vizár 2015). Each chunk is bound to its number, to whether it is the last, and to what the stream belongs to; so none can be left out, moved,
 * repeated or added, and an end is an end only where it was written.
 * @param key of 256 random bits, for this one stream alone: the nonces are the numbers of the chunks
 */
export async function* sealStream(key: Buffer, boundTo: Buffer, clear: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { bytes, last } of inChunks(clear, chunkBytes)) {
    const { nonce, bound } = placeOf(boundTo, number++, last);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(bound);
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }
}

/**
 * Opens what `sealStream` sealed, chunk by chunk.
 * @throws StreamBroken before anything of a chunk that is not genuine is given out; only a stream that ends without it was whole
 */
export async function* openStream(key: Buffer, boundTo: Buffer, sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { bytes, last } of inChunks(sealed, chunkBytes + tagBytes)) {
    if (bytes.length < tagBytes) throw new StreamBroken();
    const { nonce, bound } = placeOf(boundTo, number++, last);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(bound);
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const clear = decipher.update(bytes.subarray(0, -tagBytes));
    try {
      decipher.final();
    } catch {
      throw new StreamBroken();
    }
    yield clear;
  }
}

function placeOf(boundTo: Buffer, number: number, last: boolean): { nonce: Buffer; bound: Buffer } {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(last ? 1 : 0, 0);
  nonce.writeBigUInt64BE(BigInt(number), 4);
  return { nonce, bound: Buffer.concat([boundTo, nonce]) };
}

/** The same bytes in pieces of one size; the last may be shorter, and is there even when it is empty. */
async function* inChunks(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let waiting: Buffer[] = [];
  let held = 0;
  for await (const part of source) {
    waiting.push(part);
    held += part.length;
    if (held <= size) continue;
    const all = Buffer.concat(waiting);
    let from = 0;
    // One byte more than a piece must be there: only then is it known that the piece is not the last.
    for (; all.length - from > size; from += size) yield { bytes: all.subarray(from, from + size), last: false };
    waiting = [all.subarray(from)];
    held = all.length - from;
  }
  yield { bytes: Buffer.concat(waiting), last: true };
}
