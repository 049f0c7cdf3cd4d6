import { recordEntry } from '../modules/audit/index.ts';
import { ConfigError } from '../config.ts';
import { keyFileOf, writeKeyFile, writtenKeys } from '../keys.ts';
import { Refusal } from '../platform/errors.ts';
import { installationId } from '../platform/ids.ts';
import { retireKey } from '../platform/retire-key.ts';
import type { Answer, Options } from './command.ts';
import { commandActor, withTools } from './with-tools.ts';

/**
 * Takes a master key away under which nothing is any more. From then on the database keeps nothing that is sealed under it, even by a process that has
 * not heard of it.
 * @throws Refusal while anything is under it, or when it is the one that seals
 */
export async function keysRetire({ config, key: id }: Options): Promise<Answer> {
  if (!id) throw new ConfigError('Tell --key, the id of the master key that is to be retired. “keys list” shows them all.');
  const idOf = (entry: string) => entry.split(':')[0];
  return withTools(config, async (tools) => {
    const [newest, ...older] = writtenKeys(config).map(idOf);
    if (id === newest)
      throw new Refusal(
        'conflict',
        'key_seals',
        `The key ${id} seals. Add another with “keys add” and move everything to it with “keys rotate” first.`,
      );
    if (!older.includes(id)) throw new Refusal('not_found', 'not_found', `There is no master key ${id} here. “keys list” shows them all.`);
    const left = await retireKey(tools, id);
    const count = left.reduce((sum, { values }) => sum + values, 0);
    if (count > 0) {
      const tables = left.map(({ table, values }) => `${table} ${values}`).join(', ');
      throw new Refusal(
        'conflict',
        'key_in_use',
        `${count} sealed values are still under the key ${id} (${tables}). Run “keys rotate” first; nothing was retired.`,
      );
    }
    const rest = await tools.database.inInstallation('keys', async (tx) => {
      await tx.selectFrom('installation').select('onlyRow').forUpdate().executeTakeFirstOrThrow();
      const entries = writtenKeys(config).filter((entry) => idOf(entry) !== id);
      await recordEntry(tools, tx, { workspaceId: installationId, actor: commandActor }, { action: 'key.retired', details: { key: id } });
      if (!config.ENCRYPTION_KEYS) writeKeyFile(config, entries);
      return entries.join(',');
    });
    const keep = 'Keep a copy of it as long as you keep backups of the time when it sealed.';
    if (!config.ENCRYPTION_KEYS)
      return { data: { id, file: keyFileOf(config) }, text: `The key ${id} was retired and taken out of ${keyFileOf(config)}. ${keep}` };
    const text = `The key ${id} was retired. ${keep}\nNext: set this for every process and start each of them again.\nENCRYPTION_KEYS=${rest}`;
    return { data: { id, setting: rest, next: ['set setting'] }, text };
  });
}
