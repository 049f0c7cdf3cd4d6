import { Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Member } from '../../platform/api.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import type { Editing } from './campaign.ts';
import { campaignSlugs, insertCampaign, insertText } from './store.ts';

export interface CampaignInput {
  name: string;
  slug?: string | undefined;
  introduction: string;
  subject: string;
  body: string;
  editing: Editing;
  goal: number | null;
}

/** Begins a campaign as a draft, with the first version of its text. Without a public address of its own it gets one from its name. */
export async function createCampaign(tools: Tools, actor: Actor, member: Member, input: CampaignInput): Promise<string> {
  const { workspaceId, userId } = member;
  const { name, introduction, subject, body, editing, goal } = input;
  const id = newId(tools.clock);
  const createdAt = tools.clock.now();
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const taken = await campaignSlugs(tx, workspaceId);
    if (input.slug && taken.has(input.slug)) throw slugTaken();
    const slug = input.slug ?? freeSlug(name, taken);
    await insertCampaign(tx, { workspaceId, id, name, slug, introduction, editing, goal, createdBy: userId, createdAt });
    await insertText(tx, { workspaceId, campaignId: id, version: 1, subject, body, createdAt });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'campaign.created', subject: { kind: 'campaign', id } });
  });
  return id;
}

export const slugTaken = () =>
  new Refusal('conflict', 'slug_taken', 'Another campaign of this workspace has that public address. Choose another.');

function freeSlug(name: string, taken: ReadonlySet<string>): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const wanted = letters.slice(0, 48).replace(/^-+|-+$/g, '') || 'campaign';
  let slug = wanted;
  for (let number = 2; taken.has(slug); number++) slug = `${wanted}-${number}`;
  return slug;
}
