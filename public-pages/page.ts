import { html, raw } from 'hono/html';
import { assetVersion } from './assets.ts';

export { publicAssets, publicScript, publicStyles } from './assets.ts';

/** Markup in which every value has been escaped. */
export type Html = ReturnType<typeof html>;

/** The hidden field that proves that a form came from our own page. */
export interface HiddenField {
  readonly name: string;
  readonly value: string;
}

/** What every public page needs to know about the visit and about whose page it is. */
export interface Frame {
  readonly lang: string;
  /** Who runs the campaign, or the operator where there is none. */
  readonly organiser: string;
  readonly sandbox: boolean;
  readonly nonce: string;
  /** What stands before `/kept` or `/assets`: empty on our own host. */
  readonly base: string;
  /** What stands before `/kept` where the page is read under another host, on which nothing else answers. */
  readonly home?: string;
  /** Inside a partner's page: links and forms open in a window of their own, on our own domain. Lists who may frame it. */
  readonly embedded?: { readonly origins: readonly string[] };
}

export const steps = ['Read', 'Connect', 'Confirm', 'Sent'] as const;
export type Step = (typeof steps)[number];

export interface Page extends Frame {
  readonly title: string;
  readonly main: Html;
  readonly step?: Step | undefined;
  /** The quiet words at the right of the masthead. */
  readonly aside?: string | undefined;
  /** Something is still under way: without a script the page loads itself again every three seconds. */
  readonly again?: boolean | undefined;
}

const invisible = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text for the title bar, where a direction mark could not be fenced in by an element. */
function barText(text: string): string {
  return text.replace(invisible, ' ').replace(/\s+/g, ' ').trim();
}

function stave(current: Step): Html {
  const now = steps.indexOf(current);
  const mark = (index: number): Html => (index < now ? raw(' class="was"') : index === now ? raw(' aria-current="step"') : raw(''));
  return html`<ol class="steps" aria-label="Steps">
    ${steps.map((name, index) => html`<li${mark(index)}>${name}</li>`)}
  </ol>`;
}

const mark = raw(
  '<svg viewBox="0 0 20 20" aria-hidden="true"><path class="stave" d="M0 3.5h20M0 8.5h20M0 13.5h20M0 18.5h20"/><path class="call" d="M3 10.5h6v6h-6z"/><path class="answer" d="M11 4h6v6h-6z"/></svg>',
);

/** What stands before the address of another page of ours. */
export const homeOf = ({ base, home }: Pick<Frame, 'base' | 'home'>): string => home || base;

/** A whole public page: masthead, steps, what it is about, and where to read what is kept. */
export function layout(page: Page): Html {
  const { base, organiser } = page;
  const home = homeOf(page);
  // In a frame these parts are heard beside those of the page around it, so each says what it is.
  const part = (name: string) => (page.embedded ? html`aria-label="${name}"` : '');
  return html`<!doctype html>
    <html lang="${page.lang}" ${page.embedded ? raw('data-frame') : ''}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${barText(`${page.title} · ${organiser}`)}</title>
        ${page.embedded ? raw('<base target="_blank">') : ''}
        ${page.again ? raw('<noscript><meta http-equiv="refresh" content="3"></noscript>') : ''}
        <link rel="stylesheet" href="${base}/assets/public.css?v=${assetVersion}" />
        <script nonce="${page.nonce}" defer src="${base}/assets/public.js?v=${assetVersion}"></script>
        ${page.embedded ? html`<script nonce="${page.nonce}" defer src="${base}/assets/frame.js?v=${assetVersion}"></script>` : ''}
      </head>
      <body ${page.embedded ? html`data-origins="${page.embedded.origins.join(' ')}"` : ''}>
        <div class="public">
          ${page.sandbox
            ? html`<aside class="sandbox" aria-label="Sandbox">This is a sandbox: no message leaves, nobody receives it.</aside>`
            : ''}
          <header class="masthead" ${part('Who asks you to write')}>
            <b><bdi>${organiser}</bdi></b
            ><span>${page.aside ?? ''}</span>
          </header>
          <main ${part('The letter')}>${page.step && !page.embedded ? stave(page.step) : ''} ${page.main}</main>
          <footer class="foot" ${part('About this letter')}>
            <a href="${home}/kept">What we keep</a><a href="${home}/privacy">Privacy policy</a><a href="${home}/legal">Legal and contact</a
            ><a href="${home}/recipient">Your data</a>
            <a class="name" href="${home}/">${mark}<span>Antiphon</span></a>
          </footer>
        </div>
      </body>
    </html>`;
}
