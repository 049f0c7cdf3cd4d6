import { allows } from '../../../../shared/permissions.ts';
import { actorOf, api, memberOf } from '../../../platform/api.ts';
import { notAllowed, notFound, Refusal } from '../../../platform/errors.ts';
import { readId, showId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { createApiToken } from './create-api-token.ts';
import { apiTokensOf, deleteApiToken } from './store.ts';

const notYours = () =>
  new Refusal(
    'refused',
    'permission_not_yours',
    'A token can be made for what you may do yourself, and one of these is not. Nothing was created.',
  );

/** API tokens: each user's own, in one workspace. */
export function tokenRoutes(tools: Tools) {
  return {
    tokens: api.workspaces.tokens.handler(({ context }) => {
      const { workspaceId, userId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const rows = await apiTokensOf(tx, workspaceId, userId, tools.clock.now());
        return {
          tokens: rows.map((row) => ({
            id: showId('token', row.id),
            name: row.name,
            permissions: row.permissions,
            createdAt: row.createdAt.toISOString(),
            expiresAt: row.expiresAt.toISOString(),
            lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
          })),
        };
      });
    }),
    createToken: api.workspaces.createToken.handler(async ({ input, context }) => {
      const { workspaceId, userId, kind, role, operator } = memberOf(context);
      if (kind === 'token') throw notAllowed();
      const { name, days, permissions } = input;
      if (permissions?.some((one) => (one === 'operator' ? !operator : !allows(role, one)))) throw notYours();
      const made = await createApiToken(tools, actorOf(context), { workspaceId, userId, name, days, permissions });
      return {
        id: showId('token', made.id),
        name,
        permissions: permissions ?? null,
        createdAt: made.createdAt.toISOString(),
        expiresAt: made.expiresAt.toISOString(),
        lastUsedAt: null,
        token: made.token,
      };
    }),
    removeToken: api.workspaces.removeToken.handler(({ input, context }) => {
      const { workspaceId, userId } = memberOf(context);
      const id = readId('token', input.tokenId);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        if (!(await deleteApiToken(tx, workspaceId, userId, id))) throw notFound('token');
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, { action: 'token.removed', subject: { kind: 'token', id } });
        return { done: true as const };
      });
    }),
  };
}
