import { Refusal } from '../../platform/errors.ts';

/** A file that a team keeps to send with its messages. */
export interface LibraryFile {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  createdBy: string | null;
  addedAt: Date;
}

/** A file is never larger than all that may go with one message. */
export const mostFileBytes = 20_000_000;
export const mostFiles = 5_000;
/** What of a file is in memory at once, on its way to and from the database. */
export const partBytes = 262_144;

/** What mail programs show inside a message. */
const shown = ['image/png', 'image/jpeg', 'image/gif'];
export const isImage = ({ mediaType }: Pick<LibraryFile, 'mediaType'>): boolean => shown.includes(mediaType);

/** Names are the same without regard to capitals, blanks around them and how accents are written: two people see one file in them. */
export const nameKey = (name: string): string => name.normalize('NFC').trim().toLowerCase();

const longest = 150;
/** What no system of files takes, what would leave the folder, and what our own names of files are written with. */
const forbidden = /[/\\:*?"<>|{}%]/u;
/** Controls, marks that nobody sees, and those that turn the direction of what follows: `annex\u202Efdp.exe` reads as a PDF. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;
const ofWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A name under which a file can be kept and sent: a plain one, that reads as what it is and means no place outside a folder.
 * @throws Refusal
 */
export function checkedName(given: string): string {
  const name = given.normalize('NFC').trim();
  const wrong =
    name === ''
      ? 'The file has no name.'
      : name.length > longest
        ? 'The name of the file is longer than 150 characters.'
        : unseen.test(name)
          ? 'The name of the file holds characters that nobody sees.'
          : forbidden.test(name)
            ? 'The name of the file holds one of / \\ : * ? " < > | { } %.'
            : name.startsWith('.') || name.endsWith('.') || ofWindows.test(name)
              ? 'Not every computer can keep a file under this name.'
              : undefined;
  if (wrong !== undefined) throw new Refusal('invalid', 'file_name', `${wrong} Give it another name and add it again.`);
  return name;
}
