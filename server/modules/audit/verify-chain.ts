import type { Tx } from '../../platform/database.ts';
import { dayInWords } from '../../platform/period.ts';
import type { Anchor } from './anchor.ts';
import { chainStart, hashOf } from './audit-entry.ts';
import { chainAfter, headOf } from './store.ts';

export interface Verification {
  valid: boolean;
  entries: number;
  /** The last entry that was compared with what was noted outside the database; 0 when nothing was noted. */
  anchoredSeq: number;
  firstBadSeq?: number;
  sentence: string;
}

const slice = 1_000;

/**
 * Walks the whole chain of a workspace and names the first row that was changed, removed, inserted or cut off.
 * Entries that are written during the walk belong to it: the end is read before each slice, so it is never ahead of what is read then.
 * @param anchors ends of this chain that were noted outside the database, read before the walk: they alone tell a chain that was
 *   rewritten from its first changed row to its end, each hash right
 */
export async function verifyChain(tx: Tx, workspaceId: string, anchors: readonly Anchor[]): Promise<Verification> {
  const noted = Map.groupBy(anchors, ({ seq }) => seq);
  let seq = 0;
  let hash: Buffer = chainStart;
  let anchoredSeq = 0;
  const bad = (entries: number, firstBadSeq: number, sentence: string): Verification => ({
    ...{ valid: false, entries, anchoredSeq, firstBadSeq, sentence },
  });
  for (;;) {
    const head = (await headOf(tx, workspaceId)) ?? { seq: 0, hash: chainStart };
    const rows = await chainAfter(tx, workspaceId, seq === 0 ? undefined : seq, slice);
    for (const row of rows) {
      const details = row.details as Record<string, unknown>;
      if (row.seq < 1) return bad(seq, row.seq, `Entry ${row.seq} was put in front of the chain.`);
      if (row.seq !== seq + 1) return bad(seq, seq + 1, `Entry ${seq + 1} is missing.`);
      if (!row.previousHash.equals(hash)) return bad(seq, row.seq, `Entry ${row.seq} does not follow from the one before it.`);
      if (!hashOf({ ...row, details }).equals(row.hash)) return bad(seq, row.seq, `Entry ${row.seq} was changed after it was written.`);
      const here = noted.get(row.seq) ?? [];
      const other = here.find((anchor) => anchor.hash !== row.hash.toString('hex'));
      if (other) return bad(anchoredSeq, row.seq, rewritten(other, anchoredSeq));
      if (here.length > 0) anchoredSeq = row.seq;
      seq = row.seq;
      hash = row.hash;
    }
    if (rows.length > 0) continue;
    if (head.seq > seq) return bad(seq, seq + 1, `The end of the chain was cut off after entry ${seq}.`);
    if (head.seq < seq) return bad(head.seq, head.seq + 1, `Entry ${head.seq + 1} was added behind the end of the chain.`);
    if (!head.hash.equals(hash)) return bad(seq, seq, `Entry ${seq} is not the one that the chain ended with.`);
    const beyond = anchors.find((anchor) => anchor.seq > seq);
    if (beyond) return bad(seq, seq + 1, cutOff(beyond, seq));
    return { valid: true, entries: seq, anchoredSeq, sentence: holds(seq, anchoredSeq) };
  }
}

/** Every row follows from the one before it and still the chain is another one: only what was noted outside can tell. */
function rewritten({ seq, at }: Anchor, agreed: number): string {
  const from = agreed === 0 ? 'from its beginning' : `after entry ${agreed}`;
  return `Entry ${seq} is not the one that was noted outside the database on ${day(at)}: the chain was rewritten somewhere ${from}.`;
}

function cutOff({ seq, at }: Anchor, end: number): string {
  return `The chain ends with entry ${end}, but entry ${seq} was noted outside the database on ${day(at)}: its end was cut off.`;
}

function holds(entries: number, anchored: number): string {
  const chain = `The chain of ${entries} entries holds`;
  if (anchored === 0) return `${chain}. Nothing of it was noted outside the database yet.`;
  return `${chain}, and agrees with what was noted outside the database up to entry ${anchored}.`;
}

const day = (at: string) => (Number.isNaN(Date.parse(at)) ? 'an unknown day' : dayInWords(new Date(at)));
