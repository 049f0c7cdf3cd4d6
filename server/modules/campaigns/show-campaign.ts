import { notFound } from '../../platform/errors.ts';
import { showId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { problemsOf } from './campaign.ts';
import { recipientsOf } from './recipients/store.ts';
import { findCampaign, type CampaignRow } from './store.ts';

/** A campaign as the API shows it, without what stands in the way of publishing. */
export function shownCampaign(row: CampaignRow, publicUrl: string) {
  const { participations, accepted, failed, skipped, uncertain } = row;
  const count = (value: number | null) => value ?? 0;
  return {
    id: showId('campaign', row.id),
    kind: 'advocacy' as const,
    state: row.state,
    name: row.name,
    slug: row.slug,
    introduction: row.introduction,
    subject: row.subject,
    body: row.body,
    editing: row.editing,
    goal: row.goal,
    textVersion: row.textVersion,
    publicUrl,
    recipientCount: count(row.recipientCount),
    counts: {
      participations: count(participations),
      accepted: count(accepted),
      failed: count(failed),
      skipped: count(skipped),
      uncertain: count(uncertain),
    },
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

/** One campaign with its problems, as it is at this moment of the transaction. */
export async function showCampaign(tx: Tx, workspaceId: string, id: string, publicUrlOf: (slug: string) => string) {
  const row = await findCampaign(tx, workspaceId, id);
  if (!row) throw notFound('campaign');
  const problems = problemsOf(row, await recipientsOf(tx, workspaceId, id));
  return { ...shownCampaign(row, publicUrlOf(row.slug)), problems };
}
