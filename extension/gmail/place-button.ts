import type { Compose } from '../reading/draft.ts';

const placed = 'data-antiphon';

/** Puts the button into a compose window that has none yet: behind its button for sending, or below the text where that is not found. */
export function placeButton({ body, frame }: Compose, whenPressed: (button: HTMLButtonElement) => void): void {
  if (frame.querySelector(`[${placed}]`)) return;
  const page = frame.ownerDocument;
  const host = page.createElement('span');
  host.setAttribute(placed, '');
  host.setAttribute('style', 'display:inline-block;vertical-align:middle;margin:0 8px');
  // A shadow keeps Gmail's styles away from the button, and the button's from Gmail.
  const shadow = host.attachShadow({ mode: 'open' });
  const style = new CSSStyleSheet();
  style.replaceSync(look);
  shadow.adoptedStyleSheets = [style];
  const button = page.createElement('button');
  button.type = 'button';
  button.textContent = 'To Antiphon';
  button.title = 'Read this draft and show it in Antiphon’s side panel, before anything is sent';
  button.addEventListener('click', () => whenPressed(button));
  shadow.append(button);
  const send = sendButton(frame, body);
  const row = send?.parentElement;
  if (row && !row.contains(body)) row.after(host);
  else body.after(host);
}

/** Gmail's own button for sending: it alone names a key in its hint. */
const sendButton = (frame: HTMLElement, body: HTMLElement) =>
  [
    ...frame.querySelectorAll<HTMLElement>(
      '[role="button"][data-tooltip*="Enter"], [role="button"][aria-label*="Enter"], [role="button"].aoO',
    ),
  ].find((one) => !body.contains(one));

const look = `
  button { font: 500 13px/20px system-ui, sans-serif; padding: 5px 12px; border: 1px solid #88837a; border-radius: 6px; background: #fffefc; color: #24408e; cursor: pointer; }
  button:hover { background: #ebeef7; }
  button:focus-visible { outline: 2px solid #24408e; outline-offset: 2px; }
  button:disabled { color: #69655e; cursor: default; }
  @media (forced-colors: active) { button { border-color: ButtonText; } }
`;
