import { asWords, beginsWith, isSaid, says } from './phrases.ts';
import { fromLabels, headLabels, originalWords, signedByProgram, wroteWords } from './quote-words.ts';

/**
 * What a person wrote themselves, and the rest: what is quoted above, between and below, the signature after `-- `, and what a program
 * wrote underneath. Every line is in one of the two.
 */
export function ownWords(text: string): { own: string; quoted: string } {
  const all = text.split(/\r?\n/);
  const lines = all.slice(0, mostLines);
  const beyond = all.slice(mostLines);
  const own: string[] = [];
  const quoted: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (isQuoted(line)) {
      quoted.push(line);
      at += 1;
      continue;
    }
    if (isSignature(line) || beginsOriginal(lines, at)) {
      quoted.push(...lines.slice(at));
      break;
    }
    const attribution = linesOfAttribution(lines, at);
    if (attribution > 0) {
      const next = nextWritten(lines, at + attribution);
      // "Anna wrote:" above lines that begin with > tells of these alone; above others, of all that follows.
      const end = next !== undefined && isQuoted(lines[next] ?? '') ? at + attribution : lines.length;
      quoted.push(...lines.slice(at, end));
      at = end;
      continue;
    }
    (isByProgram(line) ? quoted : own).push(line);
    at += 1;
  }
  return { own: own.join('\n').trim(), quoted: [...quoted, ...beyond].join('\n') };
}

/** Nobody writes more by hand above what they answer. */
const mostLines = 1_000;

const isQuoted = (line: string): boolean => /^\s{0,4}[>＞]/.test(line);

const isSignature = (line: string): boolean => /^--\s{0,3}$/.test(line);

const isByProgram = (line: string): boolean => line.length > 8 && line.length < 120 && beginsWith(asWords(line), signedByProgram);

/** A line of dashes or underscores with the words for it, or the head of a message as Outlook puts it above what it quotes. */
function beginsOriginal(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').trim();
  if (line === '' || line.length > 200) return false;
  const dashed = /^[-_=—–*]{2,}.*[-_=—–*:]$/.test(line) || /^[-_]{3,}/.test(line);
  if ((dashed || line.endsWith(':')) && line.length < 100 && wordCount(line) <= 8 && says(asWords(line), originalWords)) return true;
  const next = /^[-_=—–]{5,}$/.test(line) ? nextWritten(lines, at + 1) : at;
  return next !== undefined && isHead(lines, next);
}

const labelAt = /^[\s*_>]{0,4}([^:：\n]{1,30}?)[\s*_]{0,4}[:：]/u;

const labelOf = (line: string | undefined): string => asWords(labelAt.exec((line ?? '').slice(0, 80))?.[1] ?? '');

/** "From: …" and, close below it, two more lines of a head. */
function isHead(lines: readonly string[], at: number): boolean {
  if (!isSaid(labelOf(lines[at]), fromLabels)) return false;
  const below = lines.slice(at + 1, at + 9).filter((line) => isSaid(labelOf(line), headLabels));
  return below.length >= 2;
}

/** Over how many lines "On Monday, Anna wrote:" goes that begins here; 0 where none does. */
function linesOfAttribution(lines: readonly string[], at: number): number {
  if ((lines[at] ?? '').trim() === '') return 0;
  for (let count = 1; count <= 4; count += 1) {
    const last = lines[at + count - 1];
    if (last === undefined || last.trim() === '') return 0;
    if (!/[:：]\s*$/.test(last)) continue;
    const from = beginOfAttribution(lines, at, at + count);
    return from === at ? count : 0;
  }
  return 0;
}

/** Where the attribution begins that ends before `end`: as short as it can be, so that a line of the person's own above it stays theirs. */
function beginOfAttribution(lines: readonly string[], first: number, end: number): number | undefined {
  let from = end - 1;
  while (from >= first && !isAttribution(lines.slice(from, end).join(' '))) from -= 1;
  if (from < first) return undefined;
  while (from > first && hasDate(lines[from - 1] ?? '') && !/[.!?…]\s*$/.test(lines[from - 1] ?? '')) from -= 1;
  return from;
}

function isAttribution(joined: string): boolean {
  const line = joined.trim();
  if (line.length > 400 || !/[:：]$/.test(line)) return false;
  const address = /[^\s@<>]@[^\s@<>]/.test(line);
  const year = hasDate(line);
  const time = /\d{1,2}[:.h]\d{2}/.test(line);
  if (address && (year || time) && /[>)]\s*[:：]$/.test(line)) return true;
  const words = asWords(line);
  return (address || year || time) && says(words, wroteWords) && wordCount(line) <= 40;
}

const hasDate = (line: string): boolean => /(?:^|\D)(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2}\b/.test(line);

const wordCount = (line: string): number => asWords(line).trim().split(' ').length;

function nextWritten(lines: readonly string[], from: number): number | undefined {
  for (let at = from; at < Math.min(lines.length, from + 5); at += 1) if ((lines[at] ?? '').trim() !== '') return at;
  return undefined;
}
