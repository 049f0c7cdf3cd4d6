import { compileText } from './compile-text.ts';
import { scopeOf } from './expression.ts';
import { problemsIn } from './problem.ts';
import { fill, seedOf } from './program.ts';

/**
 * A signature as it stands below words that somebody wrote by hand: cleaned like every text, and as text. What a merge tag would say stays empty. A
 * signature that cannot be read is left out, rather than what is written above it.
 */
export function renderSignature(signature: string): { html: string; text: string } {
  const compiled = compileText({ subject: '-', html: signature });
  if (compiled.problems.some(({ stops }) => stops)) return { html: '', text: '' };
  const filling = () => ({
    scope: scopeOf(compiled.tags, {}),
    seed: seedOf('signature'),
    problems: problemsIn('text', signature),
    used: new Set<string>(),
  });
  return { html: fill(compiled.html, filling()), text: fill(compiled.text, filling()).trim() };
}
