import type { Tx } from '../../platform/database.ts';
import { chainStart, hashOf } from './audit-entry.ts';
import { chainAfter, headOf } from './store.ts';

export interface Verification {
  valid: boolean;
  entries: number;
  firstBadSeq?: number;
  sentence: string;
}

const slice = 1_000;

/** Walks the whole chain of a workspace and names the first row that was changed, removed, inserted or cut off. */
export async function verifyChain(tx: Tx, workspaceId: string): Promise<Verification> {
  let seq = 0;
  let hash: Buffer = chainStart;
  for (;;) {
    const rows = await chainAfter(tx, workspaceId, seq, slice);
    for (const row of rows) {
      const details = row.details as Record<string, unknown>;
      if (row.seq !== seq + 1) return bad(seq, seq + 1, `Entry ${seq + 1} is missing.`);
      if (!row.previousHash.equals(hash)) return bad(seq, row.seq, `Entry ${row.seq} does not follow from the one before it.`);
      if (!hashOf({ ...row, details }).equals(row.hash)) return bad(seq, row.seq, `Entry ${row.seq} was changed after it was written.`);
      seq = row.seq;
      hash = row.hash;
    }
    if (rows.length < slice) break;
  }
  const head = await headOf(tx, workspaceId);
  if ((head?.seq ?? 0) !== seq || (head && !head.hash.equals(hash)))
    return bad(seq, seq + 1, `The end of the chain was cut off after entry ${seq}.`);
  return { valid: true, entries: seq, sentence: `The chain of ${seq} entries holds.` };
}

function bad(entries: number, firstBadSeq: number, sentence: string): Verification {
  return { valid: false, entries, firstBadSeq, sentence };
}
