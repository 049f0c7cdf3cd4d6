import { createHash } from 'node:crypto';
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

/** One file of an archive. */
export interface ArchiveFile {
  name: string;
  content: string | Uint8Array;
}

configure({ useWebWorkers: false });

/**
 * Packs files into a ZIP, and with a passphrase locks every one of them with AES-256 (WinZip’s AE-2, which 7-Zip and the archive programs of
 * desktops open). The last file is `manifest.json`: name, size and SHA-256 of each other file, so that a person can see that nothing was lost or added.
 */
export async function archiveOf(files: AsyncIterable<ArchiveFile> | Iterable<ArchiveFile>, passphrase?: string): Promise<Uint8Array> {
  const locked = passphrase === undefined ? {} : ({ password: passphrase, encryptionStrength: 3 } as const);
  const zip = new ZipWriter(new Uint8ArrayWriter(), { ...locked, level: 6, extendedTimestamp: false });
  const listed: { name: string; bytes: number; sha256: string }[] = [];
  const add = async ({ name, content }: ArchiveFile) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    await zip.add(name, new Uint8ArrayReader(bytes));
    listed.push({ name, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') });
  };
  for await (const file of files) await add(file);
  const manifest = { files: [...listed] };
  await add({ name: 'manifest.json', content: `${JSON.stringify(manifest, null, 2)}\n` });
  return zip.close();
}

/** Letters that nobody takes for another (Crockford’s alphabet, without the vowels that make words). */
const alphabet = '0123456789BCDFGHJKMNPQRSTVWXYZ';

/** A passphrase that a person can copy by hand: 25 letters in groups of five, made from 32 random or keyed bytes; about 122 bits. */
export function passphraseFrom(bytes: Uint8Array): string {
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  const letters = Array.from({ length: 25 }, () => {
    const letter = alphabet[Number(rest % BigInt(alphabet.length))];
    rest /= BigInt(alphabet.length);
    return letter;
  });
  return letters.join('').replace(/(.{5})(?=.)/g, '$1-');
}
