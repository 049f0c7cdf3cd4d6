import type { Tx } from '../../platform/database.ts';
import { addCounts, addRecipientCount, noPartner, type Origin } from '../campaigns/index.ts';
import type { Flow } from './store.ts';

type Counted = Pick<Flow, 'workspaceId' | 'campaignId' | 'mailbox' | 'language' | 'combination' | 'partnerId' | 'rehearsal'>;
type Outcome = 'accepted' | 'failed' | 'skipped' | 'uncertain';

/** What a flow's counts belong to: its way, language, wording and partner. */
export function originOf(flow: Omit<Counted, 'rehearsal'>): { workspaceId: string; campaignId: string } & Origin {
  const { workspaceId, campaignId, language, combination, partnerId } = flow;
  return { workspaceId, campaignId, language, combination, channel: flow.mailbox ?? 'gmail', partnerId: partnerId ?? noPartner };
}

/** Adds an outcome of a letter to the campaign's counts and the recipient's, in the transaction that settles it. A rehearsal counts nowhere. */
export async function countOf(
  tx: Tx,
  flow: Counted,
  counted: { what: Outcome; recipientId: string | null; by?: number; at: Date; participation?: boolean },
): Promise<void> {
  if (flow.rehearsal) return;
  const { what, recipientId, by = 1, at, participation = false } = counted;
  const { workspaceId, campaignId } = flow;
  await addCounts(tx, { ...originOf(flow), at }, { [what]: by, ...(participation ? { participations: 1 } : {}) });
  if (recipientId) await addRecipientCount(tx, { workspaceId, campaignId, recipientId }, what, by);
}
