import { actorOf, api, memberOf } from '../../../platform/api.ts';
import { showId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { beginPairing } from './begin-pairing.ts';
import { pairExtension } from './pair-extension.ts';

/** Pairing of the browser extension: a member is shown a code, the extension takes it for a token. */
export function pairingRoutes(tools: Tools) {
  return {
    beginPairing: api.extension.beginPairing.handler(async ({ context }) => {
      const { code, endsAt } = await beginPairing(tools, actorOf(context), memberOf(context));
      return { code, endsAt: endsAt.toISOString() };
    }),
    pair: api.extension.pair.handler(async ({ input, context }) => {
      const { token, expiresAt, workspace } = await pairExtension(tools, context, input.code);
      const { workspaceId, name, slug } = workspace;
      return { token, endsAt: expiresAt.toISOString(), workspace: { id: showId('workspace', workspaceId), name, slug } };
    }),
  };
}
