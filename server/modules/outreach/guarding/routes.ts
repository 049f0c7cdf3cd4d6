import { actorOf, api, memberOf } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { changeGuards } from './change-guards.ts';
import { guardsOf } from './store.ts';

/** What holds for all team campaigns of a workspace. */
export function guardRoutes(tools: Tools) {
  const { outreach } = api;
  const shown = (workspaceId: string) => tools.database.inWorkspace(workspaceId, (tx) => guardsOf(tx, workspaceId));
  return {
    guards: outreach.guards.handler(({ context }) => shown(memberOf(context).workspaceId)),
    changeGuards: outreach.changeGuards.handler(async ({ input: { workspaceId: _workspace, ...guards }, context }) => {
      const member = memberOf(context);
      await changeGuards(tools, actorOf(context), member, guards);
      return shown(member.workspaceId);
    }),
  };
}
