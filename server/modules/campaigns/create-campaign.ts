import { Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Member } from '../../platform/api.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { newCode, type Choice, type Editing, type Wording } from './campaign.ts';
import { campaignSlugs, insertCampaign, type Settings } from './store.ts';
import { insertText } from './texts/store.ts';

export interface CampaignInput {
  name: string;
  slug?: string | undefined;
  introduction: string;
  subject: string;
  body: string;
  editing: Editing;
  goal: number | null;
  language: string;
  choice: Choice;
  mostLetters: number;
}

/** Begins a campaign as a draft, with the first version of its text. Without a public address of its own it gets one from its name. */
export async function createCampaign(tools: Tools, actor: Actor, member: Member, input: CampaignInput): Promise<string> {
  const { subject, body, ...settings } = input;
  return insertDraft(tools, actor, member, {
    settings,
    wordings: [{ message: 'main', language: input.language, subjects: [subject], body }],
  });
}

/** Writes a new draft with the given settings and words, under a free public address and a code of its own. */
export async function insertDraft(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  draft: { settings: Partial<Omit<Settings, 'slug'>> & { name: string; slug?: string | undefined }; wordings: readonly Wording[] },
): Promise<string> {
  const { slug: wanted, ...settings } = draft.settings;
  const id = newId(tools.clock);
  const createdAt = tools.clock.now();
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const taken = await campaignSlugs(tx, workspaceId);
    if (wanted && taken.has(wanted)) throw slugTaken();
    const slug = wanted ?? freeSlug(settings.name, taken);
    await insertCampaign(tx, { ...settings, slug, workspaceId, id, code: newCode(), createdBy: userId, createdAt });
    await insertText(tx, { workspaceId, campaignId: id, version: 1, wordings: draft.wordings, writtenBy: userId, createdAt });
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
