import type { Tx } from '../../platform/database.ts';
import { readAnyId } from '../../platform/ids.ts';
import { campaignOfRecipient, type About } from './store.ts';

/**
 * Who saw or changed something: the question after a breach (GDPR Art. 33 and 34). Whoever reads a list leaves one entry that names the list
 * and not everybody in it, so the lists in which the person stands count as well. Somebody who was erased is in no list any more: only what
 * names them is found.
 */
export async function whoSaw(tx: Tx, workspaceId: string, shownId: string): Promise<About> {
  const { noun, id } = readAnyId(shownId);
  if (noun === 'user') return { id, seenIn: [{ actions: ['members.read', 'audit.read', 'evidence.exported'] }] };
  if (noun === 'suppression') return { id, seenIn: [{ actions: ['suppressions.read'] }] };
  const campaignId = noun === 'recipient' ? await campaignOfRecipient(tx, workspaceId, id) : undefined;
  if (!campaignId) return { id, seenIn: [] };
  const actions = ['recipients.read', 'recipients.imported', 'deliveries.read', 'counts.exported'];
  return { id, seenIn: [{ actions, subjectId: campaignId }] };
}
