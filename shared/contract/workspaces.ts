import { z } from 'zod';
import { tokenPermissions } from '../permissions.ts';
import {
  confirmedRoute,
  done,
  emailAddress,
  inWorkspace,
  instant,
  invitationId,
  role,
  route,
  shownOnce,
  tokenId,
  userId,
  workspaceId,
} from './base.ts';

const member = z.object({ userId, name: z.string(), email: z.string(), role, joinedAt: instant, secondFactor: z.boolean() });
const invitation = z.object({ id: invitationId, email: z.string(), role, createdAt: instant, expiresAt: instant });
const token = z.object({
  id: tokenId,
  name: z.string(),
  permissions: z.array(z.string()).nullable().describe('What it may be used for; null for everything that its user may do here'),
  createdAt: instant,
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
});

/** A workspace, its members and its API tokens. */
export const workspaces = {
  show: route('GET', '/workspaces/{workspaceId}', 'workspace.read', 'The workspace and how far its first steps are')
    .input(inWorkspace)
    .output(
      z.object({
        id: workspaceId,
        name: z.string(),
        slug: z.string(),
        createdAt: instant,
        endsAt: instant.nullable().describe('When it is deleted with everything in it, if an owner wanted that'),
        secondFactorRequired: z.boolean(),
        approvalRequired: z.boolean().describe('Whether a second member has to approve a text before it is published'),
        checklist: z.object({
          campaign: z.boolean(),
          recipients: z.boolean(),
          testMessage: z.boolean(),
          published: z.boolean(),
          firstLetter: z.boolean(),
        }),
      }),
    ),
  change: route('PATCH', '/workspaces/{workspaceId}', 'workspace.change', 'Rename the workspace, or require a second factor of its members')
    .input(
      inWorkspace.extend({
        name: z.string().trim().min(1).max(120).optional(),
        secondFactorRequired: z.boolean().optional(),
        approvalRequired: z.boolean().optional(),
      }),
    )
    .output(done),
  end: confirmedRoute(
    'POST',
    '/workspaces/{workspaceId}/end',
    'workspace.end',
    'Delete the workspace in seven days, by typing its name; its campaigns are paused at once',
  )
    .input(inWorkspace.extend({ name: z.string().max(120) }))
    .output(z.object({ endsAt: instant })),
  keep: route('DELETE', '/workspaces/{workspaceId}/end', 'workspace.end', 'Keep a workspace that was to be deleted')
    .input(inWorkspace)
    .output(done),
  members: route('GET', '/workspaces/{workspaceId}/members', 'members.read', 'Members and open invitations')
    .input(inWorkspace)
    .output(z.object({ members: z.array(member), invitations: z.array(invitation) })),
  invite: confirmedRoute('POST', '/workspaces/{workspaceId}/invitations', 'members.change', 'Invite someone by mail')
    .input(inWorkspace.extend({ email: emailAddress, role }))
    .output(invitation),
  withdrawInvitation: route('DELETE', '/workspaces/{workspaceId}/invitations/{invitationId}', 'members.change', 'Withdraw an invitation')
    .input(inWorkspace.extend({ invitationId }))
    .output(done),
  changeRole: confirmedRoute('PATCH', '/workspaces/{workspaceId}/members/{userId}', 'members.change', 'Give a member another role')
    .input(inWorkspace.extend({ userId, role }))
    .output(done),
  removeMember: confirmedRoute(
    'DELETE',
    '/workspaces/{workspaceId}/members/{userId}',
    'members.change',
    'Remove a member; their API tokens of this workspace end',
  )
    .input(inWorkspace.extend({ userId }))
    .output(done),
  tokens: route('GET', '/workspaces/{workspaceId}/tokens', 'tokens.manage', 'One’s own API tokens of this workspace')
    .input(inWorkspace)
    .output(z.object({ tokens: z.array(token) })),
  createToken: shownOnce(
    confirmedRoute(
      'POST',
      '/workspaces/{workspaceId}/tokens',
      'tokens.manage',
      'Create an API token. It is shown once and acts with its user’s role, for what it was made for',
    ),
  )
    .input(
      inWorkspace.extend({
        name: z.string().trim().min(1).max(80),
        days: z.number().int().min(1).max(366).default(90),
        permissions: z
          .array(z.enum(tokenPermissions))
          .min(1)
          .max(60)
          .optional()
          .describe('What it may be used for, of what one may do oneself; everything when it is not said'),
      }),
    )
    .output(token.extend({ token: z.string() })),
  removeToken: route('DELETE', '/workspaces/{workspaceId}/tokens/{tokenId}', 'tokens.manage', 'Revoke an API token at once')
    .input(inWorkspace.extend({ tokenId }))
    .output(done),
};
