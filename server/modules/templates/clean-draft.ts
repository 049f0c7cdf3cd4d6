import { cleanHtml } from './clean-html.ts';
import { problemsIn } from './problem.ts';
import { writeHtml } from './write-html.ts';

/**
 * A text that was written in a mail program, as the editor would keep it: cleaned of what belongs to that program and of what no message may hold.
 * Merge tags stay as they were typed, also those that are wrong: their author is told of them where the text is looked at.
 * @returns the text, and in sentences what was left out of it
 */
export function cleanDraft(html: string): { html: string; notes: string[] } {
  const problems = problemsIn('text', html);
  // Private characters stand for merge tags within this module; here none has been found yet, so they could only be somebody's own.
  const pieces = cleanHtml({ text: html.replace(/[\uE000\uE001]/g, ''), marks: [] }, problems);
  const cleaned = writeHtml(pieces)
    .filter((node) => typeof node === 'string')
    .join('');
  return { html: cleaned.trim(), notes: [...new Set(problems.problems.map(({ sentence }) => sentence))] };
}
