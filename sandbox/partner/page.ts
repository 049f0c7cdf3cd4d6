import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { Markup } from '../page.ts';

/** Which sites the page lets in as frames and as scripts, in the words of a content security policy. */
export interface Policy {
  readonly frames: string;
  readonly scripts: string;
}

const style = `
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; color: #22301f; background: #eef3e6; font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
header { background: #2f5d34; color: #fff; padding: 1.25rem 1rem; border-bottom: 6px solid #d9a441; }
header b { font-size: 1.375rem; letter-spacing: .01em; }
header p { margin: .25rem 0 0; font-style: italic; }
main { width: min(44rem, 100% - 2rem); margin: 1.5rem auto; padding: 1.25rem; background: #fff; border: 1px solid #cfdbc2; border-radius: 12px; }
h1 { margin-top: 0; font-size: 1.625rem; line-height: 1.25; color: #2f5d34; }
h2 { font-size: 1.1875rem; color: #2f5d34; margin-top: 2rem; }
a { color: #1d5f7a; }
.letter { display: block; width: 100%; height: 900px; border: 0; }
.note, footer { font-size: .875rem; color: #4b5a45; }
.note { border-top: 1px dashed #9fb08f; padding-top: .75rem; margin-top: 2rem; }
footer { max-width: 44rem; margin: 0 auto 2rem; padding: 0 1.25rem; }
label { display: block; }
input { width: 100%; min-height: 2.75rem; padding: .25rem .5rem; margin: .25rem 0 .75rem; font: inherit; border: 1px solid #6b7a63; border-radius: 6px; }
button { min-height: 2.75rem; padding: 0 1rem; font: inherit; border: 0; border-radius: 22px; background: #2f5d34; color: #fff; }
li { margin-bottom: .75rem; }
:focus-visible { outline: 3px solid #d9a441; outline-offset: 2px; }
`;
const styleHash = createHash('sha256').update(style).digest('base64');
const styleElement = raw(`<style>${style}</style>`);

/** One page of the club's site, in clothes of its own. It says above and below that nobody of that name exists. */
export function partnerPage(
  c: Context,
  { title, body }: { title: string; body: Markup },
  { policy, status = 200 }: { policy?: Policy; status?: 200 | 400 } = {},
): Response | Promise<Response> {
  c.header(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      ...(policy ? [`frame-src ${policy.frames}`, `script-src ${policy.scripts}`] : []),
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
  );
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Cache-Control', 'no-store');
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} (sample site)</title>
          ${styleElement}
        </head>
        <body>
          <header>
            <b>Sample Walkers’ Club</b>
            <p>A sample: this club does not exist.</p>
          </header>
          <main>${body}</main>
          <footer>Sample Walkers’ Club is made up, to show how a letter looks on another organisation’s site.</footer>
        </body>
      </html>`,
    status,
  );
}
