import { figuresOf, isMet, type Finding } from './findings.ts';

/** What one measurement came to: its figures, or why there are none. */
export interface Measured {
  name: string;
  how: string;
  /** How long it measured; where something is done a number of times, how long at most. */
  seconds: number;
  findings: Finding[];
  /** The sentence of what went wrong, where it could not be measured. */
  failed?: string;
}

/** What was measured, with where and when. */
export interface Kept extends Measured {
  node: string;
  cores: number;
  /** The day. */
  on: string;
}

/**
 * What is to be shown of each measurement, in the order of their names: the newer one, unless it was shorter or could not be made.
 * @param names those that there are; of others nothing is kept
 */
export function merged(before: readonly Kept[], now: readonly Kept[], names: readonly string[]): Kept[] {
  return names.flatMap((name) => {
    const [old, fresh] = [before, now].map((some) => some.find((one) => one.name === name));
    const isBetter = fresh && (!old || (fresh.failed === undefined && fresh.seconds >= old.seconds) || old.failed !== undefined);
    return (isBetter ? fresh : old) ?? [];
  });
}

/** What was measured, as a document: each row says what was seen beside what was asked, each part how, and what falls short why. */
export function reportOf(measured: readonly Kept[]): string {
  const short = measured.flatMap(({ name, findings, failed }) => [
    ...(failed === undefined ? [] : [`- ${name}: could not be measured.`]),
    ...findings.filter((finding) => isMet(finding) === false).map(fallsShort),
  ]);
  return [
    '# Measured',
    '',
    'Made by `npm run bench`, with product, database, stand-ins and clients together on one machine.',
    'Absolute numbers say something about the machine; the ratios, and whatever was lost or doubled, say something about the product.',
    'A run that is shorter than its goal speaks of says so and meets nothing; `npm run bench -- NAME` takes one at its full length, `-- --long` each. A shorter',
    'run does not take the place of a longer one.',
    ...measured.flatMap(partOf),
    '',
    '## What falls short',
    '',
    ...(short.length === 0 ? ['Nothing of what was measured here.'] : short),
    '',
  ].join('\n');
}

function partOf({ name, how, seconds, findings, failed, node, cores, on }: Kept): string[] {
  const rows = findings.map((finding) => {
    const [seen, asked, limit, ratio] = figuresOf(finding);
    return [finding.name, finding.what.trim(), seen, asked, limit, ratio, finding.how ?? ''];
  });
  const withHow = rows.some((row) => row.at(-1) !== '');
  const head = ['name', 'what', 'seen', 'asked', 'limit beside it', 'ratio', 'how'];
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${(withHow ? row : row.slice(0, -1)).map(cell).join(' | ')} |`);
  const table = rows.length > 0 ? lines : [];
  return [
    '',
    `## ${name}`,
    '',
    `How: ${how}. Over ${seconds} s, on ${on}, with Node ${node} on ${cores} cores.`,
    '',
    ...table,
    ...(failed === undefined ? [] : [`Could not be measured: ${failed}`]),
  ];
}

function fallsShort(finding: Finding): string {
  const [seen, asked] = figuresOf(finding);
  const why = finding.because ?? 'No reason is known yet.';
  return `- ${finding.name} (${finding.what.trim()}): ${seen}, asked ${asked.replace(' MISSED', '')}. ${why}`;
}

const cell = (text: string) => text.replaceAll('|', '\\|');
