import { notFound } from '../../platform/errors.ts';
import { showId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { isApproved } from './approve-campaign.ts';
import type { Counts } from './counts/store.ts';
import { totalOf } from './counts/store.ts';
import { problemsOf } from './problems.ts';
import { recipientsOf } from './recipients/store.ts';
import { findCampaign, type CampaignRow } from './store.ts';
import { wordingsOf } from './texts/store.ts';

/** A campaign as the API shows it, without its words and what stands in the way of publishing. */
export function shownCampaign(row: CampaignRow, about: { publicUrl: string; recipientCount: number; counts: Counts }) {
  const { state, name, slug, editing, ownTextRequired, goal, goalGrows, thanks, language, choice, mostLetters, timeZone } = row;
  const { hourlyBudget, dailyBudget, officeHours, routingFields, trackLinks, challenge, code, textVersion } = row;
  return {
    id: showId('campaign', row.id),
    kind: 'advocacy' as const,
    ...{ state, name, slug, editing, ownTextRequired, goal, goalGrows, thanks, language, choice, mostLetters, timeZone },
    ...{ hourlyBudget, dailyBudget, officeHours, routingFields, trackLinks, challenge, code, textVersion },
    ...about,
    held: row.heldBecause,
    restingUntil: row.restingUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

/** One campaign with its words, rules and problems, as it is at this moment of the transaction. */
export async function showCampaign(tx: Tx, workspaceId: string, id: string, publicUrlOf: (slug: string) => string) {
  const row = await findCampaign(tx, workspaceId, id);
  if (!row) throw notFound('campaign');
  const [wordings, recipients] = [await wordingsOf(tx, row), await recipientsOf(tx, workspaceId, id)];
  const counts = await totalOf(tx, workspaceId, id);
  const { subject, body, introduction, rules } = row;
  return {
    ...shownCampaign(row, { publicUrl: publicUrlOf(row.slug), recipientCount: recipients.length, counts }),
    ...{ subject, body, introduction, rules, wordings },
    approval: await isApproved(tx, row),
    problems: problemsOf(row, wordings, recipients),
  };
}
