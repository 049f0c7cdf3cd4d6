import { posix } from 'node:path';
import { isAmong, type House, type RetiredWord, type Violation } from './house.ts';
import { isTest, type Source } from './source.ts';

/** No hand-written file is longer than a person reads at one sitting, and most are much shorter. */
export function sizes({ table, sources }: House): Violation[] {
  const written = sources.filter((source) => !isAmong(source.path, table.generated));
  const tooLong = written
    .filter((source) => source.lines > table.sizes.most)
    .map((source) => ({
      rule: 'sizes',
      path: source.path,
      message: `${source.lines} lines; ${table.sizes.most} is the end. Split it along its ideas: one noun or one verb a file.`,
    }));
  const counted = written.filter((source) => !isTest(source.path) && /\.(tsx?|mjs|js)$/.test(source.path)).map((source) => source.lines);
  const asWhole = (['median', 'p95'] as const).flatMap((measure) => {
    const value = quantile(counted, measure === 'median' ? 0.5 : 0.95);
    if (value <= table.sizes[measure]) return [];
    return [
      {
        rule: 'sizes',
        path: 'the whole',
        message: `${measure} of file lengths is ${value}, above ${table.sizes[measure]}. Split the longest files.`,
      },
    ];
  });
  return [...tooLong, ...asWhole];
}

/** The smallest length that the given share of files does not exceed. */
export function quantile(lengths: number[], share: number): number {
  const sorted = [...lengths].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** No file or folder is named after being useful. */
export function emptyNames({ table, sources }: House): Violation[] {
  return sources.flatMap(({ path }) => {
    const empty = path.split('/').find((part) => table.emptyNames.includes(part.replace(/\..*$/, '')));
    if (empty === undefined) return [];
    return [
      { rule: 'emptyNames', path, message: `"${empty}" says nothing. Name the file after the idea inside, and put it beside its users.` },
    ];
  });
}

/** Identifiers, tables, routes and screens use the words of GLOSSARY.md; the retired ones appear nowhere. */
export function retiredWords({ table, words, sources }: House): Violation[] {
  const any = new RegExp(`\\b(?:${words.map((word) => spell(word.retired)).join('|')})s?\\b`, 'g');
  const byRetired = new Map(words.map((word) => [spell(word.retired), word]));
  return sources.flatMap((source) => {
    const { path } = source;
    const inScope =
      isAmong(path, table.wordScope.inside) && !isAmong(path, [...table.wordScope.except, ...table.generated]) && !isTest(path);
    if (!inScope) return [];
    const found = new Set(
      spelled(source)
        .match(any)
        ?.map((said) => byRetired.get(said) ?? byRetired.get(said.replace(/s$/, ''))),
    );
    return [...found].flatMap((word) => (word ? [{ rule: 'retiredWords', path, message: refusal(word) }] : []));
  });
}

const alreadySpelled = new WeakMap<Source, string>();

/** All words of a file, spelled once. */
function spelled(source: Source): string {
  const known = alreadySpelled.get(source) ?? spell([source.path, ...source.identifiers, ...source.literals].join(' | '));
  alreadySpelled.set(source, known);
  return known;
}

const refusal = ({ retired, ours }: RetiredWord): string => `"${retired}" is a retired word. Our word is "${ours}": see GLOSSARY.md.`;

/** `organizationId`, `organization_id` and `/organization/id` all spell `organization id`. */
const spell = (text: string): string =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[^A-Za-z0-9|]+/g, ' ')
    .toLowerCase();

/** Verb files (`<verb>-<noun>.ts` in a module) that no test bears the name of. Reported, not refused. */
export function untestedVerbs({ sources }: House): string[] {
  const tests = sources.filter((source) => isTest(source.path));
  const isTested = ({ path }: Source) => {
    const name = posix.basename(path, '.ts');
    return tests.some((test) => test.path.includes(`${name}.test.ts`) || test.imports.some((one) => one.target === path));
  };
  const isVerb = ({ path }: Source) => /^server\/modules\/.*\/[a-z]+-[a-z-]+\.ts$/.test(path) && !isTest(path);
  return sources.filter((source) => isVerb(source) && !isTested(source)).map((source) => source.path);
}
