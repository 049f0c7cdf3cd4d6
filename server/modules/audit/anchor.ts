import type { Evidence } from '../../platform/evidence.ts';

/** The end of a chain as it was at a moment, noted outside the database: whoever rewrites the chain cannot rewrite that. */
export type Anchor = Extract<Evidence, { kind: 'chain_head' }>;

/** That the database was put back to an earlier moment, noted outside of it. */
export type Restore = Extract<Evidence, { kind: 'restored' }>;

/**
 * The anchors of every chain among the evidence, oldest first. A line that names no entry is none, and neither is one of a time that a restore
 * gave up: its entries are gone in order.
 */
export function anchorsIn(evidence: readonly Evidence[], restores: readonly Restore[]): Map<string, Anchor[]> {
  const anchors = evidence
    .filter((line) => line.kind === 'chain_head')
    .filter(({ seq }) => Number.isSafeInteger(seq) && seq > 0)
    .filter(({ at }) => !restores.some((restore) => restore.backedUpAt < at && at <= restore.at));
  return Map.groupBy(anchors, ({ workspaceId }) => workspaceId);
}

/**
 * The restores among the evidence. Only the evidence can say that there was one, and only the database that it came to its end: a line whose epoch
 * stands in no entry of the installation is of a restore that was given up, or of none.
 */
export function restoresIn(evidence: readonly Evidence[], epochs: ReadonlySet<string>): Restore[] {
  return evidence.filter((line) => line.kind === 'restored').filter(({ epoch }) => epochs.has(epoch));
}
