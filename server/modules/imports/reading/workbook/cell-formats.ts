import type { Zip } from './open-zip.ts';
import { attribute, tagsOf } from './xml-tags.ts';

/** How the numbers of a style are shown, as far as it decides what they mean. */
export type Format = { kind: 'plain' } | { kind: 'date' } | { kind: 'digits'; length: number };

const plain: Format = { kind: 'plain' };
/** Formats that have a number and no text (ECMA-376 part 1, 18.8.30). */
const dates = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/** The formats by the number that a cell names. */
export async function formatsOf(zip: Zip): Promise<Format[]> {
  if (!zip.has('xl/styles.xml')) return [];
  const own = new Map<number, Format>();
  const formats: Format[] = [];
  let isInCells = false;
  for await (const tags of tagsOf(zip.textOf('xl/styles.xml')))
    for (const { name, kind, attributes } of tags) {
      if (name === 'numFmt') own.set(Number(attribute(attributes, 'numFmtId')), formatOf(attribute(attributes, 'formatCode') ?? ''));
      if (name === 'cellXfs') isInCells = kind === 'open';
      if (name === 'xf' && isInCells && kind !== 'close') {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0);
        formats.push(own.get(id) ?? (dates.has(id) ? { kind: 'date' } : plain));
      }
    }
  return formats;
}

function formatOf(code: string): Format {
  if (/^0{2,}$/.test(code)) return { kind: 'digits', length: code.length };
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  return /[ymdhs]/i.test(bare) && !/[0#?]/.test(bare.replace(/s\.0+/gi, '')) ? { kind: 'date' } : plain;
}

const dayMilliseconds = 86_400_000;

/**
 * A number as it is meant: a day as 2026-11-22, with its time where it has one; digits with the zeros in front that the cell shows; all others in full,
 * never as 4.9E+11.
 */
export function numberAsText(text: string, format: Format, since1904: boolean): string {
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  if (format.kind === 'digits' && Number.isInteger(number) && number >= 0) return String(number).padStart(format.length, '0');
  if (format.kind !== 'date' || number < 0 || number > 2_958_466) return Math.abs(number) < 1e21 ? String(number) : text;
  // Excel counts a 29 February 1900 that never was.
  const days = since1904 ? number + 1_462 : number < 60 ? number + 1 : number;
  const moment = new Date(Math.round((days - 25_569) * dayMilliseconds)).toISOString();
  if (number < 1) return moment.slice(11, 16);
  return Number.isInteger(number) ? moment.slice(0, 10) : `${moment.slice(0, 10)} ${moment.slice(11, 16)}`;
}
