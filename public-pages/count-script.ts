import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as check from '../shared/merkle-check.ts';

// Node has taken the types away when it loaded these functions, so their own text is what every browser reads.
const functions = Object.values(check).map(String);
const page = readFileSync(new URL('./check-count.js', import.meta.url), 'utf8');

// Comments and indentation are for us, not for a phone on a slow line. Comments have lines of their own in both.
function squeeze(script: string): string {
  return script
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/^\s+/gm, '')
    .replace(/ {2,}/g, ' ');
}

/** The script of the page "How we count", served at `/assets/check-count.js`: the tested functions of the log, and what ties them to the forms. */
export const countScript = `(() => {\n'use strict';\n${squeeze([...functions, page].join('\n'))}})();\n`;

/** Changes when that script changes, so that it may be cached for ever. */
export const countScriptVersion = createHash('sha256').update(countScript).digest('hex').slice(0, 12);
