import { Refusal } from '../../platform/errors.ts';
import { mostFileBytes } from './library-file.ts';

/** Whoever sends nothing for so long has gone. */
const mostSilentMilliseconds = 30_000;

/**
 * Takes in a file whole: what it is can only be said when all of it is there.
 * @throws Refusal when it becomes too large, or nothing more comes
 */
export async function takeBytes(body: ReadableStream<Uint8Array> | undefined): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  try {
    while (reader) {
      const part = await withoutSilence(reader.read());
      if (part.done) break;
      length += part.value.length;
      if (length > mostFileBytes)
        throw new Refusal('invalid', 'file_too_large', 'The file is larger than 20 MB. Send a link to it, or make it smaller.');
      parts.push(part.value);
    }
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
  return Buffer.concat(parts, length);
}

async function withoutSilence<Part>(reading: Promise<Part>): Promise<Part> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Refusal('invalid', 'too_slow', 'The file came too slowly, so it was not taken. Try again.'));
  }, mostSilentMilliseconds);
  return Promise.race([reading, silence]).finally(() => {
    clearTimeout(timer);
  });
}
