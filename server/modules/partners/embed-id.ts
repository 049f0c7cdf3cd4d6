import { equal } from '../../platform/hashing.ts';
import type { Hashing } from '../../platform/hashing.ts';

/**
 * A partner's id as it stands in other sites' pages: signed, so that an id which was never given out is turned away without asking the
 * database, and nobody can try ids one after another. Each purpose has a signature of its own: who may frame does not read the figures.
 */
export function signedPartnerId({ hashing }: { hashing: Hashing }, purpose: 'embed' | 'partner_page', id: string): string {
  const bare = id.replaceAll('-', '');
  return `${bare}${signature(hashing.lookup(purpose, bare))}`;
}

/** The partner's id, if it was signed here for this purpose, with a key of now or before a rotation. */
export function readSignedPartnerId(
  { hashing }: { hashing: Hashing },
  purpose: 'embed' | 'partner_page',
  text: string,
): string | undefined {
  const [, bare = '', given = ''] = /^([0-9a-f]{32})([A-Za-z0-9_-]{16})$/.exec(text) ?? [];
  if (!bare || !hashing.lookupAll(purpose, bare).some((code) => equal(given, signature(code)))) return undefined;
  return [bare.slice(0, 8), bare.slice(8, 12), bare.slice(12, 16), bare.slice(16, 20), bare.slice(20)].join('-');
}

const signature = (code: Buffer) => code.subarray(0, 12).toString('base64url');
