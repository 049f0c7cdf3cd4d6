import type { Evidence } from '../../platform/evidence.ts';

/** The end of a chain as it was at a moment, noted outside the database: whoever rewrites the chain cannot rewrite that. */
export type Anchor = Extract<Evidence, { kind: 'chain_head' }>;

/** That the database was put back to an earlier moment, noted outside of it. */
export type Restore = Extract<Evidence, { kind: 'restored' }>;

/**
 * The anchors of every chain among the evidence, oldest first. A line that names no entry is none, and neither is one of a time that a restore
 * gave up: its entries are gone in order. Only the evidence itself can say that there was a restore, the database cannot.
 */
export function anchorsIn(evidence: readonly Evidence[]): Map<string, Anchor[]> {
  const restores = restoresIn(evidence);
  const anchors = evidence
    .filter((line) => line.kind === 'chain_head')
    .filter(({ seq }) => Number.isSafeInteger(seq) && seq > 0)
    .filter(({ at }) => !restores.some((restore) => restore.backedUpAt < at && at <= restore.at));
  return Map.groupBy(anchors, ({ workspaceId }) => workspaceId);
}

export const restoresIn = (evidence: readonly Evidence[]): Restore[] => evidence.filter((line) => line.kind === 'restored');
