import { runCommand } from './commands/index.ts';
import { thisProcess } from './commands/command.ts';
import { sayFailure } from './commands/say-failure.ts';

try {
  process.exitCode = await runCommand(process.argv.slice(2));
} catch (error) {
  process.exit(sayFailure(error, thisProcess.say));
}
