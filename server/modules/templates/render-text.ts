import { directionOf, footerLanguageOf, footerLanguages, footerWords } from '../../../shared/footer-words.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { compileText, leaveTag, type Compiled } from './compile-text.ts';
import { isBlank, scopeOf } from './expression.ts';
import { problemsIn, type Problem } from './problem.ts';
import { fill, seedOf, TooLong, type Filling, type Node } from './program.ts';
import { greetsNobody } from './warn-of-leftovers.ts';

/** One recipient's message, word for word as it will leave; or why it cannot be made for them. */
export type Rendered = { ok: true; subject: string; html: string; text: string } | { ok: false; problems: Problem[] };

/** How to leave, in each language, read in its own direction whatever stands above. */
const leaveLines = new Map(
  footerLanguages.map((language) => {
    const words = footerWords[language].leave.replace(/<(.*)>/, '<a href="{{ unsubscribe_url }}">$1</a>');
    const said = `lang="${language}" dir="${directionOf(language)}"`;
    return [language, compileText({ subject: '-', html: `<p ${said} style="font-size: 12px; color: #666666">${words}</p>` })];
  }),
);

/**
 * Fills a text for one recipient. The same values and seed give the same message, letter for letter, so that what was previewed is what is
 * sent, once or again. A line by which the recipient leaves is put at the end where the author placed none.
 * @param values blank ones count as absent
 */
export function renderText(
  compiled: Compiled,
  values: Readonly<Record<string, string>>,
  { seed, language = 'en' }: { seed: string; language?: string },
): Rendered {
  if (compiled.problems.some(({ stops }) => stops)) return { ok: false, problems: compiled.problems.filter(({ stops }) => stops) };
  const scope = scopeOf([...compiled.tags, leaveTag], values);
  const number = seedOf(seed);
  const leaveLine = leaveLines.get(footerLanguageOf(language)) ?? compiled;
  const inSubject = problemsIn('subject', compiled.typed.subject);
  const inText = problemsIn('text', compiled.typed.html);
  const filling = (problems: Filling['problems']): Filling => ({ scope, seed: number, problems, used: new Set() });
  const withLeaving = (nodes: readonly Node[], line: readonly Node[], between: string) => {
    const one = filling(inText);
    const filled = fill(nodes, one);
    return one.used.has(leaveTag) ? filled : `${filled}${between}${fill(line, one)}`;
  };
  try {
    const subject = cleanHeaderText(fill(compiled.subject, filling(inSubject)));
    const html = withLeaving(compiled.html, leaveLine.html, '');
    const text = tidy(withLeaving(compiled.text, leaveLine.text, '\n\n'));
    if (inSubject.problems.length === 0 && isBlank(subject)) inSubject.stop('The subject is empty for this recipient.', 0, 0);
    if (inText.problems.length === 0 && greetsNobody(text)) inText.stop('The greeting names nobody for this recipient.', 0, 0);
    const problems = [...inSubject.problems, ...inText.problems];
    return problems.length > 0 ? { ok: false, problems } : { ok: true, subject, html, text };
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    inText.stop('The message is longer than a million characters for this recipient.', 0, 0);
    return { ok: false, problems: inText.problems };
  }
}

/** No blanks at the ends of lines, and at most one empty line. Looks first, because hardly any text has the former. */
const tidy = (text: string) =>
  (text.includes(' \n') || text.includes('\t\n') ? text.replace(/[ \t]+$/gm, '') : text).replace(/\n{3,}/g, '\n\n').trim();
