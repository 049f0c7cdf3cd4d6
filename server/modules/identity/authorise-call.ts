import { allows, type Permission } from '../../../shared/permissions.ts';
import type { CallContext, Caller, Member } from '../../platform/api.ts';
import { notAllowed, notFound, Refusal, signedOut } from '../../platform/errors.ts';
import { hashToken, isWellFormedToken } from '../../platform/hashing.ts';
import { readId } from '../../platform/ids.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { membershipsOf, type Membership } from '../workspaces/index.ts';
import { sessionEnd, type SessionRules } from './begin-session.ts';
import { tokenPrefix } from './api-tokens/create-api-token.ts';
import { findApiToken, touchApiToken } from './api-tokens/store.ts';
import { findSession, touchSession } from './store.ts';

interface Known extends Caller {
  secondFactor: boolean;
  memberships: Membership[];
  /** When the password was last given in this session; a token has no such moment. */
  confirmedAt: Date | undefined;
}

const touchAfter = 60_000;
const confirmedFor = 10 * 60_000;

/**
 * What a user without the second factor that is asked of them may still do: look at themselves, set it up, sign out; and what the law lets nobody
 * make depend on it: take along what is kept about them, ask the operator, and leave.
 */
const openWithoutSecondFactor = new Set([
  '/account',
  '/account/second-factor',
  '/account/second-factor/confirmation',
  '/account/sessions',
  '/account/confirmation',
  '/account/erasure',
  '/account/exports',
  '/account/requests',
]);

/**
 * Decides about one call before its input is looked at: who is it, and may they?
 * Whoever is no member of the workspace hears that it is not there, as if it did not exist.
 * @returns what the handler may know about the caller; nothing for a public route
 * @throws Refusal `signed_out`, `not_allowed`, `not_found` or `too_many`
 */
export async function authoriseCall(
  tools: Tools,
  rules: SessionRules,
  context: CallContext,
  call: { permission: Permission; method: string; path: string; workspaceId: unknown; confirmed?: boolean | 'of_people' },
): Promise<{ caller?: Caller; member?: Member }> {
  if (call.permission === 'public') return {};
  const known = await tools.database.inInstallation('sign_in', (tx) => whoIs(tools, tx, rules, context));
  if (!known) throw signedOut();
  await countUse(tools, limits.perUser, known.userId, context.sayRate);
  const { secondFactor, memberships, confirmedAt, ...caller } = known;
  const { scopes } = caller;
  if (!secondFactor && secondFactorMissing(rules, memberships) && !openWithoutSecondFactor.has(call.path))
    throw new Refusal('not_allowed', 'second_factor_missing', 'A second factor is required here. Set it up under your account first.');
  if (call.permission === 'own_account' || call.permission === 'operator') {
    if (caller.kind === 'token' && call.path !== '/account' && call.permission === 'own_account') throw notAllowed();
    // A token for some things says whose it is, and changes nothing of that person.
    if (scopes && call.method !== 'GET' && call.permission === 'own_account') throw notInScope();
    if (call.permission === 'operator' && !caller.operator) throw scopes ? notInScope() : notAllowed();
    requireConfirmation(tools, call.confirmed ?? false, { kind: caller.kind, confirmedAt });
    return { caller };
  }
  const workspaceId = readId('workspace', typeof call.workspaceId === 'string' ? call.workspaceId : '');
  const membership = memberships.find((one) => one.workspaceId === workspaceId);
  if (!membership) throw notFound('workspace');
  if (!allows(membership.role, call.permission)) throw notAllowed();
  if (scopes && !scopes.includes(call.permission)) throw notInScope();
  requireConfirmation(tools, call.confirmed ?? false, { kind: caller.kind, confirmedAt });
  return { caller, member: { ...caller, workspaceId, role: membership.role } };
}

/** Whether the operator or one of the user's workspaces asks for a second factor. */
export function secondFactorMissing(rules: SessionRules, memberships: readonly Membership[]): boolean {
  return rules.secondFactorRequired || memberships.some((one) => one.secondFactorRequired);
}

const notInScope = () =>
  new Refusal(
    'not_allowed',
    'token_not_made_for_it',
    'This API token was not made for that. Create one with this permission, if your role has it.',
  );

/** Somebody at an open session that is not theirs can look, but takes nothing away and gives nobody power. */
function requireConfirmation(
  { clock }: Pick<Tools, 'clock'>,
  confirmed: boolean | 'of_people',
  { kind, confirmedAt }: Pick<Known, 'kind' | 'confirmedAt'>,
): void {
  if (!confirmed || (confirmed === 'of_people' && kind === 'token')) return;
  // A program has no password to give: what it may do, it may do without being asked again, and this is not among it.
  if (!confirmedAt) throw notAllowed();
  if (clock.now().getTime() - confirmedAt.getTime() > confirmedFor)
    throw new Refusal('not_allowed', 'confirm_first', 'Please give your password again first. Nothing was done.');
}

async function whoIs(tools: Tools, tx: Tx, rules: SessionRules, context: CallContext): Promise<Known | undefined> {
  const now = tools.clock.now();
  if (context.bearer !== undefined) {
    if (!isWellFormedToken(tokenPrefix, context.bearer)) return undefined;
    const token = await findApiToken(tx, hashToken(context.bearer), now);
    if (!token) return undefined;
    if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > touchAfter)
      await touchApiToken(tx, token.workspaceId, token.id, now);
    const memberships = (await membershipsOf(tx, token.userId, now)).filter((one) => one.workspaceId === token.workspaceId);
    const { userId, operatorSince, totpEnabledAt } = token;
    const scopes = token.permissions ?? undefined;
    return {
      userId,
      kind: 'token',
      operator: operatorSince !== null && (scopes?.includes('operator') ?? true),
      scopes,
      sessionId: undefined,
      tokenId: token.id,
      secondFactor: totpEnabledAt !== null,
      memberships,
      confirmedAt: undefined,
    };
  }
  const session = context.sessionToken && (await findSession(tx, hashToken(context.sessionToken), now));
  if (!session || session.secondFactorDue) return undefined;
  if (now.getTime() - session.lastUsedAt.getTime() > touchAfter)
    await touchSession(tx, session.id, now, sessionEnd(rules, session.createdAt, now));
  const memberships = await membershipsOf(tx, session.userId, now);
  const { id: sessionId, userId, operatorSince, totpEnabledAt, confirmedAt } = session;
  const secondFactor = totpEnabledAt !== null;
  return { userId, kind: 'user', operator: operatorSince !== null, sessionId, secondFactor, memberships, confirmedAt };
}
