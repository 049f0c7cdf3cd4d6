import { patiently } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { AskConsent } from '../../providers/capabilities.ts';
import { restIfFailing } from '../campaigns/index.ts';
import { deliveriesOfFlow, failPlanned, type Reason } from '../deliveries/index.ts';
import { countOf } from './count-letter.ts';
import { clearConsent, revocableToken, revokeConsent } from './end-consent.ts';
import { knownAs } from './look-at-flow.ts';
import { giveBack } from './offers/offer-recipients.ts';
import { offersOf, takeOffers } from './offers/store.ts';
import { withdrawParticipation } from './participation.ts';
import { lockFlow, updateFlow, type Flow } from './store.ts';

/** Reasons after which the consent is of no more use, for any recipient. */
export const consentGone: ReadonlySet<Reason> = new Set<Reason>([
  'consent_revoked',
  'consent_missing_scope',
  'no_mailbox',
  'admin_blocked',
]);

/**
 * Ends a confirmation. When every letter has its outcome, tokens, name, address and text are cleared at once, and the consent is given back
 * (promises A4, A7 to A10). When some failed and may be tried again, the flow waits for another confirmation, for its 48 hours.
 * Where nothing was accepted and nothing is uncertain, the supporter did not take part.
 * @param left why a letter fails that was planned and not tried
 */
export async function finishFlow(
  tools: Tools,
  company: AskConsent,
  { workspaceId, id, campaignId }: Pick<Flow, 'workspaceId' | 'id' | 'campaignId'>,
  left: { reason: Reason },
): Promise<void> {
  const token = await patiently(tools.clock, () =>
    tools.database.inWorkspace(workspaceId, async (tx) => {
      const flow = await lockFlow(tx, workspaceId, id);
      if (flow?.step !== 'sending') return undefined;
      const now = tools.clock.now();
      for (const { recipientId } of await failPlanned(tx, workspaceId, id, { reason: left.reason, settledAt: now }))
        await countOf(tx, flow, { what: 'failed', recipientId, at: now });
      const deliveries = await deliveriesOfFlow(tx, workspaceId, id);
      const has = (state: string) => deliveries.some((delivery) => delivery.state === state);
      const to = (...states: string[]) =>
        deliveries.flatMap(({ state, recipientId }) => (states.includes(state) && recipientId ? [recipientId] : []));
      await takeOffers(tx, flow, to('accepted', 'uncertain'));
      await giveBack(tools, tx, flow, { recipientIds: to('skipped') });
      // A rehearsal took no part, so there is nothing of it to take back: what stands there is of a letter that was sent in earnest.
      if (!flow.rehearsal && !has('accepted') && !has('uncertain') && flow.identitySealed)
        await withdrawParticipation(tools, tx, { workspaceId, campaignId, identity: knownAs(tools, flow) });
      if (!flow.rehearsal && (has('failed') || has('uncertain'))) await restIfFailing(tools, tx, flow);
      // Whoever was removed since, or is not chosen any more, cannot be tried again, and no token waits for them.
      const chosen = new Set((await offersOf(tx, workspaceId, id)).map(({ recipientId }) => recipientId));
      const again = deliveries.filter(({ state, recipientId }) => state === 'failed' && recipientId && chosen.has(recipientId));
      const mayTryAgain = again.length > 0;
      const useless = again.some(({ reason }) => reason && consentGone.has(reason));
      if (mayTryAgain && !useless) {
        await updateFlow(tx, flow, { step: 'connected', lastActiveAt: now });
        return undefined;
      }
      const revocable = revocableToken(tools, flow);
      if (mayTryAgain) await clearConsent(tx, flow, { keepDraft: true, step: 'started', lastActiveAt: now });
      else await clearConsent(tx, flow, { keepDraft: false, step: 'settled', settledAt: now, lastActiveAt: now });
      return revocable;
    }),
  );
  if (!token || !(await revokeConsent(tools, company, token))) return;
  await tools.database.inWorkspace(workspaceId, (tx) => updateFlow(tx, { workspaceId, id }, { revokedAt: tools.clock.now() }));
}
