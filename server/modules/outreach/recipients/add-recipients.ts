import type { Member } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { audienceSql } from '../../contacts/index.ts';
import { findSuppressed, suppressedKeys } from '../../suppressions/index.ts';
import { enrollingOf } from '../launching/launch-outreach.ts';
import { countAddedAfter, enrolAudience, readyAdded } from '../launching/enrolling/store.ts';
import { problemsOfSteps } from '../launching/problems-of-steps.ts';
import { countMeant, readInBulk, withValues } from '../launching/store.ts';
import { deleteLacking } from '../lacking/store.ts';
import { lockOutreach, stepsOf, updateOutreach, type OutreachRow } from '../store.ts';
import { mostRefusals, readRows } from './read-rows.ts';
import { insertEnrolments, keysJudgedBad, keysThere, lastSeq } from './store.ts';

interface Added {
  added: number;
  there: number;
  suppressed: number;
  incomplete: number;
  bad: number;
  refused: { line: number; sentence: string }[];
}

/**
 * Adds recipients by hand, from pasted rows or from a list, to a draft or to a campaign that was launched. Whoever is a recipient already stays as
 * they are, and whoever may not be written to is left out. In a launched campaign their first message is due now, so whoever lacks a value that its texts
 * need is left out as well, and said, and so is whoever has an address that was judged bad; a draft leaves that to its launch.
 */
export async function addRecipients(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  { id, rows, listId }: { id: string; rows: string | undefined; listId: string | undefined },
): Promise<Added> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const campaign = await lockOutreach(tx, workspaceId, id);
    if (!campaign) throw notFound('team campaign');
    if ((rows === undefined) === (listId === undefined))
      throw new Refusal('invalid', 'rows_or_list', 'Give either rows or a list from which recipients are added.');
    if (campaign.state === 'finished')
      throw new Refusal('conflict', 'outreach_finished', 'This campaign is finished. Duplicate it for others.');
    const where = { workspaceId, campaignId: id };
    const afterSeq = await lastSeq(tx, where);
    const result =
      rows === undefined
        ? await addList(tools, tx, campaign, { ...where, listId: listId ?? '', afterSeq })
        : await addRows(tools, tx, campaign, { ...where, rows, afterSeq });
    if (!campaign.launchedAt) await updateOutreach(tx, workspaceId, id, { changedBy: userId });
    const entry = { action: 'outreach.recipients_added', subject: { kind: 'outreach', id }, details: { added: result.added } } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
    return result;
  });
}

async function addList(
  tools: Tools,
  tx: Tx,
  campaign: OutreachRow,
  { workspaceId, campaignId, listId, afterSeq }: { workspaceId: string; campaignId: string; listId: string; afterSeq: number },
): Promise<Added> {
  if (!campaign.launchedAt)
    throw new Refusal(
      'conflict',
      'choose_in_audience',
      'Before the launch a list is chosen in the audience, so that it counts as it is then.',
    );
  await readInBulk(tx);
  const audience = await audienceSql(tools, tx, workspaceId, { lists: [listId], segments: [], exceptLists: [], exceptSegments: [] });
  const leavesOutBad = campaign.leaveOutBadAddresses;
  const keys = await suppressedKeys(tools, tx, workspaceId);
  const meant = { workspaceId, campaignId, audience, suppressedKeys: keys, quietSince: null, leavesOutBad };
  const enrolling = { ...(await enrollingOf(tools, tx, campaign, meant)), afterSeq };
  const found = await countMeant(tx, meant);
  const { requiredTags } = await neededIn(tx, campaign, meant);
  const added = await enrolAudience(tx, { ...meant, audience: withValues(workspaceId, audience, requiredTags) }, enrolling);
  const bad = leavesOutBad ? found.bad : 0;
  const incomplete = found.audience - found.suppressed - bad - found.both - added;
  return { added, there: found.both, suppressed: found.suppressed, bad, incomplete, refused: [] };
}

/** The values that whoever comes to a campaign now needs, for all of its steps. */
async function neededIn(tx: Tx, { id, version }: OutreachRow, where: { workspaceId: string; campaignId: string }) {
  return problemsOfSteps(tx, where, await stepsOf(tx, where.workspaceId, id, version));
}

/** Adds pasted rows to a campaign that the caller has locked. */
export async function addRows(
  tools: Tools,
  tx: Tx,
  campaign: OutreachRow,
  { rows, afterSeq, ...where }: { workspaceId: string; campaignId: string; rows: string; afterSeq: number },
): Promise<Added> {
  const pasted = readRows(rows);
  const keys = pasted.rows.map(({ emailKey }) => emailKey);
  const suppressed = await findSuppressed(tools, tx, where.workspaceId, keys);
  const wanted = pasted.rows.filter(({ emailKey }) => !suppressed.has(emailKey));
  const there = await keysThere(
    tx,
    where,
    wanted.map(({ emailKey }) => emailKey),
  );
  const others = wanted.filter(({ emailKey }) => !there.has(emailKey));
  const bad = campaign.launchedAt && campaign.leaveOutBadAddresses ? await keysJudgedBad(tx, where.workspaceId, others) : new Set();
  const fresh = others.filter(({ emailKey }) => !bad.has(emailKey)).map((row) => ({ ...row, id: newId(tools.clock) }));
  const now = tools.clock.now();
  const lacking: { emailKey: string; tag: string }[] = [];
  await insertEnrolments(tx, where, fresh, { timeZone: campaign.timeZone, dueAt: campaign.startsAt ?? now, now, afterSeq });
  if (campaign.launchedAt) {
    const audience = await audienceSql(tools, tx, where.workspaceId, { lists: [], segments: [], exceptLists: [], exceptSegments: [] });
    const enrolling = { ...(await enrollingOf(tools, tx, campaign, { ...where, audience })), knownZones: null, afterSeq };
    await readyAdded(tx, where, enrolling);
    const { needs } = await neededIn(tx, campaign, where);
    lacking.push(...(await deleteLacking(tx, where, { needs, afterSeq })));
    await countAddedAfter(tx, where, enrolling);
  }
  const lineOf = new Map(fresh.map(({ emailKey, line }) => [emailKey, line]));
  const incomplete = lacking.map(({ emailKey, tag }) => ({
    line: lineOf.get(emailKey) ?? 0,
    sentence: `There is no value for {{ ${tag} }}, which the messages need.`,
  }));
  return {
    added: fresh.length - lacking.length,
    there: there.size,
    suppressed: suppressed.size,
    bad: bad.size,
    incomplete: lacking.length,
    refused: [...pasted.refused, ...incomplete.slice(0, mostRefusals)].toSorted((one, other) => one.line - other.line),
  };
}
