import { emailKey, parseEmailAddress } from '../../../shared/email-address.ts';
import { mayAssign, type Role } from '../../../shared/permissions.ts';
import { notAllowed, Refusal } from '../../platform/errors.ts';
import { hashToken } from '../../platform/hashing.ts';
import { newId } from '../../platform/ids.ts';
import type { Member } from '../../platform/api.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { insertInvitation, listMembers, openInvitations } from './store.ts';

const days = 7;

/** The secret in an invitation's link. Derived, not stored: mailing it twice mails the same link. */
export function invitationToken(tools: Pick<Tools, 'hashing'>, id: string): string {
  return tools.hashing.lookup('invitation_link', id).toString('base64url');
}

/**
 * Invites someone by mail for seven days, with a role that the inviter may give.
 * @throws Refusal for an address that is malformed, already a member's, or already invited
 */
export async function inviteMember(tools: Tools, actor: Actor, member: Member, input: { email: string; role: Role }) {
  const parsed = parseEmailAddress(input.email);
  if (!parsed.ok) throw new Refusal('invalid', 'email_malformed', parsed.reason);
  if (!mayAssign(member.role).includes(input.role)) throw notAllowed();
  const now = tools.clock.now();
  return tools.database.inWorkspace(member.workspaceId, async (tx) => {
    const same = (row: { email: string }) => emailKey(row.email) === parsed.key;
    if ((await listMembers(tx, member.workspaceId)).some(same))
      throw new Refusal('conflict', 'already_member', 'This person is a member of the workspace already.');
    if ((await openInvitations(tx, member.workspaceId, now)).some(same))
      throw new Refusal('conflict', 'already_invited', 'This address has an open invitation. Withdraw it first to send a new one.');
    const id = newId(tools.clock);
    const invitation = {
      workspaceId: member.workspaceId,
      id,
      email: parsed.address,
      role: input.role,
      tokenHash: hashToken(invitationToken(tools, id)),
      invitedBy: member.userId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + days * 86_400_000),
    };
    await insertInvitation(tx, invitation);
    await tools.enqueue(tx, 'mail-invitation', { workspaceId: member.workspaceId, invitationId: id });
    await recordEntry(
      tools,
      tx,
      { workspaceId: member.workspaceId, actor },
      {
        action: 'member.invited',
        subject: { kind: 'invitation', id },
        details: { role: input.role },
      },
    );
    return invitation;
  });
}
