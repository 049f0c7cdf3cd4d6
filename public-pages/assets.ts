import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sheets = ['tokens', 'ground', 'controls', 'pages', 'after'];

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

function version(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

// Comments and indentation are for us, not for a phone on a slow line.
function squeeze(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .trim();
}

/** The style sheet of every public page, served at `/assets/public.css`. */
export const publicStyles = squeeze(sheets.map((name) => read(`./styles/${name}.css`)).join('\n'));

/** The only script of the public pages, served at `/assets/public.js`; every page works without it. */
export const publicScript = read('./public.js');

/** Changes when the style sheet or the script changes, so that both may be cached for ever. */
export const assetVersion = version(publicStyles + publicScript);
