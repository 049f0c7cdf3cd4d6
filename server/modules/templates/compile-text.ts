import { imageFile } from './clean-attributes.ts';
import { cleanHtml } from './clean-html.ts';
import { fileNameOf, type FileName } from './file-name.ts';
import { findChoices } from './find-choices.ts';
import { piecesOf, unmask, type Piece } from './piece.ts';
import { problemsIn, type Problem } from './problem.ts';
import type { Node } from './program.ts';
import { readMarks, type Mark } from './read-marks.ts';
import { branchesOf, combinationsOf, treeOf, type Item } from './tree.ts';
import { warnOfLeftovers } from './warn-of-leftovers.ts';
import { writeHtml } from './write-html.ts';
import { writeText } from './write-text.ts';

/** A subject and a text as their author typed them; the text is HTML. */
export interface Text {
  subject: string;
  html: string;
}

/** A subject and a text, read once and ready to be filled for any number of recipients. */
export interface Compiled {
  /** What the author should look at. While one of them stops, nobody's message is made. */
  problems: readonly Problem[];
  /** The merge tags that are asked for, each once. */
  tags: readonly string[];
  /** Where its links lead, as far as that is the same for everybody. */
  links: readonly string[];
  /** The files of the library that are shown in it. */
  images: readonly FileName[];
  /** In how many ways the alternatives can be chosen. */
  combinations: number;
  typed: Text;
  subject: readonly Node[];
  html: readonly Node[];
  text: readonly Node[];
}

/** What every text may ask for besides what is known of a recipient: the address under which they leave. */
export const leaveTag = 'unsubscribe_url';
/** What stands for that address where nobody is written to: in previews and checks. */
export const sampleLeaveValues = { [leaveTag]: 'https://example.org/unsubscribe' };

const longest = { subject: 2_000, html: 500_000 };

/**
 * Reads a subject and a text: cleans what was pasted, finds merge tags, conditions and alternatives, and makes the text part from the HTML.
 * Never fails: what is wrong with them is in `problems`. A signature, in HTML too, stands below the text and is read apart from it: nothing that the text
 * leaves open or quotes reaches into it.
 */
export function compileText({ signature = '', ...given }: Text & { signature?: string }): Compiled {
  const typed = signature === '' ? given : { ...given, html: `${given.html}\n${signature}` };
  const subject = read(typed.subject, 'subject');
  const text = read(typed.html, 'text', given.html.length);
  const problems = [...subject.problems.problems, ...text.problems.problems];
  const marks = [...subject.marks, ...text.marks];
  return {
    problems,
    tags: [...new Set(marks.flatMap((mark) => ('expression' in mark ? mark.expression.names : [])))],
    links: linksIn(text.pieces),
    images: imagesIn(text.pieces),
    combinations: combinationsOf(subject.items) * combinationsOf(text.items),
    typed,
    subject: writeSubject(subject.items),
    html: writeHtml(text.items),
    text: writeText(text.items),
  };
}

/** @param own how much of the source is the text itself; the rest is the signature */
function read(source: string, where: Problem['where'], own = source.length) {
  const problems = problemsIn(where, source);
  const isSubject = where === 'subject';
  const most = isSubject ? longest.subject : longest.html;
  if (source.length > most) problems.stop(`This is longer than ${most.toLocaleString('en-GB')} characters.`, 0);
  const piecesIn = (part: string) => {
    const masked = readMarks(part, problems, isSubject ? 'plain' : 'html');
    return isSubject ? piecesOf(unmask(masked.text, masked.marks)) : cleanHtml(masked, problems);
  };
  const body = piecesIn(source.slice(0, Math.min(own, most)));
  // Blanks in place of the text, so that what is said of the signature is said of its own place.
  const pieces = own < source.length && own <= most ? [...body, ...piecesIn(' '.repeat(own) + source.slice(own)).filter(isNoFile)] : body;
  const items = treeOf(findChoices(pieces, problems), problems);
  if (!says(body)) problems.stop(isSubject ? 'The subject is empty.' : 'The text is empty.', 0, 0);
  warnOfLeftovers(pieces, problems);
  return { problems, pieces, items, marks: usedMarks(pieces) };
}

const says = (pieces: readonly Piece[]) =>
  pieces.some(
    (piece) => piece.is === 'mark' || (piece.is === 'words' && piece.text.trim() !== '') || (piece.is === 'open' && piece.name === 'img'),
  );

/** The marks that are left when what goes has gone, those of attributes too. */
function usedMarks(pieces: readonly Piece[]): Mark[] {
  return pieces.flatMap((piece) => {
    if (piece.is === 'mark') return [piece.mark];
    return piece.is === 'open' ? piece.attributes.flatMap(({ runs }) => runs.filter((run) => typeof run !== 'string')) : [];
  });
}

function linksIn(pieces: readonly Piece[]): string[] {
  const addresses = pieces.flatMap((piece) =>
    piece.is === 'open' && piece.name === 'a' ? piece.attributes.filter(({ name }) => name === 'href') : [],
  );
  return [...new Set(addresses.flatMap(({ runs: [first, ...more] }) => (typeof first === 'string' && more.length === 0 ? [first] : [])))];
}

/** Of a signature nobody looks, before a launch, whether its files are there. */
const isNoFile = (piece: Piece) => !(piece.is === 'open' && piece.attributes.some(({ name }) => name === imageFile));

function imagesIn(pieces: readonly Piece[]): FileName[] {
  const images = pieces.flatMap((piece) => (piece.is === 'open' ? piece.attributes.filter(({ name }) => name === imageFile) : []));
  return images.map(({ runs }) => fileNameOf(runs));
}

function writeSubject(items: readonly Item[]): Node[] {
  return items.flatMap((item): Node[] => {
    if (item.is === 'words') return [item.text];
    if (item.is === 'mark') return item.mark.does === 'value' ? [{ node: 'value', mark: item.mark, place: 'subject' }] : [];
    if (item.is === 'choice') return [{ node: 'choice', number: -1 - item.number, ways: item.ways.map(writeSubject) }];
    if (item.is === 'condition') return [{ node: 'condition', branches: branchesOf(item, writeSubject) }];
    return [];
  });
}
