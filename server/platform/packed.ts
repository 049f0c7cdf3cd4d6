import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Visit } from './page.ts';

/** A text in every form in which browsers take it: packed once, sent many times. */
export interface Packed {
  readonly plain: string;
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly brotli: Uint8Array<ArrayBuffer>;
  /** The nonce that its scripts carry: whoever is shown it from memory is told this one. */
  readonly nonce?: string | undefined;
}

export function pack(text: string, { care = 5, nonce }: { care?: number; nonce?: string } = {}): Packed {
  return {
    plain: text,
    gzip: new Uint8Array(gzipSync(text)),
    brotli: new Uint8Array(brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: care } })),
    nonce,
  };
}

/** Answers with the form that the browser takes (RFC 9110 section 12.5.3). */
export function sendPacked(visit: Visit, packed: Packed, headers: Record<string, string>): Response {
  if (packed.nonce !== undefined) visit.set('nonce', packed.nonce);
  const accepted = visit.req.header('accept-encoding') ?? '';
  const all = { ...headers, Vary: [headers['Vary'], 'Accept-Encoding'].filter(Boolean).join(', ') };
  if (/\bbr\b/.test(accepted)) return visit.body(packed.brotli, 200, { ...all, 'Content-Encoding': 'br' });
  if (/\bgzip\b/.test(accepted)) return visit.body(packed.gzip, 200, { ...all, 'Content-Encoding': 'gzip' });
  return visit.body(packed.plain, 200, all);
}
