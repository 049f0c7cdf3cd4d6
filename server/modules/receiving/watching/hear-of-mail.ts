import { emailKey } from '../../../../shared/email-address.ts';
import { equal } from '../../../platform/hashing.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { Told } from '../../../providers/capabilities.ts';
import { wakeReading } from '../wake-reading.ts';
import { gmailMailboxesAt, updateWatch, watchesWith } from './store.ts';
import { watchPurpose } from './watch-mailboxes.ts';

/**
 * Does what follows from a provider's word: the mailbox is read now, or the provider is asked to go on telling. A word about a mailbox that is not here, or
 * with another secret, is no word. What came is asked of the provider and of nobody else.
 */
export async function hearOfMail(tools: Tools, told: readonly Told[]): Promise<void> {
  const ids = [...new Set(told.flatMap((one) => ('watchId' in one ? [one.watchId] : [])))];
  const watches = await tools.database.inInstallation('receiving', (tx) => watchesWith(tx, ids));
  for (const one of told) {
    if ('address' in one) {
      const key = emailKey(one.address);
      const mailboxes = await tools.database.inInstallation('receiving', (tx) => gmailMailboxesAt(tx, key));
      for (const { workspaceId, mailboxId } of mailboxes) await wakeReading(tools, workspaceId, mailboxId);
      continue;
    }
    const codes = tools.hashing.lookupAll(watchPurpose, one.secret);
    const watch = watches.find(
      ({ watchId, secretHash }) => watchId === one.watchId && codes.some((code) => secretHash && equal(secretHash, code)),
    );
    if (!watch) continue;
    await wakeReading(tools, watch.workspaceId, watch.mailboxId);
    if (one.event === 'news') continue;
    const now = tools.clock.now();
    const set = one.event === 'ended' ? { watchId: null, watchedUntil: null, nextAt: now } : { nextAt: now };
    await tools.database.inWorkspace(watch.workspaceId, (tx) => updateWatch(tx, watch, set));
  }
}
