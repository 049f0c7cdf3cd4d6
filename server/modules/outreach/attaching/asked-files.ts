import { nameKey } from '../../files/index.ts';
import { compileFileName, compileText, imageFile, type FileName } from '../../templates/index.ts';
import type { Step } from '../outreach.ts';

/** A file that a step asks for by name, for all variants or shown in the text of one. */
export interface Asked {
  step: number;
  variant?: string;
  name: FileName;
  isShown: boolean;
}

/** The files that the steps of a campaign ask for. */
export function askedFiles(steps: readonly Step[]): Asked[] {
  return steps.flatMap(({ files, texts }, index) => [
    ...files.map((typed) => ({ step: index + 1, name: compileFileName(typed), isShown: false })),
    ...texts
      .filter(({ html }) => html.includes(imageFile))
      .flatMap(({ variant, subject, html }) =>
        compileText({ subject, html }).images.map((name) => ({ step: index + 1, variant, name, isShown: true })),
      ),
  ]);
}

/** Whether a name could mean this file for some recipient: of a merge tag nobody knows beforehand what it says. */
export function mayMean({ typed, tags }: FileName, file: { name: string }): boolean {
  if (tags.length === 0) return nameKey(typed) === nameKey(file.name);
  const fixed = typed.split(/\{\{.*?\}\}|\{%.*%\}/s).map((part) => nameKey(part.replaceAll(' ', '')));
  const name = nameKey(file.name).replaceAll(' ', '');
  let at = 0;
  return fixed.every((part, index) => {
    const found = name.indexOf(part, at);
    at = found + part.length;
    return found !== -1 && (index > 0 || found === 0) && (index < fixed.length - 1 || name.endsWith(part));
  });
}
