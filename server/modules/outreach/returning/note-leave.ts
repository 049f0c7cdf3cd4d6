import type { Tools } from '../../../platform/tools.ts';
import { newId } from '../../../platform/ids.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { addCounts } from '../counts/store.ts';
import { returnEvents } from '../telling/events-of-outreach.ts';
import { cameBefore, insertReturn, lastSentTo } from './store.ts';

/** Counts once that a recipient left by the link under a message. What follows from their leaving is not done here. */
export async function noteLeave(tools: Tools, workspaceId: string, which: { campaignId: string; enrolmentId: string }): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const sent = await lastSentTo(tx, workspaceId, which);
    if (!sent) return;
    const { campaignId, enrolmentId, step } = sent;
    const now = tools.clock.now();
    const row = {
      campaignId,
      enrolmentId,
      step,
      id: newId(tools.clock),
      kind: 'leave',
      matchedBy: 'ticket',
      providerMessageId: '',
      cameAt: now,
    } as const;
    const nothingElse = { mailboxId: null, severity: null, statusCode: null, backOn: null };
    if (await cameBefore(tx, workspaceId, { ...row, ...nothingElse })) return;
    if (!(await insertReturn(tx, workspaceId, { ...row, ...nothingElse }))) return;
    await addCounts(tx, workspaceId, [{ ...sent, outcome: 'unsubscribed', by: 1 }], now);
    // What ended by it was told as it ended; what had ended before is told here.
    if (!sent.hasLeft) await noteEvents(tools, tx, workspaceId, returnEvents(sent, { kind: 'leave', severity: null }));
  });
}
