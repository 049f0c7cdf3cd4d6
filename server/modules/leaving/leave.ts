import { installationId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { noteLeave, stopMessages } from '../outreach/index.ts';
import { suppressCodeFromNow, suppressFromNow } from '../suppressions/index.ts';
import type { Written } from './find-written.ts';

/** What somebody leaves: this campaign, everything of the organisation that wrote, or everything of everybody on this copy. */
export const leavings = ['campaign', 'workspace', 'everywhere'] as const;
export type Leaving = (typeof leavings)[number];

/** Whoever leaves is nobody in particular to the audit: neither an id nor where they were. */
const actor = { kind: 'visitor' } as const;

/**
 * Leaves, at once and as often as one likes. First the address is suppressed, then everything that waits for it ends: a claim that read the list
 * before holds its enrolment, and is waited for here, so that nothing begins once this has returned. What is leaving at that moment leaves.
 * Works as well when enrolment, campaign or contact were deleted: by the code of the address in the ticket.
 */
export async function leave(tools: Tools, written: Written, what: Leaving): Promise<void> {
  const { ticket, enrolment } = written;
  const { workspaceId, campaignId } = ticket;
  if (what !== 'campaign') await suppress(tools, written, what === 'everywhere' ? installationId : workspaceId);
  if (!enrolment) return;
  const where = { campaign: { workspaceId, campaignId }, workspace: { workspaceId }, everywhere: {} }[what];
  await stopMessages(tools, actor, { emailKey: enrolment.emailKey, ...where });
  await noteLeave(tools, workspaceId, { campaignId, enrolmentId: ticket.enrolmentId });
}

async function suppress(tools: Tools, { ticket, enrolment }: Written, workspaceId: string): Promise<void> {
  if (enrolment) await suppressFromNow(tools, actor, { workspaceId, email: enrolment.email, reason: 'asked', userId: null });
  else await suppressCodeFromNow(tools, actor, { workspaceId, code: ticket.addressCode, reason: 'asked' });
}
