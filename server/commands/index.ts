import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { auditVerify } from './audit-verify.ts';
import { backup } from './backup.ts';
import { breachContacts } from './breach-contacts.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { generate } from './generate.ts';
import { keysAdd } from './keys-add.ts';
import { keysList } from './keys-list.ts';
import { keysRetire } from './keys-retire.ts';
import { keysRotate } from './keys-rotate.ts';
import { migrateOnly } from './migrate.ts';
import { quarantineLift } from './quarantine-lift.ts';
import { restore } from './restore.ts';
import { retentionRun } from './retention-run.ts';
import { sbom } from './sbom.ts';
import { serve } from './serve.ts';
import { tokenCreate } from './token-create.ts';
import { userCreate } from './user-create.ts';
import { userResetFactor } from './user-reset-factor.ts';
import type { Command, Options } from './command.ts';

/** Every command of `antiphon`. */
const commands: Record<string, Command> = {
  serve: { does: 'Run everything in one process: pages, API, jobs', run: (options) => serve(options, { web: true, worker: true }) },
  web: { does: 'Answer HTTP only; needs DATABASE_URL', run: (options) => serve(options, { web: true, worker: false }) },
  worker: { does: 'Run jobs only; needs DATABASE_URL', run: (options) => serve(options, { web: false, worker: true }) },
  migrate: { does: 'Bring the database to this version', run: migrateOnly },
  'audit verify': { does: 'Check the chain of every workspace’s audit entries; exit code 1 names the first bad row', run: auditVerify },
  'retention run': { does: 'Keep every promise now; --dry-run only counts', run: retentionRun },
  backup: { does: 'Write everything to one sealed file, while the product goes on: --to', run: backup },
  'keys list': { does: 'Say which master key seals, what is under each, and which are missing', run: keysList },
  'keys add': { does: 'Make a new master key and say the next step', run: keysAdd },
  'keys rotate': {
    does: 'Move everything sealed to the newest master key, while the product runs; may be killed and run again',
    run: keysRotate,
  },
  'keys retire': { does: 'Take away a master key under which nothing is any more: --key', run: keysRetire },
  restore: {
    does: 'Take a backup in: --from, and --replace --yes where the database is not empty; --without-evidence where EVIDENCE_DIR is lost',
    run: restore,
  },
  'quarantine lift': { does: 'Let a copy that was restored or copied send again', run: quarantineLift },
  'breach contacts': {
    does: 'Say whom to tell when data was breached, and until when: [--from moment] [--workspace]',
    run: breachContacts,
  },
  sbom: { does: 'List every package that is installed with this copy, with licence and hash, as CycloneDX', run: sbom },
  doctor: { does: 'Say what is set up and what is missing', run: doctor },
  'user create': { does: 'Create a user with a workspace: --email --name --password [--workspace] [--operator]', run: userCreate },
  'user reset-factor': {
    does: 'Switch off a second factor that its holder cannot use, and end their sessions: --email',
    run: userResetFactor,
  },
  'token create': { does: 'Create an API token: --email [--workspace] [--name] [--days]', run: tokenCreate },
  demo: { does: 'Fill this copy with a sample workspace to look around in', run: demo },
  generate: { does: 'Make row types and documents anew (for developers)', run: generate },
};

/** Reads the command line and runs the command; `--json` makes its answer one JSON document on standard output. */
export async function runCommand(words: string[]): Promise<void> {
  const { values, positionals } = parse(words);
  const name = positionals.join(' ') || 'help';
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (values.help || name === 'help') {
    help();
    return;
  }
  if (!command) throw new ConfigError(`There is no command “${name}”. These are: ${Object.keys(commands).join(', ')}.`);
  const options: Options = { ...values, config: readConfig() };
  const answer = await command.run(options);
  if (answer === undefined) return;
  process.stdout.write(values.json ? `${JSON.stringify(answer.data, null, 2)}\n` : `${answer.text}\n`);
  if (answer.failed) process.exitCode = 1;
}

function parse(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        'dry-run': { type: 'boolean', default: false },
        operator: { type: 'boolean', default: false },
        email: { type: 'string' },
        name: { type: 'string' },
        password: { type: 'string' },
        workspace: { type: 'string' },
        days: { type: 'string' },
        key: { type: 'string' },
        to: { type: 'string' },
        from: { type: 'string' },
        replace: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        'without-evidence': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : 'The command line could not be read.');
  }
}

function help(): void {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`);
  process.stdout.write(
    `antiphon <command> [--json]\n\n${lines.join('\n')}\n\nSettings come from the environment: docs/generated/config.md\n`,
  );
}
