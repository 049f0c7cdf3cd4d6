import { hashToken, newToken } from '../../../platform/hashing.ts';
import { newId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { tellUser } from '../notices/mail-security-notice.ts';
import { insertApiToken } from './store.ts';

/** Tokens begin with this, so that people and scanners recognise a leaked one. */
export const tokenPrefix = 'antiphon_';

/**
 * Creates a token that acts as its user in one workspace, with the role they have when it is used, for the permissions that it was made for or for all
 * of them. It is given once; only a hash is kept.
 */
export async function createApiToken(
  tools: Tools,
  actor: Actor,
  input: { workspaceId: string; userId: string; name: string; days: number; permissions?: readonly string[] | undefined },
): Promise<{ id: string; token: string; createdAt: Date; expiresAt: Date }> {
  const token = newToken(tokenPrefix);
  const createdAt = tools.clock.now();
  const expiresAt = new Date(createdAt.getTime() + input.days * 86_400_000);
  const id = newId(tools.clock);
  await tools.database.inWorkspace(input.workspaceId, async (tx) => {
    const { workspaceId, userId, name } = input;
    const permissions = input.permissions ? [...new Set(input.permissions)] : null;
    await insertApiToken(tx, { workspaceId, id, userId, name, permissions, tokenHash: hashToken(token), createdAt, expiresAt });
    await recordEntry(
      tools,
      tx,
      { workspaceId, actor },
      {
        action: 'token.created',
        subject: { kind: 'token', id },
        details: { days: input.days, ...(input.permissions ? { permissions: new Set(input.permissions).size } : {}) },
      },
    );
    // Who makes one by command runs the machine, and a command asks for no jobs.
    if (actor.kind === 'user') await tellUser(tools, tx, { userId, what: 'token_made' });
  });
  return { id, token, createdAt, expiresAt };
}
