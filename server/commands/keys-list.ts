import { masterKeys } from '../keys.ts';
import type { Tx } from '../platform/database.ts';
import { retiredKeys } from '../platform/retire-key.ts';
import { countSealedValues } from '../platform/rewrap-sealed-values.ts';
import type { Answer, Options } from './command.ts';
import { withTools } from './with-tools.ts';

/** A master key, or one that is missing or retired, and how many sealed values of which table are under it. */
interface KeyStanding {
  id: string;
  standing: 'seals' | 'opens' | 'missing' | 'retired';
  values: number;
  tables: Record<string, number>;
}

/** Says which master keys there are, which of them seals, and what is under each; values of keys that are not there make it fail. */
export async function keysList({ config }: Options): Promise<Answer> {
  const ids = masterKeys(config).map(({ id }) => id);
  const { keys, unreadable } = await withTools(config, (tools) => tools.database.inInstallation('keys', (tx) => standingOf(tx, ids)));
  const missing = keys.filter(({ standing, values }) => standing === 'missing' || (standing === 'retired' && values > 0));
  const lines = keys.map(({ id, standing, values, tables }) => `${id}: ${inWords[standing]}; ${valuesInWords(values, tables)}.`);
  if (unreadable > 0) lines.push(`${unreadable} values are no sealed values at all: somebody else wrote into this database.`);
  return { data: { keys, unreadable }, text: lines.join('\n'), failed: missing.length > 0 || unreadable > 0 };
}

const inWords: Record<KeyStanding['standing'], string> = {
  seals: 'seals and opens',
  opens: 'opens',
  missing: 'is not there, put it back behind the others',
  retired: 'was retired',
};

function valuesInWords(values: number, tables: Record<string, number>): string {
  if (values === 0) return 'nothing is under it';
  const parts = Object.entries(tables).map(([table, count]) => `${table} ${count}`);
  return `${values} sealed ${values === 1 ? 'value is' : 'values are'} under it (${parts.join(', ')})`;
}

async function standingOf(tx: Tx, ids: readonly string[]): Promise<{ keys: KeyStanding[]; unreadable: number }> {
  const holdings = await countSealedValues(tx);
  const retired = await retiredKeys(tx);
  const found = holdings.flatMap(({ keyId }) => keyId ?? []);
  const keys = [...new Set([...ids, ...found, ...retired])].map((id): KeyStanding => {
    const own = holdings.filter(({ keyId }) => keyId === id);
    const there = id === ids[0] ? 'seals' : 'opens';
    return {
      id,
      standing: retired.includes(id) ? 'retired' : ids.includes(id) ? there : 'missing',
      values: own.reduce((sum, { values }) => sum + values, 0),
      tables: Object.fromEntries(own.map(({ table, values }) => [table, values])),
    };
  });
  return { keys, unreadable: holdings.filter(({ keyId }) => keyId === null).reduce((sum, { values }) => sum + values, 0) };
}
