import type { Tx } from '../../platform/database.ts';
import { readAnyId } from '../../platform/ids.ts';
import { campaignOfRecipient, type About } from './store.ts';

/** Whoever takes the whole workspace along has everybody in it. */
const ofEverything = ['workspace.export_asked'];
/** By which readings somebody is seen; of recipients those of their campaign. */
export const readings = {
  user: ['members.read', 'audit.read', 'evidence.exported', ...ofEverything],
  suppression: ['suppressions.read', 'suppressions.exported', 'suppressions.imported', ...ofEverything],
  recipient: ['recipients.read', 'recipients.imported', 'deliveries.read', 'counts.exported', 'campaign.tested'],
  contact: [
    'contacts.read',
    'contact.read',
    'conversations.read',
    'conversation.read',
    'contacts.exported',
    'outreach.recipients_read',
    'outreach.hits_read',
    'outreach.tested',
    'import.sample_read',
    'import.problems_read',
    ...ofEverything,
  ],
  everybody: ofEverything,
};

/**
 * Who saw or changed something: the question after a breach (GDPR Art. 33 and 34). Whoever reads a list leaves one entry that names the list
 * and not everybody in it, so the lists in which the person stands count as well. Somebody who was erased is in no list any more: only what
 * names them is found.
 */
export async function whoSaw(tx: Tx, workspaceId: string, shownId: string): Promise<About> {
  const { noun, id } = readAnyId(shownId);
  if (noun === 'user' || noun === 'suppression' || noun === 'contact') return { id, seenIn: [{ actions: readings[noun] }] };
  const campaignId = noun === 'recipient' ? await campaignOfRecipient(tx, workspaceId, id) : undefined;
  if (!campaignId) return { id, seenIn: [] };
  return { id, seenIn: [{ actions: readings.recipient, subjectId: campaignId }, { actions: ofEverything }] };
}
