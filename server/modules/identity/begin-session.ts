import { hashToken, newToken } from '../../platform/hashing.ts';
import { newId } from '../../platform/ids.ts';
import type { CallContext } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { insertSession } from './store.ts';

const hour = 3_600_000;
export const longestSession = 30 * 24 * hour;
const secondFactorMinutes = 10;

export interface SessionRules {
  idleHours: number;
  secondFactorRequired: boolean;
}

/** When a session ends that was used at this moment: after the idle time, and 30 days after it began in any case (promise on sessions). */
export function sessionEnd(rules: SessionRules, createdAt: Date, usedAt: Date): Date {
  return new Date(Math.min(usedAt.getTime() + rules.idleHours * hour, createdAt.getTime() + longestSession));
}

/**
 * Begins a session under a new id and hands its secret to the browser alone; only a hash is kept.
 * With `secondFactorDue` it opens nothing but the second step, for ten minutes.
 */
export async function beginSession(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  context: CallContext,
  session: { userId: string; secondFactorDue: boolean; rules: SessionRules },
): Promise<void> {
  const now = tools.clock.now();
  const token = newToken();
  const expiresAt = session.secondFactorDue ? new Date(now.getTime() + secondFactorMinutes * 60_000) : sessionEnd(session.rules, now, now);
  await insertSession(tx, {
    id: newId(tools.clock),
    userId: session.userId,
    tokenHash: hashToken(token),
    ipAddress: context.ipAddress ?? null,
    userAgent: context.userAgent?.slice(0, 300) ?? null,
    createdAt: now,
    lastUsedAt: now,
    confirmedAt: now,
    secondFactorDue: session.secondFactorDue,
    expiresAt,
  });
  context.setSession(token, session.secondFactorDue ? expiresAt : new Date(now.getTime() + longestSession));
}
