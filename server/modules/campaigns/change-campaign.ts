import { isTimeZone } from '../../../shared/office-hours.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Member } from '../../platform/api.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { noteEvents } from '../webhooks/index.ts';
import type { Wording } from './campaign.ts';
import { slugTaken } from './create-campaign.ts';
import { problemsOf, type CampaignProblem } from './problems.ts';
import { recipientsOf } from './recipients/store.ts';
import { campaignSlugs, findCampaign, lockCampaign, updateCampaign, type CampaignRow, type Settings } from './store.ts';
import { approvalOf, insertText, wordingsOf } from './texts/store.ts';

export type CampaignEdit = { [Field in keyof Settings]?: Settings[Field] | undefined } & {
  subject?: string | undefined;
  body?: string | undefined;
  wordings?: Wording[] | undefined;
  expectedTextVersion?: number | undefined;
};

/**
 * Changes what a campaign says or how it works. New words make a new version and leave the old ones as they were; supporters who are under way
 * with the old ones are told so at their confirmation. A published campaign stays publishable.
 */
export async function changeCampaign(
  tools: Tools,
  actor: Actor,
  member: Member,
  { id, edit }: { id: string; edit: CampaignEdit },
): Promise<void> {
  const { workspaceId } = member;
  const { subject, body, wordings: written, expectedTextVersion, ...settings } = edit;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await lockCampaign(tx, workspaceId, id, 'update');
    const before = await findCampaign(tx, workspaceId, id);
    if (!before) throw notFound('campaign');
    if (before.state === 'closed') throw new Refusal('conflict', 'campaign_closed', 'This campaign is closed and stays as it was.');
    if (expectedTextVersion !== undefined && expectedTextVersion !== before.textVersion)
      throw new Refusal(
        'conflict',
        'text_changed',
        'Somebody else changed the text meanwhile. Look at their version, then make your change again.',
      );
    if (settings.slug && settings.slug !== before.slug && (await campaignSlugs(tx, workspaceId)).has(settings.slug)) throw slugTaken();
    if (settings.timeZone !== undefined && !isTimeZone(settings.timeZone))
      throw new Refusal('invalid', 'time_zone_unknown', 'This time zone is not known. Use a name such as Europe/Vienna.');
    const change = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<Settings>;
    const after = { ...before, ...change };
    const old = await wordingsOf(tx, before);
    const wordings = newWordings(old, before, { subject, body, written, language: after.language });
    const newWords = JSON.stringify(wordings) !== JSON.stringify(old);
    const textVersion = before.textVersion + (newWords ? 1 : 0);
    if (before.state !== 'draft') refuseProblems(problemsOf(after, wordings, await recipientsOf(tx, workspaceId, id)));
    if (newWords)
      await insertText(tx, {
        workspaceId,
        campaignId: id,
        version: textVersion,
        wordings,
        writtenBy: member.userId,
        createdAt: tools.clock.now(),
      });
    // Words that nobody approved yet do not go out: supporters read that the campaign is paused.
    const pauses = newWords && before.state === 'published' && (await approvalOf(tx, before)).required;
    await updateCampaign(tx, workspaceId, id, { ...change, textVersion, ...(pauses ? { state: 'paused' as const } : {}) });
    if (pauses) {
      const details = { because: 'approval' };
      await noteEvents(tools, tx, workspaceId, [{ type: 'campaign.paused', campaign: { kind: 'advocacy', id }, details }]);
    }
    await recordEntry(
      tools,
      tx,
      { workspaceId, actor },
      { action: 'campaign.changed', subject: { kind: 'campaign', id }, details: { textVersion } },
    );
  });
}

/** The words after a change: all of them anew, or only the main message's first subject and body. */
function newWordings(
  old: Wording[],
  before: Pick<CampaignRow, 'language'>,
  edit: { subject: string | undefined; body: string | undefined; written: Wording[] | undefined; language: string },
): Wording[] {
  const isThere = (edit.written ?? old).some(({ message, language }) => message === 'main' && language === edit.language);
  const isMain = ({ message, language }: Wording) => message === 'main' && language === (isThere ? edit.language : before.language);
  const seen = new Set<string>();
  const wordings = (edit.written ?? old).map((wording) => {
    const key = `${wording.message}|${wording.language}`;
    if (seen.has(key))
      throw new Refusal('invalid', 'wording_twice', `The message “${wording.message}” is there twice in “${wording.language}”.`);
    seen.add(key);
    if (!isMain(wording)) return wording;
    const [first = '', ...others] = wording.subjects;
    return { ...wording, subjects: [edit.subject ?? first, ...others], body: edit.body ?? wording.body };
  });
  // Who names a language in which nothing is written says in which language the words are that stand there.
  const renamed =
    edit.written || isThere
      ? wordings
      : wordings.map((wording) => (wording.language === before.language ? { ...wording, language: edit.language } : wording));
  const main = renamed.find(({ message, language }) => message === 'main' && language === edit.language);
  if (!main)
    throw new Refusal('invalid', 'main_wording_missing', `The main message is not written in the campaign’s language “${edit.language}”.`);
  const rank = (wording: Wording) =>
    `${String(wording.message !== 'main')}|${String(wording.language !== edit.language)}|${wording.message}|${wording.language}`;
  const sorted = renamed.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
  if (new Set(sorted.map(({ message, language }) => `${message}|${language}`)).size < sorted.length)
    throw new Refusal('invalid', 'wording_twice', `The main message is there already in “${edit.language}”.`);
  return sorted.map(({ message, language, subjects, body }) => ({ message, language, subjects, body }));
}

export function refuseProblems(problems: readonly CampaignProblem[]): void {
  const [first] = problems;
  if (first)
    throw new Refusal(
      'refused',
      'campaign_has_problems',
      `${first.sentence}${problems.length > 1 ? ` (${problems.length - 1} more)` : ''}`,
    );
}
