import type { Command, Group } from './command.ts';

const exitCodes = `Exit codes: 0 done · 1 failed, or what was checked does not hold · 2 not a command, or not with these options ·
75 try again later (the copy is busy or not reached).`;

/** All commands in their groups, a line each. */
export function listOfCommands(groups: readonly Group[]): string {
  const width = Math.max(...groups.flatMap(({ commands }) => Object.keys(commands)).map((name) => name.length));
  const lines = groups.map(({ title, commands }) =>
    [title, ...Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`)].join('\n'),
  );
  return `antiphon <command> [options] [--json]

${lines.join('\n\n')}

“antiphon help <command>” explains one, with an example. ${exitCodes}
Settings come from the environment: docs/generated/config.md
`;
}

/** One command: what it does, its options, an example, and what a program gets. */
export function explain(name: string, { does, tells, takes = {}, example, answers }: Command): string {
  const options = Object.entries(takes).map(([option, taken]) => ({ ...taken, shown: `--${option}${taken.as ? ` ${taken.as}` : ''}` }));
  const width = Math.max(6, ...options.map(({ shown }) => shown.length));
  const usage = options.map(({ shown, needed }) => (needed ? ` ${shown}` : ` [${shown}]`)).join('');
  const means = [...options.map(({ shown, means }) => [shown, means]), ['--json', `Answer with one JSON document: ${answers}`]];
  return `antiphon ${name}${usage} [--json]

${does}.${tells ? `\n${tells}` : ''}

${means.map(([shown = '', text = '']) => `  ${shown.padEnd(width)}  ${text}`).join('\n')}

Example:
  ${example}

${exitCodes}
`;
}
