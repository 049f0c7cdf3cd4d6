import type { Member } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { cleanDraft } from '../../templates/index.ts';
import { refuseUnknownZone } from '../create-outreach.ts';
import { checkedSteps, firstSteps, type Step } from '../outreach.ts';
import { addRows } from '../recipients/add-recipients.ts';
import { lastSeq } from '../recipients/store.ts';
import { insertOutreach, insertSteps, lockOutreach, stepsOf, updateOutreach } from '../store.ts';
import { claimDraft, findTaken, noteAdded } from './store.ts';

export interface HandedDraft {
  exportId: string;
  /** The campaign that is still a draft; a new one where it is left out. */
  id: string | undefined;
  name: string | undefined;
  timeZone: string;
  place: 'first' | 'further';
  expectedVersion: number | undefined;
  subject: string;
  html: string;
  recipients: readonly { email: string; name: string }[];
}

interface TakenDraft {
  id: string;
  again: boolean;
  added: number;
  leftOut: number;
  notes: string[];
}

const furtherAfterHours = 72;
const mostSteps = 20;

/**
 * Takes a draft that somebody wrote in a mail program into a team campaign, cleaned as if they had pasted it: in place of the first message or after
 * the last one, with its recipients added by hand. Only a campaign that is still a draft takes one. The same draft again, under its number, changes
 * nothing and says where it went.
 */
export async function takeDraft(tools: Tools, actor: Actor, member: Member, draft: HandedDraft): Promise<TakenDraft> {
  const { workspaceId } = member;
  refuseUnknownZone(draft.timeZone);
  const cleaned = cleanDraft(draft.html);
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const id = draft.id ?? newId(tools.clock);
    if (!(await claimDraft(tx, { workspaceId, exportId: draft.exportId, campaignId: id })))
      return takenBefore(tx, workspaceId, draft.exportId);
    if (draft.id === undefined) await beginDraft(tools, tx, member, { id, draft });
    const campaign = await lockOutreach(tx, workspaceId, id);
    if (!campaign) throw notFound('team campaign');
    if (campaign.state !== 'draft')
      throw new Refusal(
        'conflict',
        'outreach_launched',
        'This campaign was launched, so it takes no draft. Choose another one, or a new one.',
      );
    if (draft.expectedVersion !== undefined && draft.expectedVersion !== campaign.version)
      throw new Refusal(
        'conflict',
        'steps_changed',
        'Somebody else changed this campaign meanwhile. Look at it, then hand the draft over again.',
      );
    const version = campaign.version + 1;
    const text = { subject: draft.subject, html: cleaned.html };
    const steps = withDraft(await stepsOf(tx, workspaceId, id, campaign.version), text, draft.place);
    await insertSteps(tx, { workspaceId, campaignId: id, version }, checkedSteps(steps));
    await updateOutreach(tx, workspaceId, id, { version, changedBy: member.userId, writtenBy: member.userId });
    const where = { workspaceId, campaignId: id };
    const { added } =
      draft.recipients.length === 0
        ? { added: 0 }
        : await addRows(tools, tx, campaign, { ...where, rows: asRows(draft.recipients), afterSeq: await lastSeq(tx, where) });
    await noteAdded(tx, { workspaceId, exportId: draft.exportId }, added);
    const about = { subject: { kind: 'outreach', id } };
    if (draft.id === undefined) await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.created', ...about });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.draft_taken', ...about, details: { version, added } });
    return { id, again: false, added, leftOut: draft.recipients.length - added, notes: cleaned.notes };
  });
}

async function takenBefore(tx: Tx, workspaceId: string, exportId: string): Promise<TakenDraft> {
  const taken = await findTaken(tx, workspaceId, exportId);
  if (!taken) throw notFound('team campaign');
  return { id: taken.campaignId, again: true, added: taken.recipientsAdded, leftOut: 0, notes: [] };
}

async function beginDraft(tools: Tools, tx: Tx, member: Member, { id, draft }: { id: string; draft: HandedDraft }): Promise<void> {
  const { workspaceId, userId } = member;
  const name = (draft.name ?? draft.subject).trim().slice(0, 120) || 'From Gmail';
  await insertOutreach(tx, { workspaceId, id, name, timeZone: draft.timeZone, createdBy: userId, createdAt: tools.clock.now() });
  await insertSteps(tx, { workspaceId, campaignId: id, version: 1 }, firstSteps);
  await updateOutreach(tx, workspaceId, id, { version: 1 });
}

/** The steps with the text in its place. Other variants of the first step stay as they are. */
function withDraft(steps: readonly Step[], text: { subject: string; html: string }, place: HandedDraft['place']): Step[] {
  const [first, ...rest] = steps;
  if (!first) return [];
  if (place === 'first') return [{ ...first, texts: first.texts.map((one, index) => (index === 0 ? { ...one, ...text } : one)) }, ...rest];
  if (steps.length >= mostSteps) throw new Refusal('refused', 'too_many_steps', 'A campaign has at most 20 messages. Take one out first.');
  const texts = first.texts.map(({ variant, weight }) => ({ variant, weight, ...text }));
  return [...steps, { delayHours: furtherAfterHours, sameThread: true, files: [], texts }];
}

/** Recipients as a table that can be pasted. A name is taken apart at its last blank, as people mostly mean it. */
function asRows(recipients: readonly { email: string; name: string }[]): string {
  const cell = (value: string) => `"${value.replace(/[\r\n]+/g, ' ').replaceAll('"', '""')}"`;
  const rows = recipients.map(({ email, name }) => {
    const parts = name.trim().split(/\s+/);
    const last = parts.length > 1 ? (parts.pop() ?? '') : '';
    return [email, parts.join(' '), last].map(cell).join(',');
  });
  return ['email,first_name,last_name', ...rows].join('\n');
}
