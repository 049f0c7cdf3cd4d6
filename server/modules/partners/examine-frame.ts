import { problem, warning, type Finding } from './finding.ts';
import type { PageElement } from './page-markup.ts';

/** Less than this, and not even the first lines of a letter are seen. */
const leastPixels = 400;

const fixes = { sandbox: (token: string) => `Remove the sandbox attribute from the frame, or add ${token} to it.` };

/** What fails when a sandbox lacks a permission; only the problems keep people from writing. HTML, "sandboxing flag set". */
const lacks: readonly (readonly [token: string, level: typeof problem, sentence: string])[] = [
  ['allow-forms', problem, 'The frame is locked in without allow-forms: its button does nothing, so nobody can go on.'],
  [
    'allow-popups',
    problem,
    'The frame is locked in without allow-popups: no new window can open, so nobody gets to the page where letters are sent.',
  ],
  [
    'allow-popups-to-escape-sandbox',
    problem,
    'The frame is locked in without allow-popups-to-escape-sandbox: the new window is locked in too, and browsers show an error in it.',
  ],
  ['allow-scripts', warning, 'The frame is locked in without allow-scripts: it cannot fit its height, nor say how a letter went.'],
  ['allow-same-origin', warning, 'The frame is locked in without allow-same-origin: its height cannot follow the letter.'],
];

/** What is wrong with a sandbox, one finding for each permission that is missing. */
export function examineSandbox(value: string | undefined, fix: (token: string) => string = fixes.sandbox): Finding[] {
  if (value === undefined) return [];
  const given = new Set(value.toLowerCase().split(/\s+/));
  return lacks.filter(([token]) => !given.has(token)).map(([token, level, sentence]) => level(sentence, fix(token)));
}

/** What is wrong with one frame or element of ours, apart from its address. `fitted`: our script sets its height. */
export function examineFrame(element: PageElement, fitted: boolean): Finding[] {
  const { name, attributes } = element;
  const found: Finding[] = [];
  if (!attributes.get('title')?.trim())
    found.push(
      warning(
        'The frame has no title, so a screen reader cannot say what it holds.',
        'Add a title, for example title="Write to your council".',
      ),
    );
  if (isHidden(element))
    found.push(problem('The frame is on the page, but hidden.', 'Remove what hides it: hidden, display: none or a size of nothing.'));
  if (name === 'antiphon-letter') return found;
  found.push(...examineSandbox(attributes.get('sandbox')));
  const height = fitted ? undefined : heightOf(element);
  if (height !== undefined && height < leastPixels && !isHidden(element))
    found.push(
      warning(
        `The frame is ${height} pixels high: the letter has to be scrolled inside of it.`,
        'Use the code that loads our script, which fits the height, or set a height of at least 900 pixels.',
      ),
    );
  return found;
}

const styleOf = ({ attributes }: PageElement, property: string): string | undefined =>
  new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, 'i')
    .exec(attributes.get('style') ?? '')?.[1]
    ?.trim()
    .toLowerCase();

const pixels = (text: string | undefined): number | undefined => {
  const number = /^(\d+(?:\.\d+)?)(px)?$/.exec(text?.trim() ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
};

/** In pixels; a frame that says nothing of its height is 150 pixels high (CSS 2.2 section 10.6.2). Other units are not guessed at. */
function heightOf(element: PageElement): number | undefined {
  const said = styleOf(element, 'height') ?? styleOf(element, 'min-height') ?? element.attributes.get('height');
  return said === undefined && !element.attributes.has('class') && !element.attributes.has('id') ? 150 : pixels(said);
}

function isHidden(element: PageElement): boolean {
  const { attributes } = element;
  if (attributes.has('hidden') || styleOf(element, 'display') === 'none' || styleOf(element, 'visibility') === 'hidden') return true;
  const sizes = ['width', 'height'].map((side) => pixels(styleOf(element, side) ?? attributes.get(side)));
  return sizes.some((size) => size !== undefined && size <= 1);
}
