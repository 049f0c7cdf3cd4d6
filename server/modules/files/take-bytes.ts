import { Refusal } from '../../platform/errors.ts';
import { mostFileBytes } from './library-file.ts';

/**
 * Whoever sends nothing for so long has gone; and whoever is not done after so long holds a place that others wait for. The server cuts a request after a
 * minute without a word, in which it may have waited at its gate.
 */
const patience = { silentSeconds: 30, wholeSeconds: 48 };

/**
 * Takes in a file whole: what it is can only be said when all of it is there.
 * @throws Refusal when it becomes too large, nothing more comes, or it takes too long
 */
export async function takeBytes(
  body: ReadableStream<Uint8Array> | undefined,
  { silentSeconds, wholeSeconds } = patience,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  const whole = refusingAfter(
    wholeSeconds,
    `The file did not arrive within ${String(wholeSeconds)} seconds, so it was not taken. Try again over a faster line, or send a smaller one.`,
  );
  try {
    while (reader) {
      const silence = refusingAfter(silentSeconds, 'The file came too slowly, so it was not taken. Try again.');
      const part = await Promise.race([reader.read(), silence.refused, whole.refused]).finally(silence.end);
      if (part.done) break;
      length += part.value.length;
      if (length > mostFileBytes)
        throw new Refusal('invalid', 'file_too_large', 'The file is larger than 20 MB. Send a link to it, or make it smaller.');
      parts.push(part.value);
    }
  } finally {
    whole.end();
    await reader?.cancel().catch(() => undefined);
  }
  return Buffer.concat(parts, length);
}

function refusingAfter(seconds: number, sentence: string) {
  const { promise: refused, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Refusal('invalid', 'too_slow', sentence));
  }, seconds * 1000);
  // Where something else ended it first, nobody listens any more.
  refused.catch(() => undefined);
  return {
    refused,
    end() {
      clearTimeout(timer);
    },
  };
}
