import { consistencyProof, inclusionProof, rootOf } from '../../../shared/merkle-log.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tx } from '../../platform/database.ts';
import { findLeaf, readNodes, sizeOf } from './store.ts';

interface Log {
  workspaceId: string;
  campaignId: string;
}

const inText = (hash: Uint8Array) => Buffer.from(hash).toString('base64url');
const reader = (tx: Tx, log: Log) => (places: Parameters<typeof readNodes>[2]) => readNodes(tx, log, places);

/** The head of a campaign's log: how many are in it, and the hash over all of them. */
export async function headOf(tx: Tx, log: Log): Promise<{ size: number; root: string }> {
  const size = await sizeOf(tx, log);
  return { size, root: inText(await rootOf(size, reader(tx, log))) };
}

/** The proof that a leaf is in the log as it is now; refused when it is not there. */
export async function proveReceipt(tx: Tx, log: Log, leaf: Uint8Array) {
  const index = leaf.length === 32 ? await findLeaf(tx, log, leaf) : undefined;
  if (index === undefined) throw notFound('receipt');
  const { size, root } = await headOf(tx, log);
  const proof = await inclusionProof(index, size, reader(tx, log));
  return { index, size, root, proof: proof.map(inText) };
}

/** The proof that the log of `to` entries begins with that of `from`: nothing was taken out or changed in between. */
export async function proveGrowth(tx: Tx, log: Log, { from, to: wanted }: { from: number; to: number | undefined }) {
  const size = await sizeOf(tx, log);
  const to = wanted ?? size;
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= size))
    throw new Refusal(
      'invalid',
      'sizes_unusable',
      `The log has ${String(size)} entries. Ask for two sizes up to that, the smaller one first.`,
    );
  const proof = await consistencyProof(from, to, reader(tx, log));
  const [fromRoot, toRoot] = [await rootOf(from, reader(tx, log)), await rootOf(to, reader(tx, log))];
  return { from, to, fromRoot: inText(fromRoot), toRoot: inText(toRoot), proof: proof.map(inText) };
}
