import { parseEmailAddress } from '../../../shared/email-address.ts';
import { installationId, showId } from '../../platform/ids.ts';
import type { ArchiveFile } from '../../platform/archive.ts';
import { writeCsvOf } from '../../platform/csv.ts';
import type { Tools } from '../../platform/tools.ts';
import { emlFile } from '../deliveries/index.ts';
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
      details: {
        recipients: held.listings.length,
        deliveries: letters.length,
        contacts: held.contacts.length,
        teamCampaigns: held.teamCampaigns.length,
        conversations: held.conversations.length,
      },
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
      contacts: held.contacts.map(({ workspaceId: _workspace, id, ...row }) => ({ id: showId('contact', id), ...row })),
      imports: held.imports.map(({ workspaceId: _workspace, ...row }) => row),
      teamCampaigns: held.teamCampaigns.map(({ workspaceId: _workspace, id, campaignId, ...row }) => ({
        id: showId('enrolment', id),
        campaignId: showId('outreach', campaignId),
        ...row,
      })),
      conversations: held.conversations.map(({ workspaceId: _workspace, id, ...row }) => ({ id: showId('conversation', id), ...row })),
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
      invitations: held.invitations.map(({ workspaceId: _workspace, id, ...row }) => ({ id: showId('invitation', id), ...row })),
      lettersUnderWay: held.supporter.letters.map(({ workspaceId: _workspace, id: _id, campaignId, ...row }) => ({
        campaignId: showId('campaign', campaignId),
        ...row,
      })),
      participations: held.supporter.participations.map(({ workspaceId: _workspace, addressHash, campaignId, ...row }) => ({
        campaignId: showId('campaign', campaignId),
        code: addressHash.toString('hex'),
        ...row,
      })),
      erasedAt: held.erasedAt ?? null,
      account: held.account,
      notIncluded:
        'Who sent you a letter and what it said are not kept. What a sender’s mailbox calls a message is about the sender. That you took part with an account of an organisation at Microsoft is known by a code of the account alone, and cannot be found by your address.',
    };
  });
}
export type HeldDocument = Awaited<ReturnType<typeof exportHeld>>;

const tables = [
  'recipients',
  'letters',
  'contacts',
  'imports',
  'teamCampaigns',
  'conversations',
  'suppressions',
  'lettersByHour',
  'complaints',
  'requests',
  'invitations',
  'participations',
] as const;

/** The same as files that people open: a table of each kind, what was written as messages, and all of it once more for a program. */
export function filesOfHeld(held: HeldDocument, operator: { email: string }): ArchiveFile[] {
  const to = (address: string) => ({ name: '', address });
  const us = parseEmailAddress(operator.email);
  return [
    { name: 'what-is-kept.json', content: `${JSON.stringify(held, null, 2)}\n` },
    ...tables.flatMap((name) => (held[name].length > 0 ? [{ name: `${name}.csv`, content: writeCsvOf(held[name]) }] : [])),
    ...held.requests.flatMap(({ id, email, message, answer, receivedAt, answeredAt }) => [
      {
        name: `messages/${id}.eml`,
        content: emlFile({ to: to(us.ok ? us.address : email), subject: 'Your message to us', text: message, date: receivedAt }),
      },
      ...(answer === null
        ? []
        : [
            {
              name: `messages/${id}-answer.eml`,
              content: emlFile({ to: to(email), subject: 'The answer to your message', text: answer, date: answeredAt ?? undefined }),
            },
          ]),
    ]),
    ...held.lettersUnderWay.flatMap(({ address, draft, createdAt }, index) => {
      const words = (name: string) => (typeof draft?.[name] === 'string' ? draft[name] : '');
      const text = [words('body'), words('ownText'), words('ownLine')].filter(Boolean).join('\n\n');
      return draft === null
        ? []
        : [
            {
              name: `letters/${String(index + 1)}.eml`,
              content: emlFile({ to: to(address), subject: words('subject'), text, date: createdAt }),
            },
          ];
    }),
  ];
}
