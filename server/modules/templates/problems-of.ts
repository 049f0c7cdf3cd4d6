import { nearestName } from '../../../shared/merge-tags.ts';
import { compileText, leaveTag, type Compiled, type Text } from './compile-text.ts';
import { mostProblems, problemsIn, type Problem } from './problem.ts';

/** Everything that an author should look at before anything is sent, merge tags that nobody has a value for among it. */
export function problemsOf(typed: Text & { signature?: string }, knownTags: readonly string[]): Problem[] {
  return withUnknownTags(compileText(typed), knownTags);
}

/** The problems of a text that was read already, and of the merge tags in it that are not known here. */
export function withUnknownTags({ problems, tags, typed }: Compiled, knownTags: readonly string[]): Problem[] {
  const known = [...knownTags, leaveTag];
  const inSubject = problemsIn('subject', typed.subject);
  const inText = problemsIn('text', typed.html);
  for (const tag of tags) {
    if (known.includes(tag)) continue;
    const near = nearestName(tag, known);
    const sentence = `There is no merge tag “${tag}” here. ${near === undefined ? `Use one of: ${known.slice(0, 40).join(', ')}.` : `Did you mean “${near}”?`}`;
    const form = new RegExp(`\\{[{%][^}]*\\b${tag}\\b`);
    for (const [one, source] of [
      [inSubject, typed.subject],
      [inText, typed.html],
    ] as const) {
      const found = form.exec(source);
      if (found) one.stop(sentence, found.index, (source.indexOf('}', found.index) || found.index) + 2 - found.index);
    }
  }
  return [...problems, ...inSubject.problems, ...inText.problems].slice(0, mostProblems);
}
