import { createCalendar } from '../../server/modules/outreach/sending/calendar.ts';
import { claimMessages, rememberSteps } from '../../server/modules/outreach/sending/claim-messages.ts';
import { lookAround } from '../../server/modules/outreach/sending/look-around.ts';
import { holdMailboxes } from '../../server/modules/outreach/sending/looking/store.ts';
import { planSends } from '../../server/modules/outreach/sending/plan-sends.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Tools } from '../../server/platform/tools.ts';

/** Claims as a desk does, a batch at a call, and hands nothing over: the lanes are free again at once. Each call gives how many it claimed. */
export async function claimsByBatch(tools: Tools, workspaceId: string, mailboxIds: readonly string[]): Promise<() => Promise<number>> {
  const run = { id: newId(tools.clock), holdSeconds: 60 };
  const now = tools.clock.now();
  const until = new Date(now.getTime() + run.holdSeconds * 1000);
  await tools.database.inInstallation('sending', (tx) => holdMailboxes(tx, { by: run.id, now, until, most: mailboxIds.length }));
  const { runs, campaigns, waiting } = await lookAround(tools, workspaceId, mailboxIds);
  const calendar = createCalendar();
  const stepsOf = rememberSteps();
  const addressOf = (mailboxId: string) => runs.get(mailboxId)?.mailbox.address ?? '';
  return async () => {
    const { sends } = planSends({ senders: [...runs.values()], campaigns, waiting }, calendar, tools.clock.now().getTime());
    const { claims } = await claimMessages(tools, run, workspaceId, { sends, addressOf, providerOf: () => '127.0.0.1', stepsOf });
    for (const { mailboxId, claimedAt } of claims) runs.get(mailboxId)?.uses.add(claimedAt.getTime(), 1);
    return claims.length;
  };
}
