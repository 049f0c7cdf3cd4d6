import { newId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { AskConsent } from '../../providers/capabilities.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { findCampaign, lockCampaign, whyNotNow } from '../campaigns/index.ts';
import { insertDeliveries, replanFailed, reserveCalls } from '../deliveries/index.ts';
import { countOf } from './count-letter.ts';
import { clearConsent, revocableToken, revokeConsent } from './end-consent.ts';
import { whyGone, type Ticket } from './flow.ts';
import { readContentHash, type Letter } from './letters.ts';
import { knownAs, lettersToConfirm, openFlow, type LetterNeeds, type Sender } from './look-at-flow.ts';
import { wayOf, type Ways } from './mailbox-ways.ts';
import { renewOffers } from './offers/offer-recipients.ts';
import { mayStillBeSending, takePart } from './participation.ts';
import { sendLetters, type Planned } from './send-letters.ts';
import { updateFlow, type Flow } from './store.ts';

export type Confirmed =
  | 'sent'
  | 'under_way'
  | 'flow_expired'
  | 'campaign_removed'
  | 'not_connected'
  | 'campaign_changed'
  | 'campaign_paused'
  | 'campaign_closed'
  | 'campaign_held'
  | 'campaign_resting'
  | 'campaign_quarantined'
  | 'project_quota'
  | 'no_recipients'
  | 'already_took_part';

type Decision =
  | { go: Flow; planned: Planned[]; from: Sender }
  | { refused: Exclude<Confirmed, 'sent'>; token?: undefined }
  | { refused: 'already_took_part'; token: string | undefined; company: AskConsent };

/**
 * A supporter's confirmation, the only thing that ever sends on their account (promise A2). One transaction decides: the flow is theirs and connected,
 * the campaign is published, and what they confirm is word for word what would leave. Of many confirmations at once one sends.
 * Recipients who may not be written to any more are left out, the others get their letter.
 */
export async function confirmLetter(
  tools: Tools,
  { ways, letters }: { ways: Ways; letters: LetterNeeds },
  actor: Actor,
  confirmation: { ticket: Ticket | undefined; contentHash: string | undefined },
): Promise<Confirmed> {
  const { ticket } = confirmation;
  const shown = readContentHash(confirmation.contentHash);
  if (!ticket) return 'flow_expired';
  const decision = await tools.database.inWorkspace(ticket.workspaceId, (tx) => decide(tools, tx, actor, { ticket, shown, ways, letters }));
  if ('refused' in decision) {
    if (decision.token !== undefined) await revokeConsent(tools, decision.company, decision.token);
    return decision.refused;
  }
  await sendLetters(tools, ways, decision.go, { planned: decision.planned, from: decision.from });
  return 'sent';
}

async function decide(
  tools: Tools,
  tx: Tx,
  actor: Actor,
  { ticket, shown, ways, letters: needs }: { ticket: Ticket; shown: Map<string, string> | undefined; ways: Ways; letters: LetterNeeds },
): Promise<Decision> {
  const flow = await openFlow(tools, tx, ticket, 'lock');
  const at = tools.clock.now();
  if (!flow) return { refused: whyGone(ticket, at) };
  if (flow.step === 'sending' || flow.step === 'settled') return { refused: 'under_way' };
  if (flow.step !== 'connected') return { refused: 'not_connected' };
  const { workspaceId, campaignId, rehearsal } = flow;
  const locked = await lockCampaign(tx, workspaceId, campaignId, 'share');
  const campaign = locked && (await findCampaign(tx, workspaceId, campaignId));
  if (!locked || !campaign) return { refused: 'campaign_closed' };
  const inTheWay = whyNotNow(locked, at);
  if (inTheWay && (!rehearsal || inTheWay === 'campaign_quarantined')) return { refused: inTheWay };
  await renewOffers(tools, tx, flow, campaign);
  const now = await lettersToConfirm(tools, tx, needs, { flow, campaign });
  if (!now || !shown) return { refused: 'campaign_changed' };
  const gone = new Map(now.leftOut.filter(({ why }) => why !== 'gap').map(({ recipient, why }) => [recipient.id, { recipient, why }]));
  const letters = now.letters.filter(({ recipient }) => shown.has(recipient.id));
  const asShown = [...shown].every(
    ([id, hash]) => gone.has(id) || letters.some((letter) => letter.recipient.id === id && letter.hash === hash),
  );
  if (!asShown) return { refused: 'campaign_changed' };
  if (letters.length === 0) return { refused: 'no_recipients' };
  const way = wayOf(ways, flow);
  if (
    way.perMinute !== undefined &&
    !(await reserveCalls(tools, tx, flow.mailbox ?? 'gmail', { calls: letters.length, perMinute: way.perMinute }))
  )
    return { refused: 'project_quota' };
  const counted = rehearsal || now.deliveries.some(({ state }) => state === 'accepted' || state === 'uncertain');
  const before = counted ? undefined : await takePart(tools, tx, { workspaceId, campaignId, identity: knownAs(tools, flow) });
  if (before) {
    const token = mayStillBeSending(before, at) ? undefined : revocableToken(tools, flow);
    await clearConsent(tx, flow, { keepDraft: false, step: 'started' });
    return { refused: 'already_took_part', token, company: way.consent };
  }
  const planned = await plan(tools, tx, flow, { letters, skipped: [...gone.values()].filter(({ recipient }) => shown.has(recipient.id)) });
  await updateFlow(tx, flow, { step: 'sending', lastActiveAt: at });
  await recordEntry(
    tools,
    tx,
    { workspaceId, actor },
    { action: 'supporter.confirmed', subject: { kind: 'campaign', id: campaignId }, details: { letters: letters.length } },
  );
  return { go: flow, planned, from: now.from };
}

async function plan(
  tools: Tools,
  tx: Tx,
  flow: Flow,
  { letters, skipped }: { letters: readonly Letter[]; skipped: readonly { recipient: Letter['recipient'] }[] },
): Promise<Planned[]> {
  const { workspaceId, campaignId, id: flowId, rehearsal } = flow;
  const plannedAt = tools.clock.now();
  const all = [...letters.map(({ recipient }) => recipient), ...skipped.map(({ recipient }) => recipient)];
  const again = await replanFailed(tx, workspaceId, { flowId, recipientIds: all.map(({ id }) => id) });
  for (const { recipientId, settledAt } of again)
    await countOf(tx, flow, { what: 'failed', recipientId, by: -1, at: settledAt ?? plannedAt });
  const known = new Map(again.map(({ id, recipientId }) => [recipientId, id]));
  const fresh = all
    .filter(({ id }) => !known.has(id))
    .map(({ id: recipientId, email }) => ({
      workspaceId,
      id: newId(tools.clock),
      campaignId,
      flowId,
      recipientId,
      // A rehearsal has no recipient but the mailbox that sends it; the table refuses another (promise A2).
      recipientAddress: rehearsal ? null : email,
      rehearsal,
      plannedAt,
    }));
  await insertDeliveries(tx, fresh);
  for (const { id, recipientId } of fresh) known.set(recipientId, id);
  const byRecipient = new Map(letters.map((letter) => [letter.recipient.id, letter]));
  return all.map((recipient) => ({ deliveryId: known.get(recipient.id) ?? '', recipient, letter: byRecipient.get(recipient.id) }));
}
