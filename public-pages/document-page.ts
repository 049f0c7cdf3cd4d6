import { html } from 'hono/html';
import { renderMarkdown } from './markdown.ts';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';

export interface DocumentPageProps {
  readonly title: string;
  /** The day of its last change, as `2026-11-19`. */
  readonly updated: string;
  /** The document in our small part of Markdown; anything else in it is shown as written. */
  readonly text: string;
}

/** A policy or another long text, with the day on which it last changed. */
export function documentPage({ title, updated, text }: DocumentPageProps, frame: Frame): Html {
  const main = html`<div class="notice">
    <h1>${title}</h1>
    <p class="small faint dated">Last updated <time datetime="${updated}">${dayInWords(updated)}</time></p>
    <div class="prose">${renderMarkdown(text)}</div>
  </div>`;
  return layout({ ...frame, title, main });
}

function dayInWords(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}
