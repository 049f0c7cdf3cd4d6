import { html } from 'hono/html';
import type { Html } from './page.ts';

export interface LetterProps {
  /** What the sheet is, for somebody who hears the page. */
  readonly label: string;
  readonly from?: Html | undefined;
  readonly to: Html;
  readonly subject: Html;
  readonly text: Html;
}

/** A message set like a letter: from, to, subject, text. */
export function letter({ label, from, to, subject, text }: LetterProps): Html {
  return html`<article class="letter" aria-label="${label}">
    <header>
      <dl class="to">
        ${from
          ? html`<dt>From</dt>
              <dd>${from}</dd>`
          : ''}
        <dt>To</dt>
        <dd>${to}</dd>
        <dt>Subject</dt>
        <dd>${subject}</dd>
      </dl>
    </header>
    <div class="text">${text}</div>
  </article>`;
}
