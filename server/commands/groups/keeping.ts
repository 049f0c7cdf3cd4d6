import { backup } from '../backup.ts';
import type { Group } from '../command.ts';
import { keysAdd } from '../keys-add.ts';
import { keysList } from '../keys-list.ts';
import { keysRetire } from '../keys-retire.ts';
import { keysRotate } from '../keys-rotate.ts';
import { restore } from '../restore.ts';
import { retentionRun } from '../retention-run.ts';

/** What keeps data safe, and no longer than was promised. */
export const keeping: Group = {
  title: 'Keep it safe',
  commands: {
    backup: {
      does: 'Write everything to one sealed file, while the product goes on',
      tells: 'The file opens with the keys of ENCRYPTION_KEYS alone: keep a copy of them apart from it.',
      takes: { to: { as: 'FILE', means: 'The file, which must not be there yet', needed: true } },
      example: 'antiphon backup --to /backups/antiphon-monday',
      answers: 'file, at, bytes, sha256, tables and how many rows each has',
      run: backup,
    },
    restore: {
      does: 'Take a backup in; the copy comes up under quarantine',
      takes: {
        from: { as: 'FILE', means: 'The backup', needed: true },
        replace: { means: 'Delete what the database holds; goes with --yes' },
        yes: { means: 'That you are sure' },
        'without-evidence': { means: 'Where EVIDENCE_DIR is lost' },
      },
      example: 'antiphon restore --from /backups/antiphon-monday',
      answers: 'what was restored, and what has to be done again',
      run: restore,
    },
    'retention run': {
      does: 'Keep every promise now',
      takes: { 'dry-run': { means: 'Only count what would end' } },
      example: 'antiphon retention run --dry-run',
      answers: 'dryRun, runs (promise, rows, problem)',
      run: retentionRun,
    },
    'keys list': {
      does: 'Say which master key seals, what is under each, and which are missing',
      example: 'antiphon keys list',
      answers: 'keys (id, standing, values, tables), unreadable',
      run: keysList,
    },
    'keys add': {
      does: 'Make a new master key and say the next step',
      example: 'antiphon keys add',
      answers: 'the setting to put in',
      run: keysAdd,
    },
    'keys rotate': {
      does: 'Move everything sealed to the newest master key, while the product runs',
      tells: 'It may be killed at any moment and run again.',
      example: 'antiphon keys rotate',
      answers: 'what was moved, and what is still under older keys',
      run: keysRotate,
    },
    'keys retire': {
      does: 'Take away a master key under which nothing is any more',
      takes: { key: { as: 'ID', means: 'The key, as “keys list” names it', needed: true } },
      example: 'antiphon keys retire --key 2025',
      answers: 'the setting without it',
      run: keysRetire,
    },
  },
};
