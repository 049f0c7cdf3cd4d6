import { html, raw } from 'hono/html';
import type { Markup } from '../page.ts';

interface Standing {
  readonly embed: URL;
  readonly basePath: string;
}

/** The ways in which a letter stands on this site; `says` is for the person who tries them. */
export const variants = {
  component: { title: 'Our element', says: 'The element <antiphon-letter> and the script. This is the code to recommend.' },
  iframe: { title: 'A frame', says: 'A plain iframe with the script: the frame is as high as its letter.' },
  link: { title: 'A link', says: 'A link and nothing else, for sites that take no frames.' },
  sandboxed: { title: 'A frame without an origin', says: 'A sandbox without allow-same-origin: it works, but its height stays.' },
  strict: {
    title: 'A frame without windows',
    says: 'A sandbox without allow-popups: nobody can go on, and the check of the page says so.',
  },
  isolated: {
    title: 'A frame on an isolated page',
    says: 'A page that isolates itself with headers, as some need for their own scripts: the frame works all the same.',
  },
  csp: { title: 'A site that keeps us out', says: 'A content security policy that lets neither our frame nor our script in.' },
} as const;

export type VariantName = keyof typeof variants;

const title = 'Write to your council about the river path';
const script = ({ embed }: Standing): Markup => html`<script async src="${embed.origin}/embed.js"></script>`;
const lockedFrame = ({ embed }: Standing, permissions: string): Markup =>
  html`<iframe class="letter" src="${embed.href}" title="${title}" sandbox="${permissions}"></iframe>`;

const standings: Record<VariantName, (standing: Standing) => Markup> = {
  component: (standing) =>
    html`<antiphon-letter src="${standing.embed.href}" title="${title}"><a href="${standing.embed.href}">${title}</a></antiphon-letter>
      ${script(standing)}`,
  iframe: (standing) =>
    html`<iframe data-antiphon class="letter" src="${standing.embed.href}" title="${title}" loading="lazy"></iframe> ${script(standing)}`,
  link: ({ embed }) => html`<p><a href="${embed.href}">${title}</a></p>`,
  sandboxed: (standing) => lockedFrame(standing, 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox'),
  strict: (standing) => lockedFrame(standing, 'allow-scripts allow-forms allow-same-origin'),
  isolated: (standing) => standings.iframe(standing),
  csp: (standing) => standings.iframe(standing),
};

const addressOf = (basePath: string, name: string, embed: URL | undefined): string =>
  `${basePath}/${name}${embed ? `?${new URLSearchParams({ embed: embed.href }).toString()}` : ''}`;

/** A page of the club on which the letter stands in one way. */
export function variantPage(name: VariantName, standing: Standing): Markup {
  return html`<h1>Keep the river path open</h1>
    <p>
      For forty years our members have walked along the river on Sunday mornings. Now the path is to be closed between the mill and the
      bridge. Please write to the council with us.
    </p>
    ${standings[name](standing)}
    <h2>Next walk</h2>
    <p>Sunday at ten, from the car park behind the mill. Bring good shoes and something to drink.</p>
    <p class="note">${variants[name].says} <a href="${addressOf(standing.basePath, '', standing.embed)}">Other ways</a></p>`;
}

/** The list of the ways, and a field for the address of the frame. */
export function homePage(basePath: string, embed: URL | undefined): Markup {
  return html`<h1>Where a letter stands on another site</h1>
    <p>
      This site stands in for a partner’s. Open it under <b>127.0.0.1</b> when the product is at <b>localhost</b> (or the other way round):
      browsers take the two for different sites.
    </p>
    <form>
      <label for="embed">Address of the frame, for example http://localhost:3000/e/…</label>
      <input id="embed" name="embed" type="url" required value="${embed?.href ?? ''}" /> <button>Show it here</button>
    </form>
    ${embed
      ? html`<ul>
          ${Object.entries(variants).map(
            ([name, variant]) => html`<li><a href="${addressOf(basePath, name, embed)}">${variant.title}</a><br />${variant.says}</li>`,
          )}
        </ul>`
      : raw('')}`;
}

/** For an address that is not one of this machine. */
export function refusedPage(basePath: string): Markup {
  return html`<h1>This is not shown here</h1>
    <p>This site shows frames from this machine only: the address has to begin with http://localhost or http://127.0.0.1.</p>
    <p><a href="${basePath}/">Enter another address</a></p>`;
}
