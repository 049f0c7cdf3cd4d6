import { html } from 'hono/html';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';

export interface ErasedPageProps {
  readonly address: string;
  readonly at: string;
  /** What was wiped, a line each. */
  readonly wiped: readonly string[];
  /** What stays, with the reason, a line each. */
  readonly stays: readonly string[];
}

/** The receipt of an erasure. It is shown once: nothing is kept from which it could be shown again. */
export function erasedPage({ address, at, wiped, stays }: ErasedPageProps, frame: Frame): Html {
  const list = (lines: readonly string[]) =>
    html`<ul class="rows">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>`;
  const main = html`<div class="notice">
    <h1>Your data is deleted</h1>
    <p class="lede">
      For <bdi>${address}</bdi>, on ${at}. Print this page or keep a picture of it: it cannot be shown again, because nothing is left to
      show it from.
    </p>
    <section class="part">
      <h2>What was deleted</h2>
      ${list(wiped)}
    </section>
    <section class="part">
      <h2>What stays</h2>
      ${list(stays)}
    </section>
  </div>`;
  return layout({ ...frame, title: 'Your data is deleted', main });
}
