import { createHash } from 'node:crypto';

/** Under which a mapping is remembered: the titles of the columns in their order. They say nothing about anybody. */
export const headersHash = (headers: readonly string[]): Buffer => createHash('sha256').update(JSON.stringify(headers)).digest();
