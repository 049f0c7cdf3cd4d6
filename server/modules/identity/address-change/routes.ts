import { actorOf, api, callerOf } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { askAddressChange, withdrawAddressChange } from './ask-address-change.ts';
import { confirmAddressChange, lookAtAddressChange } from './confirm-address-change.ts';
import { openAddressChange } from './store.ts';
import { undoAddressChange } from './undo-address-change.ts';

const done = { done: true as const };

/** Another e-mail address for one's account. */
export function addressRoutes(tools: Tools) {
  const { account } = api;
  return {
    addressChange: account.addressChange.handler(({ context }) => {
      const { userId } = callerOf(context);
      return tools.database.inInstallation('sign_in', async (tx) => {
        const open = await openAddressChange(tx, userId, tools.clock.now());
        return { waiting: open ? { email: open.newEmail, linkEndsAt: open.linkEndsAt.toISOString() } : null };
      });
    }),
    askAddressChange: account.askAddressChange.handler(async ({ input, context }) => {
      await askAddressChange(tools, actorOf(context), callerOf(context), input.email);
      return done;
    }),
    withdrawAddressChange: account.withdrawAddressChange.handler(async ({ context }) => {
      await withdrawAddressChange(tools, actorOf(context), callerOf(context));
      return done;
    }),
    lookAtAddressChange: account.lookAtAddressChange.handler(({ input }) => lookAtAddressChange(tools, input.token)),
    confirmAddressChange: account.confirmAddressChange.handler(async ({ input, context }) => {
      await confirmAddressChange(tools, actorOf(context), input.token);
      return done;
    }),
    undoAddressChange: account.undoAddressChange.handler(async ({ input, context }) => {
      await undoAddressChange(tools, actorOf(context), input);
      return done;
    }),
  };
}
