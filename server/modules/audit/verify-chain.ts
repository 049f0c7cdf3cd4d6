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

/**
 * Walks the whole chain of a workspace and names the first row that was changed, removed, inserted or cut off.
 * Entries that are written during the walk belong to it: the end is read before each slice, so it is never ahead of what is read then.
 */
export async function verifyChain(tx: Tx, workspaceId: string): Promise<Verification> {
  let seq = 0;
  let hash: Buffer = chainStart;
  for (;;) {
    const head = (await headOf(tx, workspaceId)) ?? { seq: 0, hash: chainStart };
    const rows = await chainAfter(tx, workspaceId, seq === 0 ? undefined : seq, slice);
    for (const row of rows) {
      const details = row.details as Record<string, unknown>;
      if (row.seq < 1) return bad(seq, row.seq, `Entry ${row.seq} was put in front of the chain.`);
      if (row.seq !== seq + 1) return bad(seq, seq + 1, `Entry ${seq + 1} is missing.`);
      if (!row.previousHash.equals(hash)) return bad(seq, row.seq, `Entry ${row.seq} does not follow from the one before it.`);
      if (!hashOf({ ...row, details }).equals(row.hash)) return bad(seq, row.seq, `Entry ${row.seq} was changed after it was written.`);
      seq = row.seq;
      hash = row.hash;
    }
    if (rows.length > 0) continue;
    if (head.seq > seq) return bad(seq, seq + 1, `The end of the chain was cut off after entry ${seq}.`);
    if (head.seq < seq) return bad(head.seq, head.seq + 1, `Entry ${head.seq + 1} was added behind the end of the chain.`);
    if (!head.hash.equals(hash)) return bad(seq, seq, `Entry ${seq} is not the one that the chain ended with.`);
    return { valid: true, entries: seq, sentence: `The chain of ${seq} entries holds.` };
  }
}

function bad(entries: number, firstBadSeq: number, sentence: string): Verification {
  return { valid: false, entries, firstBadSeq, sentence };
}
