/** One figure of the product, with what is wanted of it and what it could be at most here. */
export interface Finding {
  name: string;
  /** What was measured, for the table. */
  what: string;
  value: number;
  unit: '1/s' | 'times' | 's' | 'ms' | 'MiB' | 'MiB/min' | 'more' | 'letters' | 'entries' | 'rows' | 'processes' | 'answers';
  /** What the project promises: at least so much a second or so many times, or at most so much of everything else. */
  goal?: number;
  /** The same measured on something that does less. */
  limit?: number;
  limitIs?: string;
  /** The run was shorter than the goal speaks of: it may still miss the goal by what it lost or doubled, and cannot meet it. */
  tooShort?: boolean;
  /** How long the slowest of twenty took at least, for the table. */
  p95Milliseconds?: number;
  /** How it was measured, in one sentence, where the sentence about the whole measurement does not say it. */
  how?: string;
  /** Why it falls short where it does. */
  because?: string;
}

/** More of these is better, and of everything else less. */
const wantsMore = (unit: Finding['unit']) => unit === '1/s' || unit === 'times';
/** Once one of these was lost, doubled or ended, no longer run makes that good; a rate or a time may be better or worse. */
const stays: readonly Finding['unit'][] = ['letters', 'entries', 'rows', 'processes', 'answers'];

/** Whether the goal is met; nothing when there is none, or when the run was too short to say so. */
export function isMet({ value, goal, unit, tooShort }: Finding): boolean | undefined {
  if (goal === undefined) return undefined;
  const met = wantsMore(unit) ? value >= goal : value <= goal;
  if (tooShort) return stays.includes(unit) && !met ? false : undefined;
  return met;
}

/** One line of JSON; `ratio` is the value as a part of the limit. What does not exist is null. */
export function lineOf(finding: Finding): string {
  const { name, value, unit, goal, limit } = finding;
  const ratio = limit === undefined ? null : rounded(value / limit);
  return JSON.stringify({
    name,
    value: rounded(value),
    unit,
    goal: goal ?? null,
    limit: limit === undefined ? null : rounded(limit),
    ratio,
    met: isMet(finding) ?? null,
  });
}

/** The findings below each other, for a person. */
export function tableOf(findings: readonly Finding[]): string {
  const lines = [['', 'product', 'goal', 'limit', 'ratio'], ...findings.map((finding) => [finding.what, ...figuresOf(finding)])];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

/** What was seen, what was asked, what it is beside, and the ratio, as a person reads them. */
export function figuresOf(finding: Finding): [seen: string, asked: string, limit: string, ratio: string] {
  const { value, unit, goal, limit, limitIs, p95Milliseconds } = finding;
  const met = isMet(finding);
  return [
    shown(value, unit) + (p95Milliseconds === undefined ? '' : ` ${shownTime(p95Milliseconds)}`),
    goal === undefined
      ? ''
      : `${wantsMore(unit) ? '≥' : '≤'} ${shown(goal, unit)} ${met === undefined ? 'run too short to say' : met ? 'met' : 'MISSED'}`,
    limit === undefined ? '' : `${shown(limit, unit)}  ${limitIs ?? ''}`,
    limit === undefined ? '' : `1 : ${(limit / value).toFixed(1)}`,
  ];
}

const rounded = (value: number) => Number(value.toPrecision(6));

function shown(value: number, unit: Finding['unit']): string {
  if (unit === 'ms') return shownTime(value);
  if (unit === 's') return `${value.toFixed(1)} s`;
  if (unit === 'MiB') return `${Math.round(value)} MiB`;
  if (unit === '1/s') return `${value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en-GB')}/s`;
  return value.toLocaleString('en-GB');
}

const shownTime = (milliseconds: number) =>
  milliseconds < 0.1 ? `${(milliseconds * 1000).toFixed(0)} µs` : `${milliseconds.toFixed(1)} ms`;
