import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { finishIfDone } from '../steering/finish-if-done.ts';
import { deleteEnrolmentsUnder } from './store.ts';

/** Deletes an address from every team campaign of the copy, with the record of what went to it; campaigns in which nobody waits then are finished. */
export async function eraseEnrolments(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  emailKey: string,
): Promise<{ workspaceId: string; campaignId: string }[]> {
  const places = await deleteEnrolmentsUnder(tx, emailKey);
  for (const place of places) await finishIfDone(tools, tx, place);
  return places;
}
