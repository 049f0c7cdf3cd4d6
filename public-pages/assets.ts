import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bounceScript } from './bounce-script.ts';
import { countScript } from './count-script.ts';
import { embedScript, frameScript, takeDraftScript } from './embed-scripts.ts';
import { ownWordsScript } from './own-words.ts';

const sheets = [
  'tokens',
  'ground',
  'controls',
  'pages',
  'form',
  'own-words',
  'after',
  'count',
  'other',
  'partner',
  'places',
  'rights',
  'api',
];

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

/** The script of every public page, served at `/assets/public.js`: comfort only, every page works without it. */
export const publicScript = [read('./public.js'), ownWordsScript, takeDraftScript, read('./keep-letter.js'), read('./work.js')].join('\n');

/** Changes when the style sheet or the script changes, so that both may be cached for ever. */
export const assetVersion = version(publicStyles + publicScript + frameScript);

/** A file that pages load, under an address that changes with it. */
export interface Asset {
  readonly path: `/${string}`;
  readonly type: 'text/css' | 'text/javascript';
  readonly text: string;
  /** Partners’ pages ask for it without a version, so they have to look again after a while. */
  readonly unversioned?: true;
}

/** Every file that public pages, frames and partners' pages load from here. */
export const publicAssets: readonly Asset[] = [
  { path: '/assets/public.css', type: 'text/css', text: publicStyles },
  { path: '/assets/public.js', type: 'text/javascript', text: publicScript },
  { path: '/assets/frame.js', type: 'text/javascript', text: frameScript },
  { path: '/assets/check-count.js', type: 'text/javascript', text: countScript },
  { path: '/assets/read-bounce.js', type: 'text/javascript', text: bounceScript },
  { path: '/embed.js', type: 'text/javascript', text: embedScript, unversioned: true },
];
