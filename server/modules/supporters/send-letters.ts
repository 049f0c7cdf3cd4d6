import type { Tx } from '../../platform/database.ts';
import { CannotOpen } from '../../platform/sealed.ts';
import type { Tools } from '../../platform/tools.ts';
import type { AskConsent } from '../../providers/capabilities.ts';
import { ProviderFailure } from '../../providers/failure.ts';
import { lockCampaign, whyNotNow, type Recipient } from '../campaigns/index.ts';
import { appendReceipt } from '../count-log/index.ts';
import { sendDelivery, type Reason, type Settled } from '../deliveries/index.ts';
import { countOf } from './count-letter.ts';
import { consentGone, finishFlow } from './finish-flow.ts';
import { placeIn } from './flow.ts';
import type { Letter } from './letters.ts';
import { wayOf, type Ways } from './mailbox-ways.ts';
import { findFlow, markCounted, updateFlow, type Flow } from './store.ts';

const spareSeconds = 60;

/** One delivery of a confirmation; without a letter where its recipient may not be written to any more. */
export interface Planned {
  deliveryId: string;
  recipient: Recipient;
  letter: Letter | undefined;
}

/**
 * Sends the letters of one confirmation, one after another, while the supporter waits; then ends the flow.
 * Once the consent turns out to be gone the rest is not tried.
 */
export async function sendLetters(
  tools: Tools,
  ways: Ways,
  flow: Flow,
  { planned, from }: { planned: readonly Planned[]; from: { name: string; address: string } },
): Promise<void> {
  const way = wayOf(ways, flow);
  const token = await usableToken(tools, way.consent, flow);
  if ('reason' in token) return finishFlow(tools, way.consent, flow, token);
  let left: Reason = 'interrupted';
  for (const { deliveryId, recipient, letter } of planned) {
    // The process is to end: what was not begun waits for the supporter, as after a kill, but nothing is uncertain.
    if (tools.ending?.aborted) break;
    const settled = await sendDelivery(
      tools,
      {
        workspaceId: flow.workspaceId,
        deliveryId,
        campaignId: flow.campaignId,
        from,
        to: { name: recipient.name, address: recipient.email, emailKey: recipient.emailKey },
        subject: letter?.subject ?? '',
        text: letter?.body ?? '',
        mayLeave: letter !== undefined,
      },
      {
        provider: way.mail,
        accessToken: token.accessToken,
        messageIdDomain: ways.messageIdDomain,
        stillAllowed: (tx) => stillAllowed(tools, tx, flow),
        onSettled: (tx, outcome, at) => count(tools, tx, flow, { outcome, recipientId: recipient.id, at }),
      },
    );
    if (settled.reason && consentGone.has(settled.reason)) {
      left = settled.reason;
      break;
    }
    if (settled.state === 'planned' && letter) break;
  }
  await finishFlow(tools, way.consent, flow, { reason: left });
}

async function stillAllowed(tools: Tools, tx: Tx, flow: Flow): Promise<boolean> {
  const campaign = await lockCampaign(tx, flow.workspaceId, flow.campaignId, 'share');
  return campaign !== undefined && (flow.rehearsal || whyNotNow(campaign, tools.clock.now()) === undefined);
}

/**
 * Adds an outcome to the counts, in the transaction that settles it. A supporter counts with the first letter that was accepted, and is then
 * in the log behind the public count; the code by which they find themselves there waits, sealed, for their receipt.
 */
async function count(
  tools: Tools,
  tx: Tx,
  flow: Flow,
  { outcome: { state }, recipientId, at }: { outcome: Pick<Settled, 'state'>; recipientId: string; at: Date },
): Promise<void> {
  if (state === 'planned') return;
  const first = state === 'accepted' && !flow.rehearsal && (await markCounted(tx, flow, at));
  if (first) {
    const receipt = await appendReceipt(tx, flow);
    await updateFlow(tx, flow, { receiptSealed: tools.sealer.seal(placeIn(flow, 'receipt_sealed'), receipt) });
  }
  await countOf(tx, flow, { what: state, recipientId, at, participation: first });
}

/** The token with which letters leave. One that cannot be opened is as good as taken back: the supporter connects again. */
async function usableToken(tools: Tools, company: AskConsent, flow: Flow): Promise<{ accessToken: string } | { reason: Reason }> {
  const enough = new Date(tools.clock.now().getTime() + spareSeconds * 1000);
  try {
    if (flow.accessTokenSealed && flow.accessTokenExpiresAt && flow.accessTokenExpiresAt > enough)
      return { accessToken: tools.sealer.open(placeIn(flow, 'access_token_sealed'), flow.accessTokenSealed) };
    if (!flow.refreshTokenSealed) return { reason: 'consent_revoked' };
    const { accessToken } = await company.refresh(tools.sealer.open(placeIn(flow, 'refresh_token_sealed'), flow.refreshTokenSealed));
    return { accessToken };
  } catch (error) {
    if (error instanceof CannotOpen) {
      tools.log.error('token_shut', { problem: error.message });
      return { reason: 'consent_revoked' };
    }
    if (!(error instanceof ProviderFailure)) throw error;
    tools.log.warn('consent_not_renewed', { code: error.code });
    return { reason: error.code };
  }
}

/** Counts a delivery that a vanished process left uncertain. */
export async function countRecovered(
  tx: Tx,
  delivery: { workspaceId: string; campaignId: string; flowId: string | null; recipientId: string | null },
  at: Date,
): Promise<void> {
  const flow = delivery.flowId ? await findFlow(tx, delivery.workspaceId, delivery.flowId) : undefined;
  const nothingKnown = { ...delivery, mailbox: null, language: 'en', combination: 0, partnerId: null, rehearsal: false };
  await countOf(tx, flow ?? nothingKnown, { what: 'uncertain', recipientId: delivery.recipientId, at });
}
