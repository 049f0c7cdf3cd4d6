type Child = Node | string | undefined;
type Given<Name extends keyof HTMLElementTagNameMap> = Partial<Omit<HTMLElementTagNameMap[Name], 'style' | 'children'>> & { role?: string };

/** Makes an element with what it has and what is in it. Text is text: nothing that was read anywhere becomes markup of the extension’s own pages. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  given: Given<Name> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), given);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A button that does something, and cannot be pressed again before it is done. */
export function press(label: string, act: () => Promise<void>, className = ''): HTMLButtonElement {
  const button = make('button', { type: 'button', textContent: label, className });
  button.addEventListener('click', () => {
    button.disabled = true;
    void act().finally(() => (button.disabled = false));
  });
  return button;
}

/** The element of a page of ours that has this id. */
export function part(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`This page has no ${id}.`);
  return element;
}

/** Puts new contents into a part of the page, unless they are what stands there: whoever writes or chooses in it is not interrupted. */
export function fill(where: HTMLElement, ...children: Child[]): void {
  const fresh = make('div', {}, ...children);
  const written = fresh.innerHTML;
  if (filled.get(where) === written) return;
  filled.set(where, written);
  where.replaceChildren(...fresh.childNodes);
}
const filled = new WeakMap<HTMLElement, string>();

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** How long ago something was. */
export function ago(at: string): string {
  const seconds = Math.max(0, (Date.now() - Date.parse(at)) / 1000);
  const [unit, length] = steps.find(([, each]) => seconds >= each) ?? ['minute', 60];
  return seconds < 60 ? 'just now' : new Intl.RelativeTimeFormat('en').format(-Math.floor(seconds / length), unit);
}
