import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { Wording } from '../campaign.ts';
import type { CampaignRow } from '../store.ts';

/** Every message in every language of a text version, the main one in the campaign's language first. */
export async function wordingsOf(
  tx: Tx,
  campaign: Pick<CampaignRow, 'workspaceId' | 'id' | 'textVersion' | 'language'>,
): Promise<Wording[]> {
  return tx
    .selectFrom('campaignTexts')
    .select(['message', 'language', 'subjects', 'body'])
    .where('workspaceId', '=', campaign.workspaceId)
    .where('campaignId', '=', campaign.id)
    .where('version', '=', campaign.textVersion)
    .orderBy(sql`message <> 'main'`)
    .orderBy(sql`language <> ${campaign.language}`)
    .orderBy('message')
    .orderBy('language')
    .execute();
}

export interface NewText {
  workspaceId: string;
  campaignId: string;
  version: number;
  wordings: readonly Wording[];
  writtenBy: string;
  createdAt: Date;
}

/** Adds a text version: all its wordings at once. Nothing changes one that is there. */
export async function insertText(tx: Tx, { wordings, ...version }: NewText): Promise<void> {
  const rows = wordings.map(({ message, language, subjects, body }) => ({ ...version, message, language, subjects, body }));
  await tx.insertInto('campaignTexts').values(rows).execute();
}

/** Whether a workspace asks for a second member's approval, who wrote the text, and who approved it. */
export async function approvalOf(tx: Tx, campaign: { workspaceId: string; id: string; textVersion: number }) {
  const { workspaceId, id, textVersion } = campaign;
  const approvals = await tx
    .selectFrom('campaignApprovals')
    .select('approvedBy')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', id)
    .where('textVersion', '=', textVersion)
    .execute();
  const text = await tx
    .selectFrom('campaignTexts')
    .select('writtenBy')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', id)
    .where('version', '=', textVersion)
    .limit(1)
    .executeTakeFirst();
  const workspace = await tx.selectFrom('workspaces').select('approvalRequired').where('workspaceId', '=', workspaceId).executeTakeFirst();
  return { required: workspace?.approvalRequired ?? false, writtenBy: text?.writtenBy ?? null, given: approvals.length > 0 };
}

export async function insertApproval(
  tx: Tx,
  approval: { workspaceId: string; campaignId: string; textVersion: number; approvedBy: string },
): Promise<void> {
  await tx
    .insertInto('campaignApprovals')
    .values(approval)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
