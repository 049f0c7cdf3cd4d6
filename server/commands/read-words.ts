import { parseArgs } from 'node:util';
import { Misuse, type Command } from './command.ts';
import { optionTypes, type OptionName } from './option-types.ts';

const everywhere: readonly OptionName[] = ['json', 'help'];

/** The words of a command line: those that name a command, and the options. @throws Misuse for what is no option of any command */
export function readWords(words: string[]) {
  try {
    const options = Object.fromEntries(
      Object.entries(optionTypes).map(([name, type]) => [name, { type, ...(name === 'help' ? { short: 'h' } : {}) }]),
    );
    const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options });
    return { given: values as Partial<Record<OptionName, string | boolean>>, name: positionals.join(' ') };
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : 'The command line could not be read.');
  }
}

/** @throws Misuse for an option that the command does not know, and for one without which it does not go */
export function refuseWrongOptions(name: string, { takes = {} }: Command, given: Partial<Record<OptionName, unknown>>): void {
  for (const option of Object.keys(given) as OptionName[])
    if (!everywhere.includes(option) && !Object.hasOwn(takes, option))
      throw new Misuse(`“${name}” knows no option --${option}. “antiphon help ${name}” says which it has.`);
  for (const [option, { as, means, needed }] of Object.entries(takes))
    if (needed && given[option as OptionName] === undefined) throw new Misuse(`“${name}” needs --${option}${as ? ` ${as}` : ''}: ${means}`);
}
