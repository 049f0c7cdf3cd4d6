import { Misuse, thisProcess, type Command, type Group, type Options, type Surroundings } from './command.ts';
import { campaigning } from './groups/campaigning.ts';
import { keeping } from './groups/keeping.ts';
import { people } from './groups/people.ts';
import { proving } from './groups/proving.ts';
import { running } from './groups/running.ts';
import { explain, listOfCommands } from './help.ts';
import { plainText } from './plain-text.ts';
import { readWords, refuseWrongOptions } from './read-words.ts';

const groups: readonly Group[] = [running, people, campaigning, keeping, proving];
const commands: Readonly<Record<string, Command>> = Object.assign({}, ...groups.map((group) => group.commands)) as Record<string, Command>;

/** Every command of `antiphon`, by what one types. */
export const commandNames: readonly string[] = Object.keys(commands);

/** All commands with a line each; of one, everything that there is to know. */
export function helpText(name?: string): string {
  if (name === undefined || name === '') return listOfCommands(groups);
  const own = commandNamed(name);
  if (own) return explain(name, own);
  const under = groups
    .map(({ title, commands }) => ({
      title,
      commands: Object.fromEntries(Object.entries(commands).filter(([one]) => one.startsWith(`${name} `))),
    }))
    .filter((group) => Object.keys(group.commands).length > 0);
  if (under.length === 0) throw unknown(name);
  return listOfCommands(under);
}

/** Reads the command line and runs the command; `--json` makes its answer one JSON document on standard output. Gives the exit code. */
export async function runCommand(words: string[], around: Surroundings = thisProcess): Promise<number> {
  const { given, name } = readWords(words);
  if (given.help || name === '' || /^help( |$)/.test(name)) {
    around.answer(helpText(name.replace(/^help ?/, '')));
    return 0;
  }
  const command = commandNamed(name);
  if (!command) throw unknown(name);
  refuseWrongOptions(name, command, given);
  const switches = { json: given.json === true, 'dry-run': given['dry-run'] === true, operator: given.operator === true };
  const options = { ...given, ...switches, config: around.readConfig() } as Options;
  const answer = await command.run(options, around);
  if (answer === undefined) return 0;
  around.answer(options.json ? `${JSON.stringify(answer.data, null, 2)}\n` : `${plainText(answer.text)}\n`);
  return answer.failed ? 1 : 0;
}

const commandNamed = (name: string): Command | undefined => (Object.hasOwn(commands, name) ? commands[name] : undefined);

function unknown(name: string): Misuse {
  const [first = ''] = name.split(' ');
  const near = commandNames.filter((one) => one.split(' ')[0] === first);
  const known = near.length > 0 ? `With “${first}” there is: ${near.join(', ')}.` : '“antiphon help” lists all.';
  return new Misuse(`There is no command “${name}”. ${known}`);
}
