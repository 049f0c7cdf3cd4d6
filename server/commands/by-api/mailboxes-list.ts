import type { Answer, Options, Surroundings } from '../command.ts';
import { inOneLine } from '../plain-text.ts';
import { openCopy } from './open-copy.ts';

/** Lists the mailboxes from which campaigns can be sent, and whether each sends at the moment. */
export async function mailboxesList(options: Options, around: Surroundings): Promise<Answer> {
  const { api, workspaceId } = await openCopy(options, around);
  const { mailboxes } = await api.mailboxes.list({ workspaceId });
  const lines = mailboxes.map(
    ({ id, address, parkedBecause, usedInDay, limitNow }) =>
      `${id}  ${inOneLine(address)}  ${parkedBecause ? `parked (${parkedBecause})` : 'sends'}  ${String(usedInDay)} of ${String(limitNow)} in 24 hours`,
  );
  return { data: { mailboxes }, text: lines.join('\n') || 'There is no mailbox.' };
}
