import { cleanStyle } from './clean-style.ts';
import { unmask, type Attribute, type Run, type ValueRun } from './piece.ts';
import type { Problems } from './problem.ts';
import type { Mark } from './read-marks.ts';

/** Names a file of the library that is shown in the text; it leaves with the message, and its address is known only then. */
export const imageFile = 'data-file';

const everywhere = ['dir', 'lang', 'title', 'style', 'align'];
const cells = ['valign', 'bgcolor', 'width', 'height'];
const own: Record<string, readonly string[]> = {
  a: ['href'],
  img: ['src', imageFile, 'alt', 'width', 'height'],
  ol: ['start', 'type'],
  table: [...cells, 'border', 'cellpadding', 'cellspacing', 'role'],
  tr: cells,
  td: [...cells, 'colspan', 'rowspan'],
  th: [...cells, 'colspan', 'rowspan'],
  col: ['width', 'span'],
};
/** Attributes in which a value may stand; in the others it could only do harm. */
const filled = ['href', 'src', imageFile, 'alt', 'title'];
const leads = /^(?:https?:\/\/|mailto:|tel:)/i;

export interface Written {
  name: string;
  attrs: readonly { name: string; value: string }[];
}

/** What an element keeps of its attributes; nothing when without them it is nothing: a link that leads nowhere, a picture without address. */
export function cleanAttributes({ name, attrs }: Written, marks: readonly Mark[], problems: Problems): Attribute[] | undefined {
  const kept: Attribute[] = [];
  for (const { name: attribute, value } of attrs) {
    const typed = unmask(value, marks);
    const runs = typed.filter(isValue);
    const inside = [...unmask(attribute, marks), ...typed].filter((run) => typeof run !== 'string');
    const [mark] = inside;
    const wanted = everywhere.includes(attribute) || own[name]?.includes(attribute) === true;
    const condition = inside.find(({ does }) => does !== 'value');
    if (condition)
      problems.stop(
        'A condition cannot stand in a link. Put two links into the text, one in each branch.',
        condition.at,
        condition.source.length,
      );
    if (mark && !condition && !(wanted && filled.includes(attribute)))
      problems.stop('A merge tag cannot stand here. Put it into the text, or into the address of a link.', mark.at, mark.source.length);
    if (!wanted || condition || (mark && !filled.includes(attribute))) continue;
    if (attribute === 'href' || attribute === 'src') {
      const address = withoutBlanks(runs);
      if (mayLead(address, attribute)) kept.push({ name: attribute, runs: address });
      else tellOf(value, attribute, problems);
    } else if (attribute === 'style') {
      const style = cleanStyle(value);
      if (style !== '') kept.push({ name: 'style', runs: [style] });
    } else if (mark !== undefined || /^[^<>"]{1,500}$/.test(value)) kept.push({ name: attribute, runs });
  }
  if (name === 'img' && kept.some((one) => one.name === imageFile)) return kept.filter((one) => one.name !== 'src');
  const needed = name === 'a' ? 'href' : name === 'img' ? 'src' : undefined;
  return needed === undefined || kept.some((one) => one.name === needed) ? kept : undefined;
}

const isValue = (run: Run): run is ValueRun => typeof run === 'string' || run.does === 'value';

/** Browsers take blanks at the ends, line breaks and tabs out of addresses; so do we, before we look at them. */
function withoutBlanks(runs: readonly ValueRun[]): ValueRun[] {
  const cleaned = runs.map((run) => (typeof run === 'string' ? run.replace(/[\u0000-\u001F\u007F]/g, '') : run));
  const [first] = cleaned;
  if (typeof first === 'string') cleaned[0] = first.trimStart();
  const last = cleaned.at(-1);
  if (typeof last === 'string') cleaned[cleaned.length - 1] = last.trimEnd();
  return cleaned.filter((run) => run !== '');
}

/** Whether an address, as far as it is typed, leads to the web or to a person; what a value adds is looked at for each recipient. */
function mayLead([first]: readonly ValueRun[], attribute: 'href' | 'src'): boolean {
  if (first === undefined) return false;
  if (typeof first !== 'string') return true;
  return attribute === 'src' ? /^https?:\/\//i.test(first) : leads.test(first);
}

function tellOf(value: string, attribute: 'href' | 'src', problems: Problems): void {
  const start = value.trim().slice(0, 40);
  const sentence =
    attribute === 'src'
      ? 'A picture was left out: pictures need an address that begins with https://.'
      : `A link to “${start}” was left out: links begin with https://, mailto: or tel:.`;
  problems.warn(sentence, start);
}
