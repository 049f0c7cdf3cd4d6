import { equal, hashToken } from '../../platform/hashing.ts';
import { emailKey } from '../../../shared/email-address.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Consent } from '../../providers/capabilities.ts';
import { ProviderFailure, type FailureCode } from '../../providers/failure.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { deliveriesOfFlow } from '../deliveries/index.ts';
import { clearConsent, revocableToken, revokeConsent, withoutConsent } from './end-consent.ts';
import { placeIn, whyGone, type Ticket } from './flow.ts';
import { openFlow, senderOf } from './look-at-flow.ts';
import { mayStillBeSending, tookPart } from './participation.ts';
import type { ConsentWay } from './start-letter.ts';
import { findFlow, takeState, updateFlow, type Flow } from './store.ts';

export type Connected =
  | { outcome: 'connected' }
  | {
      outcome:
        | 'different_browser'
        | 'flow_expired'
        | 'campaign_removed'
        | 'state_mismatch'
        | 'state_expired'
        | 'consent_cancelled'
        | 'consent_missing_scope'
        | 'already_took_part'
        | Extract<FailureCode, 'admin_blocked' | 'provider_down' | 'unreachable' | 'project_quota'>;
    };

/** What came back from Google in the address bar. */
export interface Return {
  code: string | undefined;
  state: string | undefined;
  error: string | undefined;
}

/**
 * Takes a supporter's return from Google. The code is exchanged only for the browser that went, with the state it went with, once and within
 * ten minutes. Whoever loads the page again finds the one flow that they have.
 */
export async function connectMailbox(
  tools: Tools,
  way: ConsentWay,
  actor: Actor,
  { ticket, back }: { ticket: Ticket | undefined; back: Return },
): Promise<Connected> {
  if (!ticket) return { outcome: 'different_browser' };
  const flow = await tools.database.inWorkspace(ticket.workspaceId, (tx) => openFlow(tools, tx, ticket));
  if (!flow) return { outcome: whyGone(ticket, tools.clock.now()) };
  const state = back.state ?? '';
  if (!flow.stateHash || !equal(flow.stateHash, hashToken(state))) return loadedAgain(tools, flow);
  const mine = await tools.database.inWorkspace(flow.workspaceId, (tx) => takeState(tx, flow, hashToken(state)));
  if (!mine) return loadedAgain(tools, flow);
  const connected = await takeReturn(tools, way, actor, { flow, back });
  if (connected.outcome !== 'connected')
    await tools.database.inWorkspace(flow.workspaceId, (tx) => updateFlow(tx, flow, { stateExpiresAt: null }));
  return connected;
}

/** The return that belongs to the state: what Google says, and the code exchanged if there is one. */
async function takeReturn(tools: Tools, way: ConsentWay, actor: Actor, { flow, back }: { flow: Flow; back: Return }): Promise<Connected> {
  if (!flow.stateExpiresAt || flow.stateExpiresAt <= tools.clock.now()) return { outcome: 'state_expired' };
  if (back.error) return { outcome: back.error.includes('policy_enforced') ? 'admin_blocked' : 'consent_cancelled' };
  if (!back.code || !flow.nonceSealed || !flow.verifierSealed) return { outcome: 'state_mismatch' };
  try {
    const consent = await way.google.exchangeCode({
      code: back.code,
      codeVerifier: tools.sealer.open(placeIn(flow, 'verifier_sealed'), flow.verifierSealed),
      nonce: tools.sealer.open(placeIn(flow, 'nonce_sealed'), flow.nonceSealed),
      redirectUri: way.redirectUri,
    });
    return await keepConsent(tools, way, actor, { flow, consent });
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return { outcome: outcomeOf(error.code) };
  }
}

function outcomeOf(code: FailureCode): Exclude<Connected['outcome'], 'connected'> {
  if (code === 'admin_blocked' || code === 'unreachable' || code === 'project_quota') return code;
  return code === 'consent_code_refused' || code === 'consent_revoked' ? 'state_mismatch' : 'provider_down';
}

/** A second load of the same address: the first may still be talking to Google, so wait for it a little. */
async function loadedAgain(tools: Tools, flow: Flow): Promise<Connected> {
  for (let look = 0; look < 20; look++) {
    const now = await tools.database.inWorkspace(flow.workspaceId, (tx) => findFlow(tx, flow.workspaceId, flow.id));
    if (now && now.step !== 'started') return { outcome: 'connected' };
    if (flow.stateHash && now?.stateHash) break;
    if (!flow.stateExpiresAt) break;
    await tools.clock.wait(250);
  }
  return { outcome: 'state_mismatch' };
}

async function keepConsent(
  tools: Tools,
  way: ConsentWay,
  actor: Actor,
  { flow, consent }: { flow: Flow; consent: Consent },
): Promise<Connected> {
  const token = consent.refreshToken ?? consent.accessToken;
  const before = senderOf(tools, flow);
  if (before && emailKey(before.address) !== emailKey(consent.emailAddress))
    await revokeConsent(tools, way.google, revocableToken(tools, flow));
  if (!consent.maySend) {
    await tools.database.inWorkspace(flow.workspaceId, (tx) => clearConsent(tx, flow, { keepDraft: true, step: 'started' }));
    await revokeConsent(tools, way.google, token);
    return { outcome: 'consent_missing_scope' };
  }
  const seal = (column: string, text: string) => tools.sealer.seal(placeIn(flow, column), text);
  const took = await tools.database.inWorkspace(flow.workspaceId, async (tx) => {
    const whose = { workspaceId: flow.workspaceId, campaignId: flow.campaignId, address: consent.emailAddress };
    // Who has letters of this very flow out there came back for the rest of them.
    const under = (await deliveriesOfFlow(tx, flow.workspaceId, flow.id)).some(
      ({ state }) => state === 'accepted' || state === 'uncertain',
    );
    const earlier = under ? undefined : await tookPart(tools, tx, whose);
    if (earlier) {
      await clearConsent(tx, flow, { keepDraft: false, step: 'started' });
      return earlier;
    }
    await updateFlow(tx, flow, {
      ...withoutConsent,
      step: 'connected',
      nameSealed: seal('name_sealed', cleanHeaderText(consent.displayName) || (consent.emailAddress.split('@')[0] ?? '')),
      addressSealed: seal('address_sealed', consent.emailAddress),
      accessTokenSealed: seal('access_token_sealed', consent.accessToken),
      accessTokenExpiresAt: consent.accessTokenExpiresAt,
      refreshTokenSealed: consent.refreshToken ? seal('refresh_token_sealed', consent.refreshToken) : null,
      lastActiveAt: tools.clock.now(),
    });
    await recordEntry(
      tools,
      tx,
      { workspaceId: flow.workspaceId, actor },
      { action: 'supporter.connected', subject: { kind: 'campaign', id: flow.campaignId } },
    );
    return undefined;
  });
  if (!took) return { outcome: 'connected' };
  if (!mayStillBeSending(took, tools.clock.now())) await revokeConsent(tools, way.google, token);
  return { outcome: 'already_took_part' };
}
