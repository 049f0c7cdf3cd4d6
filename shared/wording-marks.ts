import type { Problem } from './merge-tags.ts';

/**
 * The marks in the body of a campaign's message, each on a line of its own: `[or]` between two paragraphs makes them alternatives of each
 * other, `[yours]` and `[/yours]` stand around the one part that a supporter may change. Inside a line they are words like others.
 */

/** One paragraph: its text, or several of which a letter has one; and the blank lines that follow it, as they were typed. */
export interface Paragraph {
  alternatives: string[];
  after: string;
}

/** A stretch of the body that belongs to the supporter (`own`) or that is locked. An own part may be empty. */
export interface Part {
  own: boolean;
  paragraphs: Paragraph[];
}

/** A body taken apart. With problems it can be looked at, but is not fit to be sent. */
export interface Reading {
  parts: Part[];
  problems: Problem[];
}

/** Something that keeps a body from being sent, and where in the text it begins. */
export interface Fault {
  at: number;
  sentence: string;
}

type Mark = '[or]' | '[yours]' | '[/yours]';
type Block = { mark: Mark; at: number } | { mark: undefined; at: number; text: string };
type Stretch = Extract<Block, { mark: undefined }>;

/** Paragraphs with their alternatives, not yet with the blank lines between them. */
export interface Section {
  own: boolean;
  at: number;
  paragraphs: Stretch[][];
}

const marks: readonly Mark[] = ['[or]', '[yours]', '[/yours]'];

/** The paragraphs and marks of a text, in order. Blank lines, also those that only look blank, end a paragraph. */
function* blocks(text: string): Generator<Block> {
  let from = 0;
  let start: number | undefined;
  for (const line of text.split('\n')) {
    const said = line
      .replace(/\p{Cf}/gu, '')
      .trim()
      .toLowerCase();
    const mark = marks.find((one) => one === said);
    if (start !== undefined && (mark !== undefined || said === '')) {
      yield { mark: undefined, at: start, text: text.slice(start, from - 1) };
      start = undefined;
    }
    if (mark !== undefined) yield { mark, at: from + line.indexOf('[') };
    else if (said !== '') start ??= from;
    from += line.length + 1;
  }
  if (start !== undefined) yield { mark: undefined, at: start, text: text.slice(start) };
}

/** Sorts paragraphs into sections and alternatives. A mark that makes no sense where it stands is a fault and changes nothing else. */
export function divide(text: string): { sections: Section[]; faults: Fault[] } {
  let section: Section = { own: false, at: 0, paragraphs: [] };
  const sections = [section];
  const faults: Fault[] = [];
  // Where the [or] stands whose second paragraph has not come yet.
  let waiting: number | undefined;
  const endWaiting = () => {
    if (waiting !== undefined)
      faults.push({ at: waiting, sentence: 'There is nothing after this [or]. Put a paragraph below it, or remove it.' });
    waiting = undefined;
  };
  for (const block of blocks(text)) {
    if (block.mark === undefined) {
      const before = waiting === undefined ? undefined : section.paragraphs.at(-1);
      if (before) before.push(block);
      else section.paragraphs.push([block]);
      waiting = undefined;
    } else {
      if (block.mark !== '[or]') endWaiting();
      const sentence = faultOfMark(block.mark, sections, waiting !== undefined);
      if (sentence !== undefined) faults.push({ at: block.at, sentence });
      if (block.mark === '[or]') waiting = sentence === undefined ? block.at : waiting;
      else if (section.own === (block.mark === '[/yours]')) {
        section = { own: !section.own, at: block.at, paragraphs: [] };
        sections.push(section);
      }
    }
  }
  endWaiting();
  if (section.own) faults.push({ at: section.at, sentence: 'This [yours] is not closed. Put [/yours] on a line of its own below it.' });
  return { sections, faults };
}

function faultOfMark(mark: Mark, sections: readonly Section[], waiting: boolean): string | undefined {
  const section = sections.at(-1);
  const own = section?.own === true;
  if (mark === '[/yours]') return own ? undefined : 'There is no [yours] above this [/yours]. Put it in, or remove this line.';
  if (mark === '[yours]') {
    if (own) return 'There is a [yours] above that is still open. Close it with [/yours], or remove this line.';
    if (sections.some((one) => one.own)) return 'There is a [yours] above already, and a letter has only one. Remove this one.';
    return undefined;
  }
  if (own) return 'What stands between [yours] and [/yours] has no alternatives. Remove this [or].';
  if (waiting) return 'Here are two [or] with nothing between them. Put a paragraph there, or remove one.';
  if (section?.paragraphs.length === 0) return 'There is nothing before this [or]. Put a paragraph above it, or remove it.';
  return undefined;
}
