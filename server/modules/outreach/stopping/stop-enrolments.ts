import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { finishIfDone } from '../steering/finish-if-done.ts';
import { endEnrolments, type StopOf } from './store.ts';

/** Why an enrolment stopped before its last step. */
export type StopReason =
  | 'unsubscribed'
  | 'replied'
  | 'bounced'
  | 'complained'
  | 'suppressed'
  | 'erased'
  | 'removed'
  | 'gone'
  | 'company_replied';

/**
 * Nothing more goes to an address: in one campaign, or in all of a workspace. What is leaving at this moment leaves; no step follows it. A campaign
 * in which nobody waits any more is finished.
 * @returns the enrolments that ended
 */
export async function stopEnrolments(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  of: StopOf,
  reason: StopReason,
): Promise<{ campaignId: string; id: string }[]> {
  const ended = await endEnrolments(tx, of, reason, tools.clock.now());
  for (const campaignId of new Set(ended.map((one) => one.campaignId)))
    await finishIfDone(tools, tx, { workspaceId: of.workspaceId, campaignId });
  return ended;
}
