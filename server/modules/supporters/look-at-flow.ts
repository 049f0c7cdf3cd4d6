import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { findCampaign, recipientsOf, type CampaignRow, type Recipient } from '../campaigns/index.ts';
import { deliveriesOfFlow, type FlowDelivery } from '../deliveries/index.ts';
import { findSuppressed } from '../suppressions/index.ts';
import { belongsTo, isOver, placeIn, type Draft, type Ticket } from './flow.ts';
import { writeLetters, type Letter } from './letters.ts';
import { findFlow, lockFlow, type Flow } from './store.ts';

/** What is open to the browser that holds a ticket; nothing when the flow is over, gone, or another browser's. */
export async function openFlow(
  tools: Tools,
  tx: Tx,
  ticket: Ticket | undefined,
  strength: 'look' | 'lock' = 'look',
): Promise<Flow | undefined> {
  if (!ticket) return undefined;
  const flow = await (strength === 'lock' ? lockFlow : findFlow)(tx, ticket.workspaceId, ticket.flowId);
  return flow && belongsTo(flow, ticket) && !isOver(flow, tools.clock.now()) ? flow : undefined;
}

export function draftOf(tools: Tools, flow: Flow): Draft {
  return flow.draftSealed ? (JSON.parse(tools.sealer.open(placeIn(flow, 'draft_sealed'), flow.draftSealed)) as Draft) : {};
}

export function senderOf(tools: Tools, flow: Flow): { name: string; address: string } | undefined {
  if (!flow.addressSealed || !flow.nameSealed) return undefined;
  return {
    name: tools.sealer.open(placeIn(flow, 'name_sealed'), flow.nameSealed),
    address: tools.sealer.open(placeIn(flow, 'address_sealed'), flow.addressSealed),
  };
}

/** Everything that a confirmation is about, as it is at this moment of the transaction. */
export interface ToConfirm {
  campaign: CampaignRow;
  from: { name: string; address: string };
  letters: Letter[];
  leftOut: { recipient: Recipient; why: 'suppressed' | 'gap' }[];
  deliveries: FlowDelivery[];
}

/** The letters that are still to be confirmed: without those that were accepted or are uncertain, and without suppressed recipients. */
export async function lettersToConfirm(tools: Tools, tx: Tx, flow: Flow): Promise<ToConfirm | undefined> {
  const campaign = await findCampaign(tx, flow.workspaceId, flow.campaignId);
  const from = senderOf(tools, flow);
  if (!campaign || !from) return undefined;
  const deliveries = await deliveriesOfFlow(tx, flow.workspaceId, flow.id);
  const settled = new Set(
    deliveries.filter(({ state }) => state !== 'failed' && state !== 'planned').map(({ recipientId }) => recipientId),
  );
  const open = (await recipientsOf(tx, flow.workspaceId, flow.campaignId)).filter(({ id }) => !settled.has(id));
  const suppressed = await findSuppressed(
    tools,
    tx,
    flow.workspaceId,
    open.map(({ emailKey }) => emailKey),
  );
  const eligible = open.filter(({ emailKey }) => !suppressed.has(emailKey));
  const { letters, gaps } = writeLetters(campaign, draftOf(tools, flow), eligible, from);
  const leftOut = [
    ...open.filter(({ emailKey }) => suppressed.has(emailKey)).map((recipient) => ({ recipient, why: 'suppressed' as const })),
    ...gaps.map((recipient) => ({ recipient, why: 'gap' as const })),
  ];
  return { campaign, from, letters, leftOut, deliveries };
}
