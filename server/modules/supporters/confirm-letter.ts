import { newId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { addCounts, lockCampaign } from '../campaigns/index.ts';
import { insertDeliveries, replanFailed, type MailSender } from '../deliveries/index.ts';
import { clearConsent, revocableToken, revokeConsent } from './end-consent.ts';
import { whyGone, type Ticket } from './flow.ts';
import { readContentHash, type Letter } from './letters.ts';
import { lettersToConfirm, openFlow } from './look-at-flow.ts';
import { mayStillBeSending, takePart } from './participation.ts';
import { sendLetters } from './send-letters.ts';
import type { ConsentWay } from './start-letter.ts';
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
  | 'no_recipients'
  | 'already_took_part';

type Decision =
  | { go: Flow; letters: Letter[]; from: { name: string; address: string } }
  | { refused: Exclude<Confirmed, 'sent'>; token?: string | undefined };

/**
 * A supporter's confirmation, the only thing that ever sends on their account (promise A2). One transaction decides: the flow is theirs and connected,
 * the campaign is published, and what they confirm is word for word what would leave. Of many confirmations at once one sends.
 * Recipients who were suppressed meanwhile are left out, the others get their letter.
 */
export async function confirmLetter(
  tools: Tools,
  way: ConsentWay & { mail: MailSender; messageIdDomain: string },
  actor: Actor,
  confirmation: { ticket: Ticket | undefined; contentHash: string | undefined },
): Promise<Confirmed> {
  const { ticket } = confirmation;
  const shown = readContentHash(confirmation.contentHash);
  if (!ticket) return 'flow_expired';
  const decision = await tools.database.inWorkspace(ticket.workspaceId, (tx) => decide(tools, tx, actor, { ticket, shown }));
  if ('refused' in decision) {
    if (decision.refused === 'already_took_part') await revokeConsent(tools, way.google, decision.token);
    return decision.refused;
  }
  await sendLetters(tools, way, decision.go, { letters: decision.letters, from: decision.from });
  return 'sent';
}

async function decide(
  tools: Tools,
  tx: Tx,
  actor: Actor,
  { ticket, shown }: { ticket: Ticket; shown: Map<string, string> | undefined },
): Promise<Decision> {
  const flow = await openFlow(tools, tx, ticket, 'lock');
  if (!flow) return { refused: whyGone(ticket, tools.clock.now()) };
  if (flow.step === 'sending' || flow.step === 'settled') return { refused: 'under_way' };
  if (flow.step !== 'connected') return { refused: 'not_connected' };
  const campaign = await lockCampaign(tx, flow.workspaceId, flow.campaignId, 'share');
  if (!campaign || campaign.state === 'closed') return { refused: 'campaign_closed' };
  if (campaign.state !== 'published') return { refused: 'campaign_paused' };
  const now = await lettersToConfirm(tools, tx, flow);
  if (!now || !shown) return { refused: 'campaign_changed' };
  const suppressed = new Map(now.leftOut.filter(({ why }) => why === 'suppressed').map(({ recipient }) => [recipient.id, recipient]));
  const letters = now.letters.filter(({ recipient }) => shown.has(recipient.id));
  const asShown = [...shown].every(
    ([id, hash]) => suppressed.has(id) || letters.some((letter) => letter.recipient.id === id && letter.hash === hash),
  );
  if (!asShown) return { refused: 'campaign_changed' };
  if (letters.length === 0) return { refused: 'no_recipients' };
  const counted = now.deliveries.some(({ state }) => state === 'accepted' || state === 'uncertain');
  const whose = { workspaceId: flow.workspaceId, campaignId: flow.campaignId, address: now.from.address };
  const before = counted ? undefined : await takePart(tools, tx, whose);
  if (before) {
    const token = mayStillBeSending(before, tools.clock.now()) ? undefined : revocableToken(tools, flow);
    await clearConsent(tx, flow, { keepDraft: false, step: 'started' });
    return { refused: 'already_took_part', token };
  }
  await plan(tools, tx, flow, [
    ...letters.map(({ recipient }) => recipient),
    ...[...suppressed.values()].filter(({ id }) => shown.has(id)),
  ]);
  await updateFlow(tx, flow, { step: 'sending', lastActiveAt: tools.clock.now() });
  await recordEntry(
    tools,
    tx,
    { workspaceId: flow.workspaceId, actor },
    {
      action: 'supporter.confirmed',
      subject: { kind: 'campaign', id: flow.campaignId },
      details: { letters: letters.length },
    },
  );
  return { go: flow, letters, from: now.from };
}

async function plan(tools: Tools, tx: Tx, flow: Flow, recipients: readonly { id: string; email: string }[]): Promise<void> {
  const { workspaceId, campaignId, id: flowId } = flow;
  const plannedAt = tools.clock.now();
  const ids = recipients.map(({ id }) => id);
  for (const { settledAt } of await replanFailed(tx, workspaceId, { flowId, recipientIds: ids }))
    await addCounts(tx, { workspaceId, campaignId, at: settledAt ?? plannedAt }, { failed: -1 });
  await insertDeliveries(
    tx,
    recipients.map(({ id: recipientId, email }) => ({
      workspaceId,
      id: newId(tools.clock),
      campaignId,
      flowId,
      recipientId,
      recipientAddress: email,
      plannedAt,
    })),
  );
}
