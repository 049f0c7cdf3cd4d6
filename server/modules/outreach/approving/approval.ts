import { createHash } from 'node:crypto';
import type { Tx } from '../../../platform/database.ts';
import { findWorkspace } from '../../workspaces/index.ts';
import { filesApproved } from '../attaching/files-approved.ts';
import { trackings } from '../outreach.ts';
import { mailboxIdsOf, type OutreachRow } from '../store.ts';
import { addedDigest, approvedFingerprints } from './store.ts';

export type Approval = 'not_needed' | 'needed' | 'given';

/** What is said where the approval of a second member is wanted and missing. */
export const approvalMissing = 'In this workspace a second member approves a campaign before it is sent. Ask one of them.';

/**
 * Whether a campaign has the approval of a second member as it is: its steps, its audience with whoever was added by hand, its mailboxes and its
 * settings. After the launch whoever is added to it needs none; every other change does.
 */
export async function approvalOf(tx: Tx, workspaceId: string, campaign: OutreachRow): Promise<{ approval: Approval; fingerprint: string }> {
  const what = await whatIsSent(tx, workspaceId, campaign);
  if (!(await findWorkspace(tx, workspaceId))?.approvalRequired) return { approval: 'not_needed', fingerprint: what.join('.') };
  const given = await approvedFingerprints(tx, workspaceId, campaign.id);
  // Lowering what is tracked is no change that anybody has to approve.
  const codes: string[] = [];
  for (const tracking of trackings.slice(trackings.indexOf(campaign.tracking)))
    codes.push((await whatIsSent(tx, workspaceId, { ...campaign, tracking }))[0]);
  const isGiven = campaign.launchedAt
    ? given.some((one) => codes.some((code) => one.startsWith(`${code}.`)))
    : given.includes(what.join('.'));
  return { approval: isGiven ? 'given' : 'needed', fingerprint: what.join('.') };
}

/** Two codes: of what a member wrote and set, and of whom they added by hand. */
async function whatIsSent(tx: Tx, workspaceId: string, campaign: OutreachRow): Promise<[string, string]> {
  const { version, audience, timeZone, byRecipientZone, workingDays, opensMinute, closesMinute } = campaign;
  const { startsAt, endsAt, stopForCompany, quietDays, leaveOutBadAddresses, holdMinutes, tracking, language } = campaign;
  const files = await filesApproved(tx, workspaceId, { campaignId: campaign.id, version });
  const set = {
    ...{ version, audience, timeZone, byRecipientZone, workingDays, opensMinute, closesMinute },
    ...{ startsAt, endsAt, stopForCompany, quietDays, leaveOutBadAddresses, holdMinutes, tracking },
    mailboxes: await mailboxIdsOf(tx, workspaceId, campaign.id),
    ...(language === 'en' ? {} : { language }),
    ...(files.length > 0 ? { files } : {}),
  };
  return [codeOf(JSON.stringify(set)), campaign.launchedAt ? '' : await addedDigest(tx, workspaceId, campaign.id)];
}

const codeOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
