import { html } from 'hono/html';
import { dayInWords } from './document-page.ts';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';

export interface DocumentsPageProps {
  readonly documents: readonly {
    readonly title: string;
    readonly about: string;
    readonly url: string;
    readonly version: number;
    readonly updated: string;
  }[];
  /** Pages that are no documents and say more. */
  readonly more: readonly { readonly title: string; readonly about: string; readonly url: string }[];
}

/** The list of all documents, each with its version and day. */
export function documentsPage({ documents, more }: DocumentsPageProps, frame: Frame): Html {
  const main = html`<div class="notice">
    <h1>Documents</h1>
    <ul class="rows list">
      ${documents.map(
        ({ title, about, url, version, updated }) =>
          html`<li>
            <a href="${url}">${title}</a>
            <p>${about}. Version ${version}, <time datetime="${updated}">${dayInWords(updated)}</time>.</p>
          </li>`,
      )}
      ${more.map(
        ({ title, about, url }) =>
          html`<li>
            <a href="${url}">${title}</a>
            <p>${about}.</p>
          </li>`,
      )}
    </ul>
  </div>`;
  return layout({ ...frame, title: 'Documents', main });
}

export interface VersionsPageProps {
  readonly title: string;
  readonly url: string;
  /** Newest first, each with the day from which it held. */
  readonly versions: readonly { readonly version: number; readonly day: string; readonly url: string }[];
}

/** What a document said before, and since when it says what it says now. */
export function versionsPage({ title, url, versions }: VersionsPageProps, frame: Frame): Html {
  const main = html`<div class="notice">
    <h1>${title}: all versions</h1>
    <ul class="rows list">
      ${versions.map(
        ({ version, day, url: own }, index) =>
          html`<li>
            <a href="${own}">Version ${version}</a>
            <p>Since <time datetime="${day}">${dayInWords(day)}</time>${index === 0 ? '. It holds now.' : '.'}</p>
          </li>`,
      )}
    </ul>
    <p><a href="${url}">Back to the document</a></p>
  </div>`;
  return layout({ ...frame, title: `${title}: all versions`, main });
}
