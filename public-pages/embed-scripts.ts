import { readFileSync } from 'node:fs';

/** Takes away the comment lines and the indentation, which are for us; no text of these scripts spans lines. */
function squeeze(script: string): string {
  return script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'))
    .join('\n');
}

const read = (name: string): string => squeeze(readFileSync(new URL(name, import.meta.url), 'utf8'));

/** Inside our page on a partner's site, at `/assets/frame.js`: reports its height, and tells the person how their letter went. */
export const frameScript = read('./frame.js');

/**
 * On partners' pages, at `/embed.js`: the element `<antiphon-letter>`, and comfort for `<iframe data-antiphon>`.
 * It is loaded by other sites, so it must be served with `Cross-Origin-Resource-Policy: cross-origin`.
 */
export const embedScript = read('./embed.js');

/** On the action page itself: takes over a draft that came in the fragment of the address. */
export const takeDraftScript = read('./take-draft.js');
