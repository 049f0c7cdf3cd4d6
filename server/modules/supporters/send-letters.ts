import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { AskConsent } from '../../providers/capabilities.ts';
import { ProviderFailure } from '../../providers/failure.ts';
import { addCounts, lockCampaign } from '../campaigns/index.ts';
import { deliveriesOfFlow, sendDelivery, type Reason, type Settled, type MailSender } from '../deliveries/index.ts';
import { consentGone, finishFlow } from './finish-flow.ts';
import { placeIn } from './flow.ts';
import type { Letter } from './letters.ts';
import { markCounted, updateFlow, type Flow } from './store.ts';

const spareSeconds = 60;

interface Way {
  google: AskConsent;
  mail: MailSender;
  messageIdDomain: string;
}

/**
 * Sends the letters of one confirmation, one after another, while the supporter waits; then ends the flow.
 * Once the consent turns out to be gone the rest is not tried.
 */
export async function sendLetters(
  tools: Tools,
  way: Way,
  flow: Flow,
  what: { letters: readonly Letter[]; from: { name: string; address: string } },
): Promise<void> {
  const token = await usableToken(tools, way.google, flow);
  if ('reason' in token) return finishFlow(tools, way.google, flow, token);
  const deliveries = await tools.database.inWorkspace(flow.workspaceId, (tx) => deliveriesOfFlow(tx, flow.workspaceId, flow.id));
  let left: Reason = 'interrupted';
  const byRecipient = new Map(what.letters.map((letter) => [letter.recipient.id, letter]));
  for (const delivery of deliveries) {
    if (delivery.state !== 'planned' || !delivery.recipientId || !delivery.email || !delivery.emailKey) continue;
    const letter = byRecipient.get(delivery.recipientId);
    const settled = await sendDelivery(
      tools,
      {
        workspaceId: flow.workspaceId,
        deliveryId: delivery.id,
        campaignId: flow.campaignId,
        from: what.from,
        to: { name: delivery.name ?? '', address: delivery.email, emailKey: delivery.emailKey },
        subject: letter?.subject ?? '',
        text: letter?.body ?? '',
      },
      {
        provider: way.mail,
        accessToken: token.accessToken,
        messageIdDomain: way.messageIdDomain,
        // Who was suppressed when it was confirmed has no letter; if they were released since, they still get none.
        stillAllowed: async (tx) =>
          letter !== undefined && (await lockCampaign(tx, flow.workspaceId, flow.campaignId, 'share'))?.state === 'published',
        onSettled: (tx, outcome, at) => count(tx, flow, outcome, at),
      },
    );
    if (settled.reason && consentGone.has(settled.reason)) {
      left = settled.reason;
      break;
    }
    if (settled.state === 'planned' && letter) break;
  }
  await finishFlow(tools, way.google, flow, { reason: left });
}

/** Adds an outcome to the counts, in the transaction that settles it. A supporter counts with the first letter that was accepted. */
async function count(
  tx: Tx,
  flow: { workspaceId: string; id: string; campaignId: string },
  { state }: Pick<Settled, 'state'>,
  at: Date,
): Promise<void> {
  if (state === 'planned') return;
  await updateFlow(tx, flow, { lastActiveAt: at });
  const first = state === 'accepted' && (await markCounted(tx, flow, at));
  await addCounts(tx, { ...flow, at }, { [state]: 1, ...(first ? { participations: 1 } : {}) });
}

async function usableToken(tools: Tools, google: AskConsent, flow: Flow): Promise<{ accessToken: string } | { reason: Reason }> {
  const enough = new Date(tools.clock.now().getTime() + spareSeconds * 1000);
  if (flow.accessTokenSealed && flow.accessTokenExpiresAt && flow.accessTokenExpiresAt > enough)
    return { accessToken: tools.sealer.open(placeIn(flow, 'access_token_sealed'), flow.accessTokenSealed) };
  if (!flow.refreshTokenSealed) return { reason: 'consent_revoked' };
  try {
    const { accessToken } = await google.refresh(tools.sealer.open(placeIn(flow, 'refresh_token_sealed'), flow.refreshTokenSealed));
    return { accessToken };
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    tools.log.warn('consent_not_renewed', { code: error.code });
    return { reason: error.code };
  }
}

/** Counts a delivery that a vanished process left uncertain. */
export async function countRecovered(tx: Tx, delivery: { workspaceId: string; campaignId: string }, at: Date): Promise<void> {
  await addCounts(tx, { ...delivery, at }, { uncertain: 1 });
}
