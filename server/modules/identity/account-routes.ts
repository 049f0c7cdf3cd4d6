import { actorOf, api, callerOf, type CallContext } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { hashToken } from '../../platform/hashing.ts';
import { installationId, readId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { membershipsOf } from '../workspaces/index.ts';
import { acceptInvitation, lookAtInvitation } from './accept-invitation.ts';
import { secondFactorMissing } from './authorise-call.ts';
import type { SessionRules } from './begin-session.ts';
import { askPasswordReset, changePassword, resetPassword } from './change-password.ts';
import { confirmSession } from './confirm-session.ts';
import { passSecondFactor } from './pass-second-factor.ts';
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor } from './set-up-second-factor.ts';
import { signIn } from './sign-in.ts';
import { deleteSession, deleteSessions, findSession, findUser, sessionsOf, updateName } from './store.ts';

const done = { done: true as const };

/** Signing in and out, and one's own account. */
export function accountRoutes(tools: Tools, rules: SessionRules) {
  const { account } = api;
  return {
    signIn: account.signIn.handler(async ({ input, context }) => ({ next: await signIn(tools, context, rules, input) })),
    passSecondFactor: account.passSecondFactor.handler(async ({ input, context }) => {
      await passSecondFactor(tools, context, rules, input.code);
      return { next: 'signed_in' as const };
    }),
    signOut: account.signOut.handler(async ({ context }) => {
      await signOut(tools, context);
      return done;
    }),
    me: account.me.handler(({ context }) => me(tools, rules, callerOf(context).userId)),
    change: account.change.handler(async ({ input, context }) => {
      const { userId } = callerOf(context);
      await tools.database.inInstallation('sign_in', async (tx) => {
        await updateName(tx, userId, input.name);
        await recordEntry(tools, tx, { workspaceId: installationId, actor: actorOf(context) }, { action: 'account.changed' });
      });
      return done;
    }),
    changePassword: account.changePassword.handler(async ({ input, context }) => {
      await changePassword(tools, actorOf(context), callerOf(context), input);
      return done;
    }),
    confirm: account.confirm.handler(async ({ input, context }) => {
      await confirmSession(tools, actorOf(context), callerOf(context), input.password);
      return done;
    }),
    sessions: account.sessions.handler(({ context }) => {
      const { userId, sessionId } = callerOf(context);
      return tools.database.inInstallation('sign_in', async (tx) => {
        const rows = await sessionsOf(tx, userId, tools.clock.now());
        return {
          sessions: rows.map((row) => ({
            id: showId('session', row.id),
            current: row.id === sessionId,
            ipAddress: row.ipAddress,
            userAgent: row.userAgent,
            createdAt: row.createdAt.toISOString(),
            lastUsedAt: row.lastUsedAt.toISOString(),
          })),
        };
      });
    }),
    endSession: account.endSession.handler(async ({ input, context }) => {
      const { userId } = callerOf(context);
      const id = readId('session', input.sessionId);
      await tools.database.inInstallation('sign_in', async (tx) => {
        if (!(await deleteSession(tx, userId, id))) throw notFound('session');
        await recordEntry(
          tools,
          tx,
          { workspaceId: installationId, actor: actorOf(context) },
          { action: 'session.ended', subject: { kind: 'session', id } },
        );
      });
      return done;
    }),
    endOtherSessions: account.endOtherSessions.handler(({ context }) => {
      const { userId, sessionId } = callerOf(context);
      return tools.database.inInstallation('sign_in', async (tx) => {
        const ended = await deleteSessions(tx, userId, sessionId);
        await recordEntry(
          tools,
          tx,
          { workspaceId: installationId, actor: actorOf(context) },
          { action: 'session.others_ended', details: { ended } },
        );
        return { ended };
      });
    }),
    beginSecondFactor: account.beginSecondFactor.handler(({ input, context }) =>
      beginSecondFactor(tools, callerOf(context), input.password),
    ),
    confirmSecondFactor: account.confirmSecondFactor.handler(async ({ input, context }) => ({
      backupCodes: await confirmSecondFactor(tools, actorOf(context), callerOf(context), input.code),
    })),
    removeSecondFactor: account.removeSecondFactor.handler(async ({ input, context }) => {
      await removeSecondFactor(tools, actorOf(context), callerOf(context), input.password);
      return done;
    }),
    askPasswordReset: account.askPasswordReset.handler(async ({ input, context }) => {
      await askPasswordReset(tools, actorOf(context), input.email);
      return done;
    }),
    resetPassword: account.resetPassword.handler(async ({ input, context }) => {
      await resetPassword(tools, actorOf(context), input);
      return done;
    }),
    invitation: account.invitation.handler(({ input }) => lookAtInvitation(tools, input.token)),
    acceptInvitation: account.acceptInvitation.handler(async ({ input, context }) => {
      const joined = await acceptInvitation(tools, context, rules, input);
      return { workspaceId: showId('workspace', joined.workspaceId), next: joined.next };
    }),
  };
}

async function me(tools: Tools, rules: SessionRules, userId: string) {
  return tools.database.inInstallation('sign_in', async (tx) => {
    const user = await findUser(tx, userId);
    if (!user) throw notFound('user');
    const memberships = await membershipsOf(tx, userId, tools.clock.now());
    const secondFactor = user.totpEnabledAt !== null;
    return {
      id: showId('user', user.id),
      name: user.name,
      email: user.email,
      operator: user.operatorSince !== null,
      secondFactor,
      secondFactorMissing: !secondFactor && secondFactorMissing(rules, memberships),
      workspaces: memberships.map(({ workspaceId, name, slug, role, endsAt }) => ({
        ...{ id: showId('workspace', workspaceId), name, slug, role },
        endsAt: endsAt?.toISOString() ?? null,
      })),
    };
  });
}

async function signOut(tools: Tools, context: CallContext): Promise<void> {
  context.setSession(undefined);
  const token = context.sessionToken;
  if (!token) return;
  await tools.database.inInstallation('sign_in', async (tx) => {
    const session = await findSession(tx, hashToken(token), tools.clock.now());
    if (!session) return;
    await deleteSession(tx, session.userId, session.id);
    const actor = { ...actorOf(context), kind: 'user' as const, id: session.userId };
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'sign_in.ended' });
  });
}
