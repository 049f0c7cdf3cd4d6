import { html } from 'hono/html';
import type { Html } from './page.ts';

export interface LetterProps {
  /** What the sheet is, for somebody who hears the page. */
  readonly label: string;
  readonly from?: Html | undefined;
  readonly to: Html;
  /** Absent where the subject is written in a field of its own. */
  readonly subject?: Html | undefined;
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
        ${subject
          ? html`<dt>Subject</dt>
              <dd>${subject}</dd>`
          : ''}
      </dl>
    </header>
    <div class="text">${text}</div>
  </article>`;
}
