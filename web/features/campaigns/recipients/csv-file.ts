import { plural } from '../../../ui/numbers.ts';
import type { ImportResult } from '../shapes.ts';

/** How many characters an import may have. */
export const largest = 5_000_000;

/** The text of a file. Spreadsheets still save in the old Windows alphabet, which shows in bytes that UTF-8 does not have. */
export async function readCsvFile(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What the button says that does what was tried. */
export function importable({ added, changed }: ImportResult): string {
  if (added > 0 && changed > 0) return `Add ${plural(added, 'recipient')}, change ${plural(changed, 'other')}`;
  if (changed > 0) return `Change ${plural(changed, 'recipient')}`;
  return added > 0 ? `Add ${plural(added, 'recipient')}` : 'Nothing to import';
}
