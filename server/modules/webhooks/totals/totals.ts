import { createHash } from 'node:crypto';
import { showId } from '../../../platform/ids.ts';

/** What is told of one campaign: sums over everybody, never something about one person or one letter. */
export interface CampaignTotals {
  id: string;
  name: string;
  state: string;
  participations: number;
  accepted: number;
  failed: number;
  skipped: number;
  uncertain: number;
  opened: number;
}

/** What a message says: by its hash a change is known, whatever it was. */
export function saidOf(totals: readonly CampaignTotals[]) {
  const campaigns = totals.map(({ id, name, state, ...counts }) => ({ id: showId('campaign', id), name, state, counts }));
  return { campaigns, hash: createHash('sha256').update(JSON.stringify(campaigns)).digest() };
}
