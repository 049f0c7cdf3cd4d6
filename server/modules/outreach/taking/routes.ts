import { actorOf, api, memberOf } from '../../../platform/api.ts';
import { readId, showId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { takeDraft } from './take-draft.ts';

/** What the browser extension hands over. */
export function takingRoutes(tools: Tools) {
  return {
    takeDraft: api.extension.takeDraft.handler(async ({ input, context }) => {
      const { workspaceId: _workspace, outreachId, name, expectedVersion, ...rest } = input;
      const id = outreachId === undefined ? undefined : readId('outreach', outreachId);
      const taken = await takeDraft(tools, actorOf(context), memberOf(context), { ...rest, id, name, expectedVersion });
      const { id: campaignId, ...about } = taken;
      return { outreachId: showId('outreach', campaignId), ...about };
    }),
  };
}
