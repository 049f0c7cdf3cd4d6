import { z } from 'zod';
import {
  confirmedRoute,
  done,
  emailAddress,
  guardedRoute,
  instant,
  personName,
  role,
  route,
  sessionId,
  shownOnce,
  userId,
  withoutKey,
  workspaceId,
} from './base.ts';

const linkToken = z.string().min(20).max(200);
const password = z.string().max(1024).describe('At least 12 characters; common and breached ones are refused');

export const currentUser = z.object({
  id: userId,
  name: z.string(),
  email: z.string(),
  operator: z.boolean(),
  secondFactor: z.boolean(),
  /** Set when the operator or a workspace requires a second factor that this user does not have yet: nothing else is open. */
  secondFactorMissing: z.boolean(),
  workspaces: z.array(
    z.object({
      id: workspaceId,
      name: z.string(),
      slug: z.string(),
      role,
      endsAt: instant.nullable().describe('When it is deleted with everything in it, if an owner wanted that'),
    }),
  ),
});

/** Signing in and out, and what a user does about their own account. */
export const account = {
  signIn: guardedRoute('POST', '/session', 'public', 'Sign in with e-mail and password')
    .input(z.object({ email: emailAddress, password: z.string().max(1024) }))
    .output(z.object({ next: z.enum(['signed_in', 'second_factor']) })),
  passSecondFactor: guardedRoute(
    'POST',
    '/session/second-factor',
    'public',
    'Finish signing in with a code from the authenticator or a backup code',
  )
    .input(z.object({ code: z.string().trim().min(6).max(40) }))
    .output(z.object({ next: z.literal('signed_in') })),
  signOut: route('DELETE', '/session', 'public', 'End this session').output(done),
  me: route('GET', '/account', 'own_account', 'Who is signed in, and where they are a member').output(currentUser),
  change: route('PATCH', '/account', 'own_account', 'Correct one’s own name')
    .input(z.object({ name: personName }))
    .output(done),
  changePassword: guardedRoute('POST', '/account/password', 'own_account', 'Change one’s password; all other sessions end')
    .input(z.object({ current: z.string().max(1024), next: password }))
    .output(done),
  confirm: guardedRoute('POST', '/account/confirmation', 'own_account', 'Show again who one is, for the next ten minutes of this session')
    .input(z.object({ password: z.string().max(1024) }))
    .output(done),
  sessions: route('GET', '/account/sessions', 'own_account', 'Where one is signed in').output(
    z.object({
      sessions: z.array(
        z.object({
          id: sessionId,
          current: z.boolean(),
          ipAddress: z.string().nullable(),
          userAgent: z.string().nullable(),
          createdAt: instant,
          lastUsedAt: instant,
        }),
      ),
    }),
  ),
  endSession: route('DELETE', '/account/sessions/{sessionId}', 'own_account', 'End one session')
    .input(z.object({ sessionId }))
    .output(done),
  endOtherSessions: route('DELETE', '/account/sessions', 'own_account', 'End every session but this one').output(
    z.object({ ended: z.number().int() }),
  ),
  beginSecondFactor: shownOnce(
    guardedRoute(
      'POST',
      '/account/second-factor',
      'own_account',
      'Begin to set up a second factor: gives the secret to enter in an authenticator',
    ),
  )
    .input(z.object({ password: z.string().max(1024) }))
    .output(z.object({ secret: z.string(), uri: z.string() })),
  confirmSecondFactor: shownOnce(
    guardedRoute(
      'POST',
      '/account/second-factor/confirmation',
      'own_account',
      'Switch the second factor on with its first code; gives the backup codes, once',
    ),
  )
    .input(z.object({ code: z.string().trim().min(6).max(10) }))
    .output(z.object({ backupCodes: z.array(z.string()) })),
  removeSecondFactor: guardedRoute('DELETE', '/account/second-factor', 'own_account', 'Switch the second factor off')
    .input(z.object({ password: z.string().max(1024) }))
    .output(done),
  askPasswordReset: guardedRoute(
    'POST',
    '/password-resets',
    'public',
    'Ask for a link to set a new password. The answer is the same whether the address is known or not',
  )
    .input(z.object({ email: emailAddress }))
    .output(done),
  resetPassword: guardedRoute('PUT', '/password-resets', 'public', 'Set a new password with the link’s token; all sessions end')
    .input(z.object({ token: z.string().min(20).max(200), password }))
    .output(done),
  addressChange: route('GET', '/account/address-change', 'own_account', 'The address that waits to be confirmed').output(
    z.object({ waiting: z.object({ email: z.string(), linkEndsAt: instant }).nullable() }),
  ),
  askAddressChange: confirmedRoute(
    'POST',
    '/account/address-change',
    'own_account',
    'Ask for another e-mail address: a link goes there, a notice to the present one. The answer is the same whether the address is known or not',
  )
    .input(z.object({ email: emailAddress }))
    .output(done),
  withdrawAddressChange: route('DELETE', '/account/address-change', 'own_account', 'Leave the address as it is').output(done),
  lookAtAddressChange: guardedRoute('POST', '/address-changes/look', 'public', 'Which address a link’s token puts in place')
    .input(z.object({ token: linkToken }))
    .output(z.object({ email: z.string() })),
  confirmAddressChange: guardedRoute('PUT', '/address-changes', 'public', 'Put the new address in place with the token of the link to it')
    .input(z.object({ token: linkToken }))
    .output(done),
  undoAddressChange: guardedRoute(
    'POST',
    '/address-changes/undo',
    'public',
    'Take the old address back with the token of a notice, and set a new password; all sessions end',
  )
    .input(z.object({ token: linkToken, password }))
    .output(done),
  beforeErasure: route('GET', '/account/erasure', 'own_account', 'What goes with one’s account, and what stands in the way').output(
    z.object({
      onlyOwnerOf: z.array(z.string()).describe('Workspaces with other members and no other owner: these stand in the way'),
      onlyOperator: z.boolean().describe('Whether nobody else runs this copy: that stands in the way'),
      endsWith: z.array(z.string()).describe('Workspaces with no other member: these are deleted too'),
    }),
  ),
  erase: withoutKey(confirmedRoute('DELETE', '/account', 'own_account', 'Delete one’s account at once and for good, by typing its address'))
    .input(z.object({ email: z.string().max(320) }))
    .output(done),
  invitation: guardedRoute('POST', '/invitations/look', 'public', 'What an invitation’s token invites to')
    .input(z.object({ token: z.string().min(20).max(200) }))
    .output(z.object({ email: z.string(), workspaceName: z.string(), role, accountExists: z.boolean() })),
  acceptInvitation: guardedRoute(
    'POST',
    '/invitations/accept',
    'public',
    'Join a workspace: with a new account, or with the password of the one that the address has',
  )
    .input(z.object({ token: z.string().min(20).max(200), name: personName.optional(), password }))
    .output(z.object({ workspaceId, next: z.enum(['signed_in', 'second_factor']) })),
};
