import { actorOf, api, callerOf } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { deleteAccount, type DisconnectMailboxes } from './delete-account.ts';
import { beforeErasure } from './erase-user.ts';

/** Deleting one's account. */
export function erasureRoutes(tools: Tools, disconnect: DisconnectMailboxes) {
  const { account } = api;
  return {
    beforeErasure: account.beforeErasure.handler(async ({ context }) => {
      const { userId } = callerOf(context);
      const found = await tools.database.inInstallation('sign_in', (tx) => beforeErasure(tools, tx, userId, { held: false }));
      const names = (memberships: readonly { name: string }[]) => memberships.map(({ name }) => name);
      return { onlyOwnerOf: names(found.onlyOwnerOf), onlyOperator: found.onlyOperator, endsWith: names(found.endsWith) };
    }),
    erase: account.erase.handler(async ({ input, context }) => {
      await deleteAccount(tools, disconnect, { actor: actorOf(context), caller: callerOf(context) }, input.email);
      context.setSession(undefined);
      return { done: true as const };
    }),
  };
}
