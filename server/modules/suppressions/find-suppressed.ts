import { periodOf } from '../../../privacy/promises.ts';
import { installationId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { earlier } from '../../platform/period.ts';
import { erasureHashes } from './remember-erasure.ts';
import { findErasures, hasErasures, suppressionsOf } from './store.ts';
import { hashesOf } from './suppress-address.ts';

/** Which of these addresses (by canonical key) nothing may be sent to now. Ask inside the transaction that sends. */
export async function findSuppressed(
  tools: Pick<Tools, 'clock' | 'hashing'>,
  tx: Tx,
  workspaceId: string,
  emailKeys: readonly string[],
): Promise<Set<string>> {
  const { left, paused } = await findLeftAndPaused(tools, tx, workspaceId, emailKeys);
  return new Set([...left, ...paused]);
}

/**
 * The same for whoever can wait: who may not be written to any more, and who has only paused what is done with their data (GDPR Art. 18). Whoever did
 * both has left.
 */
export async function findLeftAndPaused(
  tools: Pick<Tools, 'clock' | 'hashing'>,
  tx: Tx,
  workspaceId: string,
  emailKeys: readonly string[],
): Promise<{ left: Set<string>; paused: Set<string> }> {
  const { hashes, keyOf } = codesOf(emailKeys, (key) => hashesOf(tools, key));
  const rows = await suppressionsOf(tx, workspaceId, hashes, tools.clock.now());
  const keysOf = (some: typeof rows) => some.flatMap((row) => keyOf(row.addressHash) ?? []);
  const left = new Set([
    ...keysOf(rows.filter(({ reason }) => reason !== 'restricted')),
    ...(await findErasedAmong(tools, tx, () => emailKeys)),
  ]);
  const paused = new Set(keysOf(rows.filter(({ reason }) => reason === 'restricted')).filter((key) => !left.has(key)));
  return { left, paused };
}

/**
 * Which of many addresses were erased since a moment, for whoever takes in a whole file. Where nobody was, nothing is worked out: the code of an
 * address takes longer than all the rest of its row.
 */
export async function findErasedAmong(
  tools: Pick<Tools, 'clock' | 'hashing'>,
  tx: Tx,
  askKeys: () => Promise<readonly string[]> | readonly string[],
  since?: Date,
): Promise<Set<string>> {
  const first = earlier(tools.clock.now(), periodOf('erasures'));
  const found = new Set<string>();
  if (!(await hasErasures(tx, since && since > first ? since : first))) return found;
  const emailKeys = await askKeys();
  for (let from = 0; from < emailKeys.length; from += 2_000)
    for (const key of await findErased(tools, tx, emailKeys.slice(from, from + 2_000))) found.add(key);
  return found;
}

/** Which of these addresses were erased: they are not written to, and not taken in again. */
async function findErased(tools: Pick<Tools, 'clock' | 'hashing'>, tx: Tx, emailKeys: readonly string[]): Promise<string[]> {
  const { hashes, keyOf } = codesOf(emailKeys, (key) => erasureHashes(tools, key));
  const rows = await findErasures(tx, hashes, earlier(tools.clock.now(), periodOf('erasures')));
  return rows.flatMap(({ addressHash }) => keyOf(addressHash) ?? []);
}

/** The codes of many addresses, and the way back for those that are found, which is worked out when the first is. */
function codesOf(emailKeys: readonly string[], codesOfOne: (key: string) => readonly Buffer[]) {
  const coded = emailKeys.flatMap((key) => codesOfOne(key).map((hash) => ({ hash, key })));
  let byHash: Map<string, string> | undefined;
  return {
    hashes: coded.map(({ hash }) => hash),
    keyOf: (hash: Buffer) => (byHash ??= new Map(coded.map((one) => [one.hash.toString('hex'), one.key]))).get(hash.toString('hex')),
  };
}

/**
 * Which of these addresses nobody on this copy may write to. There is nothing to keep them for, so they are not taken into a campaign:
 * whoever had themselves erased does not come back with the next file.
 */
export function findSuppressedEverywhere(
  tools: Pick<Tools, 'clock' | 'hashing'>,
  tx: Tx,
  emailKeys: readonly string[],
): Promise<Set<string>> {
  return findSuppressed(tools, tx, installationId, emailKeys);
}
