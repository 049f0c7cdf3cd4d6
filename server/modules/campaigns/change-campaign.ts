import { notFound, Refusal } from '../../platform/errors.ts';
import type { Member } from '../../platform/api.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { mayFollow, problemsOf, type CampaignState } from './campaign.ts';
import { slugTaken, type CampaignInput } from './create-campaign.ts';
import { recipientsOf } from './recipients/store.ts';
import { campaignSlugs, deleteCampaign, findCampaign, insertText, lockCampaign, setInactiveSince, updateCampaign } from './store.ts';

export type CampaignEdit = { [Field in keyof CampaignInput]?: CampaignInput[Field] | undefined } & {
  expectedTextVersion?: number | undefined;
};

/**
 * Changes what a campaign says. New words make a new version and leave the old ones as they were; supporters who are under way
 * with the old ones are told so at their confirmation. A published campaign stays publishable.
 */
export async function changeCampaign(
  tools: Tools,
  actor: Actor,
  member: Member,
  { id, edit }: { id: string; edit: CampaignEdit },
): Promise<void> {
  const { workspaceId } = member;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await lockCampaign(tx, workspaceId, id, 'update');
    const before = await findCampaign(tx, workspaceId, id);
    if (!before) throw notFound('campaign');
    if (before.state === 'closed') throw new Refusal('conflict', 'campaign_closed', 'This campaign is closed and stays as it was.');
    if (edit.expectedTextVersion !== undefined && edit.expectedTextVersion !== before.textVersion)
      throw new Refusal(
        'conflict',
        'text_changed',
        'Somebody else changed the text meanwhile. Look at their version, then make your change again.',
      );
    if (edit.slug && edit.slug !== before.slug && (await campaignSlugs(tx, workspaceId)).has(edit.slug)) throw slugTaken();
    const text = { subject: edit.subject ?? before.subject, body: edit.body ?? before.body };
    const newWords = text.subject !== before.subject || text.body !== before.body;
    const textVersion = before.textVersion + (newWords ? 1 : 0);
    if (before.state !== 'draft') refuseProblems(problemsOf(text, await recipientsOf(tx, workspaceId, id)));
    if (newWords) await insertText(tx, { workspaceId, campaignId: id, version: textVersion, ...text, createdAt: tools.clock.now() });
    const { name, slug, introduction, editing, goal } = edit;
    await updateCampaign(tx, workspaceId, id, {
      textVersion,
      ...(name !== undefined ? { name } : {}),
      ...(slug !== undefined ? { slug } : {}),
      ...(introduction !== undefined ? { introduction } : {}),
      ...(editing !== undefined ? { editing } : {}),
      ...(goal !== undefined ? { goal } : {}),
    });
    await recordEntry(
      tools,
      tx,
      { workspaceId, actor },
      { action: 'campaign.changed', subject: { kind: 'campaign', id }, details: { textVersion } },
    );
  });
}

const entryOf = { published: 'campaign.published', paused: 'campaign.paused', closed: 'campaign.closed' } as const;

/** Publishes, pauses or closes a campaign. Only one without problems is published; closing is for good and begins the recipients' year. */
export async function setCampaignState(
  tools: Tools,
  actor: Actor,
  member: Member,
  { id, state }: { id: string; state: Exclude<CampaignState, 'draft'> },
): Promise<void> {
  const { workspaceId } = member;
  const now = tools.clock.now();
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const locked = await lockCampaign(tx, workspaceId, id, 'update');
    const before = locked && (await findCampaign(tx, workspaceId, id));
    if (!before) throw notFound('campaign');
    if (before.state === state) return;
    if (!mayFollow(before.state, state))
      throw new Refusal('conflict', 'state_cannot_follow', `A campaign that is ${before.state} cannot become ${state}.`);
    if (state === 'published') refuseProblems(problemsOf(before, await recipientsOf(tx, workspaceId, id)));
    await updateCampaign(tx, workspaceId, id, {
      state,
      ...(state === 'published' && !before.publishedAt ? { publishedAt: now } : {}),
      ...(state === 'closed' ? { closedAt: now } : {}),
    });
    await setInactiveSince(tx, workspaceId, id, state === 'closed' ? now : null);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: entryOf[state], subject: { kind: 'campaign', id } });
  });
}

/** Deletes a campaign with everything that belongs to it, once its name was typed. */
export async function removeCampaign(
  tools: Tools,
  actor: Actor,
  member: Member,
  { id, typedName }: { id: string; typedName: string },
): Promise<void> {
  const { workspaceId } = member;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const campaign = await lockCampaign(tx, workspaceId, id, 'update');
    if (!campaign) throw notFound('campaign');
    if (campaign.name !== typedName.trim())
      throw new Refusal('refused', 'name_differs', 'The name that was typed is not that of the campaign. Nothing was deleted.');
    await deleteCampaign(tx, workspaceId, id);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'campaign.removed', subject: { kind: 'campaign', id } });
  });
}

function refuseProblems(problems: ReturnType<typeof problemsOf>): void {
  const [first] = problems;
  if (first)
    throw new Refusal(
      'refused',
      'campaign_has_problems',
      `${first.sentence}${problems.length > 1 ? ` (${problems.length - 1} more)` : ''}`,
    );
}
