import { readFileSync } from 'node:fs';

/** With this an auditor verifies the entries of an export, with Node and nothing of ours. */
export const chainVerifier = readFileSync(new URL('./verify-chain.mjs', import.meta.url), 'utf8');
