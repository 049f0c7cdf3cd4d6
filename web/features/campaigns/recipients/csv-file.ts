import { plural } from '../../../ui/numbers.ts';
import type { ImportResult } from '../shapes.ts';

/** How many characters an import may have. */
export const largest = 5_000_000;

/**
 * The text of a file, without a byte order mark: UTF-16, which spreadsheets save as “Unicode text”, UTF-8, or else the old Windows alphabet,
 * which shows in bytes that UTF-8 does not have. A file that is read by the server itself is read the same way.
 * @throws Error with a sentence when the browser cannot read the file
 */
export async function readCsvFile(file: Pick<File, 'arrayBuffer' | 'name'>): Promise<string> {
  const bytes = await file.arrayBuffer().catch((cause: unknown) => {
    throw new Error(`${file.name} could not be read. It may have been moved or locked since. Choose it again, or paste its lines.`, {
      cause,
    });
  });
  return decode(new Uint8Array(bytes));
}

function decode(bytes: Uint8Array): string {
  const [a, b] = bytes;
  // Every other byte of western text in UTF-16 is zero.
  const start = bytes.subarray(0, 200);
  const zeros = (parity: number) => start.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  if ((a === 0xff && b === 0xfe) || (zeros(1) > start.length / 4 && zeros(0) === 0)) return new TextDecoder('utf-16le').decode(bytes);
  if ((a === 0xfe && b === 0xff) || (zeros(0) > start.length / 4 && zeros(1) === 0)) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What the button says that does what was tried. */
export function importable({ added, changed }: Pick<ImportResult, 'added' | 'changed'>): string {
  if (added > 0 && changed > 0) return `Add ${plural(added, 'recipient')}, change ${plural(changed, 'other')}`;
  if (changed > 0) return `Change ${plural(changed, 'recipient')}`;
  return added > 0 ? `Add ${plural(added, 'recipient')}` : 'Nothing to import';
}
