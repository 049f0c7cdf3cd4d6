import type { KeptMessage } from './folders.ts';
import { dateTime } from './names.ts';
import { BadCommand, textOf, type Word } from './words.ts';

interface Item {
  /** How the answer names it. */
  name: string;
  value(message: KeptMessage): string | Buffer;
  /** Whether looking at it marks the message as seen (RFC 3501 section 6.4.5). */
  sees?: boolean;
}

/** What a FETCH asks for, by the letter of RFC 3501 section 6.4.5. */
export function readItems(asked: Word | undefined): Item[] {
  if (!asked) throw new BadCommand('nothing is asked for');
  const words = asked.kind === 'list' ? asked.words : [asked];
  if (words.length === 0) throw new BadCommand('nothing is asked for');
  return words.map((word) => itemOf(textOf(word).toUpperCase()));
}

function itemOf(name: string): Item {
  if (name === 'UID') return { name, value: ({ uid }) => String(uid) };
  if (name === 'FLAGS') return { name, value: ({ flags }) => `(${[...flags].join(' ')})` };
  if (name === 'INTERNALDATE') return { name, value: ({ at }) => dateTime(at) };
  if (name === 'RFC822.SIZE') return { name, value: ({ raw }) => String(raw.byteLength) };
  const [, peek, section, from, most] = /^BODY(\.PEEK)?\[([^\]]*)\](?:<(\d+)\.([1-9]\d*)>)?$/.exec(name) ?? [];
  if (section === undefined) throw new BadCommand(`${name} is not known here`);
  const part = partOf(section);
  return {
    name: `BODY[${section}]${from === undefined ? '' : `<${from}>`}`,
    sees: peek === undefined,
    value({ raw }) {
      const whole = part(raw);
      return from === undefined ? whole : whole.subarray(Number(from), Number(from) + Number(most));
    },
  };
}

function partOf(section: string): (raw: Buffer) => Buffer {
  if (section === '') return (raw) => raw;
  if (section === 'HEADER') return headerOf;
  if (section === 'TEXT') return (raw) => raw.subarray(headerOf(raw).byteLength);
  const [, fields] = /^HEADER\.FIELDS \(([^()]+)\)$/.exec(section) ?? [];
  if (fields === undefined) throw new BadCommand(`the section ${section} is not known here`);
  const wanted = new Set(fields.split(' ').map((field) => field.replace(/^"|"$/g, '').toLowerCase()));
  return (raw) => {
    const lines = headerOf(raw)
      .toString('latin1')
      .split(/\r\n(?![ \t])/)
      .filter((line) => wanted.has((/^([^:\s]+)\s*:/.exec(line)?.[1] ?? '').toLowerCase()));
    return Buffer.from(`${lines.map((line) => `${line}\r\n`).join('')}\r\n`, 'latin1');
  };
}

function headerOf(raw: Buffer): Buffer {
  const end = raw.indexOf('\r\n\r\n');
  return end === -1 ? raw : raw.subarray(0, end + 4);
}

/** One answer to a FETCH, with its literals. */
export function fetched(number: number, message: KeptMessage, items: readonly Item[]): Buffer {
  const parts = items.flatMap(({ name, value }, index) => {
    const found = value(message);
    const before = `${index === 0 ? '' : ' '}${name} `;
    return typeof found === 'string'
      ? [Buffer.from(before + found, 'latin1')]
      : [Buffer.from(`${before}{${String(found.byteLength)}}\r\n`, 'latin1'), found];
  });
  return Buffer.concat([Buffer.from(`* ${String(number)} FETCH (`), ...parts, Buffer.from(')\r\n')]);
}
