import type { Compose } from './draft.ts';

/** Each finds the element in which a message is written. Gmail renames its classes; roles and names of fields last longer. */
export const bodySelectors = {
  role: '[contenteditable="true"][role="textbox"]',
  lines: '[contenteditable="true"][aria-multiline="true"]',
  editable: '[contenteditable="true"][g_editable="true"]',
  classes: 'div.Am.editable, div.editable.LW-avf',
  area: 'textarea[name="body"], textarea[form_id][aria-multiline="true"]',
} as const;

/** Fields that only a compose window has. */
const marks =
  'input[name="subjectbox"], input[name="composeid"], input[name="draft"], input[name="subject"], [name="to"], [name="cc"], [name="bcc"], textarea[name="to"]';
const anyBody = Object.values(bodySelectors).join(', ');

/** All compose windows of the page, by their structure alone: nothing of what is written in them is looked at. */
export function findComposes(page: Document): Compose[] {
  const bodies = [...page.querySelectorAll<HTMLElement>(anyBody)].filter((body) => !body.parentElement?.closest(anyBody));
  return bodies.flatMap((body) => {
    const frame = frameOf(body);
    return frame ? [{ body, frame, place: placeOf(frame, page) }] : [];
  });
}

/** The outermost element around a body that holds no other body: first its dialog, then the nearest that holds what only compose windows have. */
function frameOf(body: HTMLElement): HTMLElement | undefined {
  const dialog = body.closest<HTMLElement>('[role="dialog"]');
  if (dialog && holdsOne(dialog)) return dialog.querySelector(marks) ? dialog : undefined;
  let marked: HTMLElement | undefined;
  for (let element = body.parentElement; element && holdsOne(element); element = element.parentElement) {
    if (element === element.ownerDocument.documentElement) break;
    if (element.querySelector(marks)) marked ??= element;
    // Recipients and attachments stand beside the form that holds the rest; of the page around it nothing is looked at.
    if (marked && isWhole(element)) return element;
  }
  return marked;
}

const holdsOne = (element: Element) =>
  [...element.querySelectorAll(anyBody)].filter((one) => !one.parentElement?.closest(anyBody)).length === 1;

const isWhole = (element: Element) =>
  element.querySelector('[name="to"]') !== null && element.querySelector('input[name="subjectbox"], input[name="subject"]') !== null;

function placeOf(frame: HTMLElement, page: Document): Compose['place'] {
  const asked = new URLSearchParams(page.defaultView?.location.search ?? '');
  if (asked.get('view') === 'cm' || asked.get('view') === 'btop') return 'alone';
  return frame.closest('[role="dialog"]') ? 'window' : 'inline';
}

/** The body of a compose window by each way that finds it, for those who want to know which still work. */
export const bodyWays = Object.entries(bodySelectors).map(([name, selector]) => ({
  name,
  look: (frame: Element): HTMLElement | undefined =>
    frame.querySelector<HTMLElement>(selector) ?? (frame.matches(selector) ? (frame as HTMLElement) : undefined),
}));
