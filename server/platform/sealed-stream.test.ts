import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { openStream, sealStream, StreamBroken } from './sealed-stream.ts';

const chunk = 65_536;
const [key, place] = [randomBytes(32), Buffer.from('this backup')];

async function* inParts(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}

async function gather(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const all = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

const seal = (clear: Buffer, size?: number) => gather(sealStream(key, place, inParts(clear, size)));
const open = (sealed: Buffer, boundTo = place, size?: number) => gather(openStream(key, boundTo, inParts(sealed, size)));

test('what was sealed comes back, whatever its length and however it was handed over', async () => {
  for (const length of [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 17]) {
    const clear = randomBytes(length);
    const sealed = await seal(clear, 70_001);
    // A single byte stands in anything that is long enough.
    assert.ok(length < 32 || !sealed.includes(clear.subarray(0, 32)));
    assert.deepEqual(await open(sealed, place, 999), clear);
  }
});

test('a stream that was cut at any place does not open, not even between two chunks', async () => {
  const sealed = await seal(randomBytes(3 * chunk));
  const cuts = [0, 1, 15, 16, 17, chunk, chunk + 16, 2 * (chunk + 16), 2 * (chunk + 16) + 1, sealed.length - 16, sealed.length - 1];
  for (const cut of cuts) await assert.rejects(open(sealed.subarray(0, cut)), StreamBroken, `cut at ${cut}`);
});

test('chunks in another order, left out, repeated, lengthened or of another stream do not open', async () => {
  const size = chunk + 16;
  const sealed = await seal(randomBytes(3 * chunk));
  const [first, second, third] = [0, 1, 2].map((number) => sealed.subarray(number * size, (number + 1) * size)) as [Buffer, Buffer, Buffer];
  const wrong = [
    [second, first, third],
    [first, third],
    [second, third],
    [first, first, second, third],
    [first, second, third, third],
    [first, second, third, Buffer.from([0])],
  ];
  for (const parts of wrong) await assert.rejects(open(Buffer.concat(parts)), StreamBroken);
  await assert.rejects(open(sealed, Buffer.from('that backup')), StreamBroken);
  await assert.rejects(gather(openStream(randomBytes(32), place, inParts(sealed))), StreamBroken);
});

test('one flipped bit anywhere is noticed', async () => {
  const sealed = await seal(randomBytes(chunk + 100));
  for (const at of [0, 7, chunk - 1, chunk, chunk + 15, chunk + 16, sealed.length - 17, sealed.length - 1]) {
    const flipped = Buffer.from(sealed);
    flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
    await assert.rejects(open(flipped), StreamBroken, `flipped at ${at}`);
  }
});
