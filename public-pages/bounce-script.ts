import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The script that reads a pasted bounce in the browser, served as a module at `/assets/read-bounce.js`. */
export const bounceScript = readFileSync(new URL('./read-bounce.js', import.meta.url), 'utf8');

/** Where a page asks for it; changes with the script, so that it may be cached for ever. */
export const bounceScriptPath = `/assets/read-bounce.js?v=${createHash('sha256').update(bounceScript).digest('hex').slice(0, 12)}`;
