import { actorOf, api, callerOf, memberOf } from '../../../platform/api.ts';
import { notFound } from '../../../platform/errors.ts';
import { installationId } from '../../../platform/ids.ts';
import { countUse, limits } from '../../../platform/rate-limit.ts';
import type { Tools } from '../../../platform/tools.ts';
import { emailKey } from '../../../../shared/email-address.ts';
import { recordEntry } from '../../audit/index.ts';
import { dueAt, openRequest } from '../../requests/index.ts';
import { offerExport, type ExportOffer } from './offer-export.ts';
import { accountOf } from './store.ts';

/** Exports and requests of whoever is signed in, and of a workspace. */
export function rightsRoutes(tools: Tools) {
  const { rights } = api;
  const shown = ({ path, passphrase, expiresAt }: ExportOffer) => ({ url: path, passphrase, expiresAt: expiresAt.toISOString() });
  return {
    exportAccount: rights.exportAccount.handler(async ({ context }) => {
      const { userId } = callerOf(context);
      return tools.database.inInstallation('recipient', async (tx) => {
        const offer = await offerExport(tools, tx, { kind: 'account', userId });
        await recordEntry(tools, tx, { workspaceId: installationId, actor: actorOf(context) }, { action: 'account.export_asked' });
        return shown(offer);
      });
    }),
    ask: rights.ask.handler(async ({ input, context }) => {
      const { userId } = callerOf(context);
      const user = await tools.database.inInstallation('recipient', (tx) => accountOf(tx, userId));
      if (!user) throw notFound('user');
      await countUse(tools, limits.mailPerAccount, `request|${emailKey(user.email)}`);
      await tools.database.inInstallation('recipient', (tx) =>
        openRequest(tools, tx, actorOf(context), { kind: input.kind, address: user.email, message: input.message }),
      );
      return { dueAt: dueAt({ kind: input.kind, receivedAt: tools.clock.now() }).toISOString() };
    }),
    exportWorkspace: rights.exportWorkspace.handler(async ({ context }) => {
      const { workspaceId, userId } = memberOf(context);
      return tools.database.inInstallation('recipient', async (tx) => {
        const offer = await offerExport(tools, tx, { kind: 'workspace', workspaceId, askedBy: userId });
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, { action: 'workspace.export_asked' });
        return shown(offer);
      });
    }),
  };
}
