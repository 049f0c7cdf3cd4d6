import { CannotCompose } from './compose-message.ts';

/** A file that goes with a message. What it holds is encoded already: base64, in lines that end in CRLF. */
export interface FileToCompose {
  name: string;
  mediaType: string;
  encoded: Uint8Array;
}

/** A file that is shown in the text, where it is called `cid:` and this (RFC 2392). */
export interface ImageToCompose extends FileToCompose {
  contentId: string;
}

/**
 * What stands above a file in a message. Its name is written so that no name becomes another field, whatever is in it.
 * @throws CannotCompose when the type or the number is not usable
 */
export function fileHeader(file: FileToCompose | ImageToCompose): string[] {
  if (!/^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,90}$/.test(file.mediaType)) throw new CannotCompose('The type of a file is not usable.');
  const isShown = 'contentId' in file;
  if (isShown && !/^[A-Za-z0-9._-]{1,128}@[a-z0-9.-]{1,253}$/.test(file.contentId))
    throw new CannotCompose('The number of an image is not usable.');
  return [
    `Content-Type: ${file.mediaType}`,
    'Content-Transfer-Encoding: base64',
    ...(isShown ? [`Content-ID: <${file.contentId}>`] : []),
    [`Content-Disposition: ${isShown ? 'inline' : 'attachment'}`, ...parameter('filename', file.name)].join(';\r\n '),
  ];
}

const perSection = 50;

/**
 * A parameter of any length in any script (RFC 2231): as it is where it is short and plain, else by its bytes, in numbered sections where they do not
 * fit on a line.
 */
function parameter(name: string, value: string): string[] {
  const wellFormed = value.toWellFormed();
  if (/^[A-Za-z0-9 ._()+,&=@#!$'~^;[\]-]{1,60}$/.test(wellFormed)) return [`${name}="${wellFormed}"`];
  const encoded = Array.from(Buffer.from(wellFormed), (byte) => {
    const letter = String.fromCharCode(byte);
    // RFC 5987 section 3.2.1: what needs no encoding in any program.
    return /[A-Za-z0-9!#$&+.^_`|~-]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  const sections: string[] = [];
  let section = '';
  for (const letter of encoded) {
    if (section.length + letter.length > perSection) {
      sections.push(section);
      section = '';
    }
    section += letter;
  }
  sections.push(section);
  if (sections.length === 1) return [`${name}*=UTF-8''${section}`];
  return sections.map((part, index) => `${name}*${String(index)}*=${index === 0 ? "UTF-8''" : ''}${part}`);
}
