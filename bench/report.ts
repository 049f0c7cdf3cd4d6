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

/** What was measured, as a document: each row says what was seen beside what was asked, each part how, and what falls short why. */
export function reportOf(measured: readonly Measured[], machine: { node: string; cores: number }): string {
  const short = measured.flatMap(({ name, findings, failed }) => [
    ...(failed === undefined ? [] : [`- ${name}: could not be measured.`]),
    ...findings.filter((finding) => isMet(finding) === false).map(fallsShort),
  ]);
  return [
    '# Measured',
    '',
    `Made by \`npm run bench\` with Node ${machine.node} on a machine with ${machine.cores} cores, product, database, stand-ins and clients on it together.`,
    'Absolute numbers say something about the machine; the ratios, and whatever was lost or doubled, say something about the product.',
    'A run that is shorter than its goal speaks of says so and meets nothing; `npm run bench -- --long` takes each at its full length.',
    ...measured.flatMap(partOf),
    '',
    '## What falls short',
    '',
    ...(short.length === 0 ? ['Nothing of what was measured here.'] : short),
    '',
  ].join('\n');
}

function partOf({ name, how, seconds, findings, failed }: Measured): string[] {
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
    `How: ${how}. Over ${seconds} s.`,
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
