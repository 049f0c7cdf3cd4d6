/** One figure of the product, with what is wanted of it and what it could be at most here. */
export interface Finding {
  name: string;
  /** What was measured, for the table. */
  what: string;
  value: number;
  unit: '1/s' | 'ms' | 'MiB' | 'letters' | 'entries';
  /** What the project promises: at least so much a second, or at most so many milliseconds, letters or entries. */
  goal?: number;
  /** The same measured on something that does less. */
  limit?: number;
  limitIs?: string;
  /** The run was shorter than the goal speaks of: it may still miss the goal by what it lost or doubled, and cannot meet it. */
  tooShort?: boolean;
  /** How long the slowest of twenty took at least, for the table. */
  p95Milliseconds?: number;
}

/** Whether the goal is met; nothing when there is none, or when the run was too short to say so. */
export function isMet({ value, goal, unit, tooShort }: Finding): boolean | undefined {
  if (goal === undefined) return undefined;
  const met = unit === '1/s' ? value >= goal : value <= goal;
  // A letter that is lost in a minute is lost in an hour too; a rate may be better or worse.
  if (tooShort) return unit === 'letters' && !met ? false : undefined;
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
  const rows = findings.map((finding) => {
    const { what, value, unit, goal, limit, limitIs, p95Milliseconds } = finding;
    const met = isMet(finding);
    return [
      what,
      shown(value, unit) + (p95Milliseconds === undefined ? '' : ` ${shownTime(p95Milliseconds)}`),
      goal === undefined
        ? ''
        : `${unit === '1/s' ? '≥' : '≤'} ${shown(goal, unit)} ${met === undefined ? 'run too short to say' : met ? 'met' : 'MISSED'}`,
      limit === undefined ? '' : `${shown(limit, unit)}  ${limitIs ?? ''}`,
      limit === undefined ? '' : `1 : ${(limit / value).toFixed(1)}`,
    ];
  });
  const lines = [['', 'product', 'goal', 'limit', 'ratio'], ...rows];
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

const rounded = (value: number) => Number(value.toPrecision(6));

function shown(value: number, unit: Finding['unit']): string {
  if (unit === 'ms') return shownTime(value);
  if (unit === 'MiB') return `${Math.round(value)} MiB`;
  if (unit === 'letters' || unit === 'entries') return String(value);
  return `${value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en-GB')}/s`;
}

const shownTime = (milliseconds: number) =>
  milliseconds < 0.1 ? `${(milliseconds * 1000).toFixed(0)} µs` : `${milliseconds.toFixed(1)} ms`;
