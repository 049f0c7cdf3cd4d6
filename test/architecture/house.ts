import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readSource, type Source } from './source.ts';

/** The root of the repository. */
export const root = join(import.meta.dirname, '../..');

const wall = z.strictObject({
  mayImport: z.array(z.string()),
  packages: z.union([z.literal('any'), z.array(z.string())]),
  node: z.boolean(),
  because: z.string().min(1),
  instead: z.string().min(1),
});

const danger = z.strictObject({
  what: z.string(),
  packages: z.array(z.string()),
  names: z.array(z.string()),
  calls: z.array(z.string()),
  tags: z.array(z.string()),
  identifiers: z.array(z.string()),
  only: z.array(z.string()).min(1),
  instead: z.string().min(1),
});

const architecture = z.object({
  modules: z.record(z.string(), z.record(z.string(), z.string().min(1))),
  walls: z.record(z.string(), wall),
  entryPoints: z.array(z.string()).min(1),
  once: z.array(danger).min(1),
  sizes: z.strictObject({ most: z.number(), p95: z.number(), median: z.number() }),
  generated: z.array(z.string()),
  emptyNames: z.array(z.string()).min(1),
  wordScope: z.strictObject({ inside: z.array(z.string()), except: z.array(z.string()) }),
});

/** The table of `architecture.mjs`, checked for its shape. */
export type Architecture = z.infer<typeof architecture>;

/** A word that GLOSSARY.md has retired, and the one that replaced it. */
export interface RetiredWord {
  retired: string;
  ours: string;
}

/** All that the rules look at. A planted violation is one more source. */
export interface House {
  table: Architecture;
  words: RetiredWord[];
  sources: Source[];
}

/** What a rule found: where, and what to do instead. */
export interface Violation {
  rule: string;
  path: string;
  message: string;
}

/** A rule looks at the whole house and says what is wrong with it. */
export type Rule = (house: House) => Violation[];

/** Whether a path is one of the given files, inside one of the given folders (`folder/`), or has one of the given bare names. */
export const isAmong = (path: string, places: string[]): boolean =>
  places.some(
    (place) => path === place || (place.endsWith('/') && path.startsWith(place)) || (!place.includes('/') && path.endsWith(`/${place}`)),
  );

/** The retired words of a glossary: what stands in `code marks` in the column "is not" of its table. */
export function readWords(glossary: string): RetiredWord[] {
  return glossary.split('\n').flatMap((line) => {
    const [, ours, , isNot] = line.split('|').map((cell) => cell.trim());
    if (!ours?.startsWith('**') || isNot === undefined) return [];
    return [...isNot.matchAll(/`([^`]+)`/g)].map(([, retired]) => ({ retired: retired ?? '', ours: ours.replaceAll('*', '') }));
  });
}

const folders = 'server,shared,privacy,database,sandbox,web,public-pages,extension,bench,test';
const endings = 'ts,tsx,mjs,js,css,sql,html';

/** Reads the whole repository from the disk. */
export async function readHouse(): Promise<House> {
  const table = architecture.parse({ ...((await import(join(root, 'architecture.mjs'))) as object) });
  const paths = globSync([`{${folders}}/**/*.{${endings}}`, `*.{${endings}}`], {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**'],
  });
  const sources = paths
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => readSource(path, readFileSync(join(root, path), 'utf8')));
  return { table, words: readWords(readFileSync(join(root, 'GLOSSARY.md'), 'utf8')), sources };
}
