import { Buffer } from 'node:buffer';
import { type MimePart } from './mime-parts.ts';

/** The bytes of a part as they were before they were encoded for the way (RFC 2045 section 6). */
export function decodeBytes(raw: Buffer, part: MimePart, most = raw.length): Buffer {
  const body = raw.subarray(part.begin, part.end);
  if (part.encoding === 'base64') return Buffer.from(body.subarray(0, most * 2).toString('latin1'), 'base64').subarray(0, most);
  if (part.encoding === 'quoted-printable') return fromQuotedPrintable(body.subarray(0, most * 3)).subarray(0, most);
  return body.subarray(0, most);
}

/** The text of a part; a charset that nobody knows, or that is not the one that was used, costs some letters and nothing else. */
export function decodeText(raw: Buffer, part: MimePart, most: number): string {
  const text = decodeCharset(decodeBytes(raw, part, most), part.parameters.get('charset') ?? '').replaceAll(/\r\n?/g, '\n');
  return part.parameters.get('format')?.toLowerCase() === 'flowed' ? unflow(text) : text;
}

const equals = 0x3d;

function fromQuotedPrintable(body: Buffer): Buffer {
  if (!body.includes(equals)) return body;
  const bytes = Buffer.alloc(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte !== equals) {
      bytes[length++] = byte;
      continue;
    }
    const soft = /^[ \t]{0,9}\r?\n/.exec(body.toString('latin1', at + 1, at + 12))?.[0];
    const hex = body.toString('latin1', at + 1, at + 3);
    if (soft !== undefined) at += soft.length;
    else if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes[length++] = Number.parseInt(hex, 16);
      at += 2;
    } else bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}

function decodeCharset(bytes: Buffer, charset: string): string {
  const label = charset.trim().toLowerCase().replaceAll(/["']/g, '');
  if (label === '' || /^(?:us-)?ascii$|^ansi_x3|^7bit$|^unknown|^default/.test(label))
    return strictly(bytes, 'utf-8') ?? loosely(bytes, 'windows-1252');
  return loosely(bytes, aliases[label] ?? label.replace(/^x-/, '').replace(/^cp-?(125\d)$/, 'windows-$1'));
}

const aliases: Readonly<Record<string, string>> = {
  utf8mb4: 'utf-8',
  'utf-8mb4': 'utf-8',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  cp950: 'big5',
  'iso-8859-8-e': 'iso-8859-8',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
};

/** A cut through the last letter is no fault: `stream` leaves it out. */
function strictly(bytes: Buffer, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

function loosely(bytes: Buffer, label: string): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    // A name that no decoder bears.
    return strictly(bytes, 'utf-8') ?? new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Puts together the lines that a program broke (RFC 3676); a signature's mark ends in a space too, and stays. */
function unflow(text: string): string {
  const lines: string[] = [];
  let flows = false;
  for (const line of text.split('\n')) {
    if (flows && !line.startsWith('>')) lines.push(`${lines.pop() ?? ''}${line}`);
    else lines.push(line);
    flows = line.endsWith(' ') && line !== '-- ' && !line.startsWith('>');
  }
  return lines.join('\n');
}
