import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { findCampaign, recipientsByIds, wordingsOf, type CampaignRow, type FooterOf, type Recipient } from '../campaigns/index.ts';
import { deliveriesOfFlow, type FlowDelivery } from '../deliveries/index.ts';
import { belongsTo, isOver, placeIn, type Draft, type Ticket } from './flow.ts';
import { writeLetters, type Letter } from './letters.ts';
import { countedIn, standingOf, type NotOffered } from './offers/offer-recipients.ts';
import { offersOf } from './offers/store.ts';
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

export interface Sender {
  name: string;
  address: string;
}

export function senderOf(tools: Tools, flow: Flow): Sender | undefined {
  if (!flow.addressSealed || !flow.nameSealed) return undefined;
  return {
    name: tools.sealer.open(placeIn(flow, 'name_sealed'), flow.nameSealed),
    address: tools.sealer.open(placeIn(flow, 'address_sealed'), flow.addressSealed),
  };
}

/** What the supporter of a connected flow is known by when they are counted. */
export function knownAs(tools: Pick<Tools, 'sealer'>, flow: Flow): string {
  if (!flow.identitySealed) throw new Error('The flow has no identity: it is not connected.');
  return tools.sealer.open(placeIn(flow, 'identity_sealed'), flow.identitySealed);
}

/** What letters need from above: the lines under them, and which of their links are counted. */
export interface LetterNeeds {
  footerOf: FooterOf;
  linksOf(tx: Tx, campaign: CampaignRow): Promise<ReadonlyMap<string, string>>;
}

export type WhyLeftOut = NotOffered | 'gap';

/** Everything that a confirmation is about, as it is at this moment of the transaction. */
export interface ToConfirm {
  campaign: CampaignRow;
  from: Sender;
  letters: Letter[];
  leftOut: { recipient: Recipient; why: WhyLeftOut }[];
  deliveries: FlowDelivery[];
}

/**
 * The letters that are still to be confirmed: to those who were offered, without those whose letter was accepted or is uncertain, and without
 * recipients who may not be written to any more.
 */
export async function lettersToConfirm(
  tools: Tools,
  tx: Tx,
  needs: LetterNeeds,
  known: { flow: Flow; campaign?: CampaignRow; deliveries?: FlowDelivery[]; from?: Sender },
): Promise<ToConfirm | undefined> {
  const { flow } = known;
  const campaign = known.campaign ?? (await findCampaign(tx, flow.workspaceId, flow.campaignId));
  const from = known.from ?? senderOf(tools, flow);
  if (!campaign || !from) return undefined;
  const deliveries = known.deliveries ?? (await deliveriesOfFlow(tx, flow.workspaceId, flow.id));
  const settled = new Set(
    deliveries.filter(({ state }) => state !== 'failed' && state !== 'planned').map(({ recipientId }) => recipientId),
  );
  const offers = (await offersOf(tx, flow.workspaceId, flow.id)).filter(({ recipientId }) => !settled.has(recipientId));
  const recipients = await recipientsByIds(
    tx,
    flow.workspaceId,
    offers.map(({ recipientId }) => recipientId),
  );
  // Whoever only opened a letter in their own program may still send it from here: an opened letter is not a sent one.
  const held = new Set(offers.filter(({ state }) => state !== 'released').map(({ recipientId }) => recipientId));
  const { open, left } = await standingOf(tools, tx, campaign, { recipients, own: countedIn(flow, held) });
  const { letters, gaps } = writeLetters(
    {
      campaign,
      wordings: await wordingsOf(tx, campaign),
      language: flow.language,
      combination: flow.combination,
      draft: draftOf(tools, flow),
      from,
      footer: await needs.footerOf(tx, campaign, flow.language),
      links: campaign.trackLinks ? await needs.linksOf(tx, campaign) : new Map<string, string>(),
    },
    open.filter(({ id }) => held.has(id)),
  );
  const leftOut = [
    ...left.map(({ recipient, why }) => ({ recipient, why })),
    ...open.filter(({ id }) => !held.has(id)).map((recipient) => ({ recipient, why: 'over_budget' as const })),
    ...gaps.map((recipient) => ({ recipient, why: 'gap' as const })),
  ];
  return { campaign, from, letters, leftOut, deliveries };
}
