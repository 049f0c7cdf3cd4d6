import { html } from 'hono/html';
import { renderMarkdown } from './markdown.ts';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';

export interface DocumentPageProps {
  readonly title: string;
  readonly version?: number | undefined;
  /** The day of its last change, as `2026-11-19`. */
  readonly updated: string;
  /** The document in our small part of Markdown; anything else in it is shown as written. */
  readonly text: string;
  /** The same as text, and the list of its versions. */
  readonly urls?: { readonly text: string; readonly versions: string } | undefined;
  /** What else is to be read. */
  readonly others?: readonly { readonly title: string; readonly url: string }[] | undefined;
  /** It is not the version that holds: where that one stands. */
  readonly older?: { readonly current: string } | undefined;
}

/** A policy or another long text, with its version and the day on which it last changed. */
export function documentPage({ title, version, updated, text, urls, others, older }: DocumentPageProps, frame: Frame): Html {
  const main = html`<div class="notice">
    <h1>${title}</h1>
    <p class="small faint dated">
      ${version ? `Version ${String(version)}. ` : ''}Last updated <time datetime="${updated}">${dayInWords(updated)}</time>${urls
        ? html`. <a href="${urls.versions}">All versions</a>`
        : ''}
    </p>
    ${older ? html`<p class="outdated">This is an older version. <a href="${older.current}">Read the one that holds now.</a></p>` : ''}
    <div class="prose">${renderMarkdown(text)}</div>
    ${urls
      ? html`<p class="choices">
          <a class="btn" href="${urls.text}" download>Download as text</a> <button class="btn" data-print hidden>Print</button>
        </p>`
      : ''}
    ${others ? moreToRead(others) : ''}
  </div>`;
  return layout({ ...frame, title, main });
}

function moreToRead(others: NonNullable<DocumentPageProps['others']>): Html {
  return html`<nav class="documents" aria-label="More to read">
    <ul>
      ${others.map(({ title, url }) => html`<li><a href="${url}">${title}</a></li>`)}
    </ul>
  </nav>`;
}

/** A day as people read it; what is no day stays as it is. */
export function dayInWords(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}
