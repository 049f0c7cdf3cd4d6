import { installationId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { heldAbout, withAttempts, workspacesOf, type Address } from './held.ts';
import { recordInEach } from './rights.ts';

/**
 * Everything that is kept about an address, for a program to read (GDPR Art. 15(3) and 20). What is about somebody else stays out of it:
 * who sent a letter, what their mailbox calls it, and which member did something.
 */
export function exportHeld(tools: Tools, address: Address, copy: { publicUrl: string; operator: string }) {
  return tools.database.inInstallation('recipient', async (tx) => {
    const held = await heldAbout(tools, tx, address);
    const letters = await withAttempts(tx, held.letters);
    await recordInEach(tools, tx, [installationId, ...workspacesOf(held)], {
      action: 'recipient.exported',
      details: { recipients: held.listings.length, deliveries: letters.length },
    });
    return {
      address: address.address,
      at: tools.clock.now(),
      copy: copy.publicUrl,
      operator: copy.operator,
      recipients: held.listings.map(({ workspaceId: _workspace, workspaceSlug, campaignSlug, id, campaignId, ...row }) => ({
        id: showId('recipient', id),
        campaignId: showId('campaign', campaignId),
        ...(row.state === 'draft' ? {} : { campaignUrl: `${copy.publicUrl}/c/${workspaceSlug}/${campaignSlug}` }),
        ...row,
      })),
      letters: letters.map(({ workspaceId: _workspace, id: _id, campaignId, tries, attempts, ...row }) => ({
        campaignId: showId('campaign', campaignId),
        ...row,
        attempts,
        tries: tries.map(({ deliveryId: _delivery, ...attempt }) => attempt),
      })),
      suppressions: held.suppressions.map(({ workspaceId, id, organisation, ...row }) => ({
        id: showId('suppression', id),
        from: workspaceId === installationId ? 'everybody on this copy' : organisation,
        ...row,
      })),
      limit: held.cap ?? null,
      lettersByHour: held.hours,
      complaints: held.complaints.map(({ workspaceId: _workspace, campaignId, ...row }) => ({
        campaignId: showId('campaign', campaignId),
        ...row,
      })),
      requests: held.requests.map(({ id, ...row }) => ({ id: showId('request', id), ...row })),
      notIncluded: 'Who sent you a letter and what it said are not kept. What a sender’s mailbox calls a message is about the sender.',
    };
  });
}
