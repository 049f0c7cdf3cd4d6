import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { finishIfDone } from '../steering/finish-if-done.ts';
import { endEnrolmentsOfCompany } from './store.ts';

/**
 * One of a company answered, where a campaign is set to stop for all of it then: nobody else of their company is written to in this campaign any more.
 * Who belongs to which company is as the address book says now. What is leaving at this moment leaves.
 * @returns how many enrolments ended
 */
export async function stopForCompany(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  { workspaceId, campaignId, contactId }: { workspaceId: string; campaignId: string; contactId: string | null },
): Promise<number> {
  if (contactId === null) return 0;
  const ended = await endEnrolmentsOfCompany(tx, { workspaceId, campaignId, contactId }, 'company_replied', tools.clock.now());
  if (ended > 0) await finishIfDone(tools, tx, { workspaceId, campaignId });
  return ended;
}
