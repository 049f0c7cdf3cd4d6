import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { style } from './style.ts';

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * One page of the sandbox: it says on top that it is the sandbox, runs no script and loads nothing.
 * @param formTargets origins besides this one that a form may end at. Chromium applies `form-action` to redirects as well,
 *   so a consent that goes back to the product has to name the product (Content Security Policy Level 3, section 6.4.1).
 */
export function page(c: Context, title: string, body: Markup, formTargets: readonly string[] = []): Response | Promise<Response> {
  c.header(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      `form-action ${["'self'", ...formTargets].join(' ')}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
  );
  c.header('X-Frame-Options', 'DENY');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cache-Control', 'no-store');
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} (sandbox)</title>
          ${styleElement}
        </head>
        <body>
          <header class="sandbox">
            <p><strong>This is the sandbox.</strong> It stands in for the outside service; no mail leaves this copy.</p>
          </header>
          <main>${body}</main>
        </body>
      </html>`,
  );
}

const styleElement = raw(`<style>${style}</style>`);

/**
 * Refuses a form that another site posts: scripting the sandbox from a foreign page would make a rehearsal lie.
 * Clients that are not browsers send no `Sec-Fetch-Site` and pass (W3C Fetch Metadata).
 */
export function fromElsewhere(c: { req: { header(name: string): string | undefined } }): boolean {
  return c.req.header('sec-fetch-site') === 'cross-site';
}
