import { actorOf, api } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { installationId, readId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { heldCampaigns, holdCampaign, releaseCampaign, workspaceOfCampaign } from '../campaigns/index.ts';
import { answerRequest } from './answer-request.ts';
import { byHand, carryOutRequest, type CarryOut } from './carry-out-request.ts';
import { openedRequest } from './file-request.ts';
import { dueAt, overdueBefore } from './request.ts';
import { countOpenSince, listRequests, type RequestRow } from './store.ts';

/** What the routes need from above. */
export interface RequestNeeds {
  carryOut: CarryOut;
}

/** What people ask about their data, and campaigns that complaints have stopped: both wait for the operator. */
export function requestRoutes(tools: Tools, { carryOut }: RequestNeeds) {
  const { requests } = api;
  const shown = (row: RequestRow) => {
    const { email, message, answer, kind, state, receivedAt, answeredAt } = openedRequest(tools, row);
    if (state === 'unverified') throw notFound('request');
    return {
      id: showId('request', row.id),
      ...{ kind, state, email, message, answer },
      receivedAt: receivedAt.toISOString(),
      dueAt: dueAt({ kind, receivedAt }).toISOString(),
      answeredAt: answeredAt?.toISOString() ?? null,
      canCarryOut: !byHand(kind),
    };
  };
  return {
    list: requests.list.handler(({ input, context }) => {
      const now = tools.clock.now();
      return tools.database.inInstallation('operator', async (tx) => {
        const rows = await listRequests(tx, now, input.state);
        const overdue = await countOpenSince(tx, overdueBefore(now));
        const entry = { action: 'requests.read', details: { rows: rows.length } } as const;
        await recordEntry(tools, tx, { workspaceId: installationId, actor: actorOf(context) }, entry);
        return { requests: rows.map(shown), overdue };
      });
    }),
    answer: requests.answer.handler(async ({ input, context }) => {
      const { answer, refused } = input;
      return shown(await answerRequest(tools, actorOf(context), { id: readId('request', input.requestId), answer, refused }));
    }),
    carryOut: requests.carryOut.handler(async ({ input, context }) =>
      shown(await carryOutRequest(tools, carryOut, actorOf(context), { id: readId('request', input.requestId), note: input.note })),
    ),
    heldCampaigns: requests.heldCampaigns.handler(() =>
      tools.database.inInstallation('operator', async (tx) => ({
        campaigns: (await heldCampaigns(tx)).flatMap(({ id, name, workspace, heldBecause, heldAt, complaints }) =>
          heldAt
            ? [{ campaignId: showId('campaign', id), ...{ name, workspace, complaints }, held: heldBecause, heldAt: heldAt.toISOString() }]
            : [],
        ),
      })),
    ),
    hold: requests.hold.handler(({ input, context }) => {
      const campaignId = readId('campaign', input.campaignId);
      return tools.database.inInstallation('operator', async (tx) => {
        const workspaceId = await workspaceOfCampaign(tx, campaignId);
        if (!workspaceId) throw notFound('campaign');
        if (input.held) await holdCampaign(tools, tx, actorOf(context), { workspaceId, campaignId, because: 'operator' });
        else await releaseCampaign(tools, tx, actorOf(context), { workspaceId, campaignId });
        return { done: true as const };
      });
    }),
  };
}
