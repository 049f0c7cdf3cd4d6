import { recordEntry } from '../modules/audit/index.ts';
import { keyFileOf, newMasterKey, writeKeyFile, writtenKeys } from '../keys.ts';
import { installationId } from '../platform/ids.ts';
import type { Answer, Options } from './command.ts';
import { commandActor, withTools } from './with-tools.ts';

/**
 * Makes a new master key. In a key file it seals at once: whoever runs on that file looks at it before each sealing, and when a value needs a key
 * they do not know. In a setting nobody sees it before a restart, so it is first known everywhere and seals only then; both values are printed.
 */
export async function keysAdd({ config }: Options): Promise<Answer> {
  return withTools(config, async (tools) => {
    const made = newMasterKey(tools.clock.now());
    const [id = ''] = made.split(':');
    const inFile = !config.ENCRYPTION_KEYS;
    const before = await tools.database.inInstallation('keys', async (tx) => {
      // Two commands at once add one after the other: neither writes over the key of the other.
      await tx.selectFrom('installation').select('onlyRow').forUpdate().executeTakeFirstOrThrow();
      const entries = writtenKeys(config);
      await recordEntry(tools, tx, { workspaceId: installationId, actor: commandActor }, { action: 'key.added', details: { key: id } });
      if (inFile) writeKeyFile(config, [made, ...entries]);
      return entries;
    });
    const keep = 'Keep a copy of it apart from the database.';
    if (inFile) {
      const text = `The key ${id} was added to ${keyFileOf(config)} and seals from now on. ${keep}\nNext: antiphon keys rotate`;
      return { data: { id, file: keyFileOf(config), next: ['keys rotate'] }, text };
    }
    const known = [...before, made].join(',');
    const sealing = [made, ...before].join(',');
    const text = [
      `The key ${id} was made. It is printed here and kept nowhere. ${keep}`,
      '1. Set this for every process and start each of them again; the new key opens and does not seal yet. (With one process go on to 2.)',
      `ENCRYPTION_KEYS=${known}`,
      '2. When all of them run with it, set this and start each of them again; the new key seals.',
      `ENCRYPTION_KEYS=${sealing}`,
      '3. With that setting: antiphon keys rotate',
    ].join('\n');
    return { data: { id, known, sealing, next: ['set known', 'set sealing', 'keys rotate'] }, text };
  });
}
