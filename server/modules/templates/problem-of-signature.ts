import { compileText, sampleLeaveValues } from './compile-text.ts';
import { renderText } from './render-text.ts';
import { requiredTags } from './required-tags.ts';

/**
 * Why a signature cannot stand below every message, in one sentence; nothing where it can. It is read and filled with the text above it, so a mark in it
 * that is broken, or that somebody has no value for, would keep the whole message from being made. It goes on being filled, because signatures with a
 * fallback or a link for leaving are in use, and it is refused when it is saved, because nobody looks at it before a launch.
 */
export function problemOfSignature(signature: string): string | undefined {
  const compiled = compileText({ subject: '-', html: '<p>-</p>', signature });
  const broken = compiled.problems.find(({ stops }) => stops);
  if (broken) return broken.sentence;
  const [tag] = requiredTags(compiled);
  if (tag !== undefined)
    return `Not everybody has a value for {{ ${tag} }}. Give it a fallback, such as {{ ${tag} | default: "…" }}, or take it out.`;
  const bare = renderText(compiled, sampleLeaveValues, { seed: 'check' });
  return bare.ok ? undefined : bare.problems[0]?.sentence;
}
