import { ConfigError } from './config.ts';
import { runCommand } from './commands/index.ts';
import { BackupError } from './platform/backup-file.ts';
import { EmbeddedPostgresError } from './platform/embedded-postgres.ts';
import { Refusal } from './platform/errors.ts';
import { EvidenceUnwritable } from './platform/evidence.ts';
import { CannotOpen, KeyError } from './platform/sealed.ts';
import { MigrationError } from './platform/migrate.ts';

/** Faults that the operator can mend: one plain sentence, exit code 1. Anything else is ours and shows its stack. */
const plain = [ConfigError, BackupError, KeyError, CannotOpen, EvidenceUnwritable, EmbeddedPostgresError, MigrationError, Refusal];

try {
  await runCommand(process.argv.slice(2));
} catch (error) {
  const known = plain.some((kind) => error instanceof kind);
  process.stderr.write(`antiphon: ${known ? (error as Error).message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
