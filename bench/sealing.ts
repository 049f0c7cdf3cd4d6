import { randomBytes, webcrypto } from 'node:crypto';
import { createSealer, parseKeys } from '../server/platform/sealed.ts';
import type { Finding } from './findings.ts';
import { measure, type Rate } from './load.ts';
import type { Bench } from './product.ts';

const place = { workspaceId: 'bench', table: 'supporter_flows', rowId: 'bench', column: 'draft_sealed' };
const text = 'I walk the path most weeks. '.repeat(36);
/** So many at a time, or the loop around them would be measured too. */
const batch = 50;

/**
 * Sealing and opening a letter, beside WebCrypto's AES-256-GCM over the same text: one key for all, nothing wrapped, no place bound in.
 * The sealer calls the cipher directly and WebCrypto over its threads, so a ratio below 1 is possible.
 */
export async function measureSealing(_bench: Bench, seconds: number): Promise<Finding[]> {
  const sealer = createSealer(parseKeys(`bench:${randomBytes(32).toString('base64')}`));
  const blob = sealer.seal(place, text);
  const key = await webcrypto.subtle.importKey('raw', randomBytes(32), 'AES-GCM', false, ['encrypt', 'decrypt']);
  const encrypt = async (iv: Uint8Array<ArrayBuffer>) => webcrypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, Buffer.from(text));
  const iv = new Uint8Array(12);
  const encrypted = await encrypt(iv);
  return [
    {
      name: 'sealing',
      what: 'sealing a letter of 1 kB',
      ...beside(
        await inBatches(() => sealer.seal(place, text), seconds),
        await inBatches(() => encrypt(webcrypto.getRandomValues(new Uint8Array(12))), seconds),
      ),
    },
    {
      name: 'opening',
      what: 'opening it again',
      ...beside(
        await inBatches(() => sealer.open(place, blob), seconds),
        await inBatches(() => webcrypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, encrypted), seconds),
      ),
    },
  ];
}

function beside(product: Rate, limit: Rate) {
  const limitIs = 'WebCrypto’s AES-256-GCM';
  return { value: product.perSecond, unit: '1/s' as const, limit: limit.perSecond, limitIs, p95Milliseconds: product.p95Milliseconds };
}

/** How often a second something is done; the time is that of one among its batch. */
async function inBatches(work: () => unknown, seconds: number): Promise<Rate> {
  const all = async () => {
    await Promise.all(Array.from({ length: batch }, work));
  };
  const { perSecond, p95Milliseconds } = await measure(all, { atOnce: 1, seconds });
  return { perSecond: perSecond * batch, p95Milliseconds: p95Milliseconds / batch };
}
