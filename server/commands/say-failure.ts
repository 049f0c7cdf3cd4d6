import { ORPCError } from '@orpc/client';
import { ConfigError } from '../config.ts';
import { BackupError } from '../platform/backup-file.ts';
import { EmbeddedPostgresError } from '../platform/embedded-postgres.ts';
import { Refusal } from '../platform/errors.ts';
import { EvidenceUnwritable } from '../platform/evidence.ts';
import { MigrationError } from '../platform/migrate.ts';
import { CannotOpen, KeyError } from '../platform/sealed.ts';
import { CommandFailed, Misuse } from './command.ts';
import { plainText } from './plain-text.ts';

/** Faults that whoever typed the command can mend: one plain sentence. Anything else is ours and shows its stack. */
const plain = [
  ConfigError,
  CommandFailed,
  BackupError,
  KeyError,
  CannotOpen,
  EvidenceUnwritable,
  EmbeddedPostgresError,
  MigrationError,
  Refusal,
];

/** Says why a command failed, and gives its exit code. */
export function sayFailure(error: unknown, say: (text: string) => void): number {
  const wait = retryAfter(error);
  const later = wait === undefined ? '' : ` Try again in ${wait} ${wait === 1 ? 'second' : 'seconds'}.`;
  say(plainText(`antiphon: ${sentenceOf(error)}${later}\n`));
  if (wait !== undefined) return 75;
  return error instanceof Misuse ? 2 : 1;
}

/** In how many seconds it is worth trying again, when it is. */
export function retryAfter(error: unknown): number | undefined {
  if (error instanceof CommandFailed) return error.retryAfterSeconds;
  if (!(error instanceof ORPCError) || ![429, 503].includes(error.status)) return undefined;
  const told = (error.data as { retryAfterSeconds?: unknown } | undefined)?.retryAfterSeconds;
  return typeof told === 'number' && told > 0 ? Math.ceil(told) : 60;
}

function sentenceOf(error: unknown): string {
  if (error instanceof ORPCError && error.status === 401)
    return 'The API token is not accepted: it ended, was revoked, or belongs to another copy. Make one under Tokens, or with “token create”.';
  if (error instanceof ORPCError || plain.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
