import { stateHashOf } from '../../platform/consent-round.ts';
import { equal } from '../../platform/hashing.ts';
import { emailKey } from '../../../shared/email-address.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import type { Tools } from '../../platform/tools.ts';
import type { AskConsent, Consent } from '../../providers/capabilities.ts';
import { ProviderFailure, type FailureCode } from '../../providers/failure.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { deliveriesOfFlow } from '../deliveries/index.ts';
import { clearConsent, revocableToken, revokeConsent, withoutConsent } from './end-consent.ts';
import { placeIn, whyGone, type MailboxKind, type Ticket } from './flow.ts';
import { openFlow, senderOf } from './look-at-flow.ts';
import { giveBack, holdForReading } from './offers/offer-recipients.ts';
import { mayStillBeSending, tookPart } from './participation.ts';
import { identityOf, wayOf, type MailboxWay, type Ways } from './mailbox-ways.ts';
import { findFlow, lockFlow, takeState, updateFlow, type Flow } from './store.ts';

export type Connected =
  /** `anotherAccount` when this flow had been connected to a different one before. */
  | { outcome: 'connected'; anotherAccount?: boolean }
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
        | Extract<FailureCode, 'admin_blocked' | 'no_mailbox' | 'provider_down' | 'unreachable' | 'project_quota'>
        | 'campaign_quarantined';
    };

/** What came back from the company in the address bar, and from which. */
export interface Return {
  mailbox: MailboxKind;
  code: string | undefined;
  state: string | undefined;
  error: string | undefined;
  description: string | undefined;
}

/**
 * Takes a supporter's return from their mailbox's company. The code is exchanged only for the browser that went, with the state it went with, once and within
 * ten minutes. Whoever loads the page again finds the one flow that they have.
 */
export async function connectMailbox(
  tools: Tools,
  ways: Ways,
  actor: Actor,
  { ticket, back }: { ticket: Ticket | undefined; back: Return },
): Promise<Connected> {
  if (!ticket) return { outcome: 'different_browser' };
  const flow = await tools.database.inWorkspace(ticket.workspaceId, (tx) => openFlow(tools, tx, ticket));
  if (!flow) return { outcome: whyGone(ticket, tools.clock.now()) };
  const stateHash = stateHashOf(back.mailbox, back.state ?? '');
  if (!flow.stateHash || !equal(flow.stateHash, stateHash)) return loadedAgain(tools, flow);
  const mine = await tools.database.inWorkspace(flow.workspaceId, (tx) => takeState(tx, flow, stateHash));
  if (!mine) return loadedAgain(tools, flow);
  const connected = await takeReturn(tools, ways, actor, { flow, back });
  if (connected.outcome !== 'connected')
    await tools.database.inWorkspace(flow.workspaceId, (tx) => updateFlow(tx, flow, { stateExpiresAt: null }));
  return connected;
}

/** The return that belongs to the state: what the company says, and the code exchanged if there is one. */
async function takeReturn(tools: Tools, ways: Ways, actor: Actor, { flow, back }: { flow: Flow; back: Return }): Promise<Connected> {
  const way = wayOf(ways, back);
  if (!flow.stateExpiresAt || flow.stateExpiresAt <= tools.clock.now()) return { outcome: 'state_expired' };
  if (back.error) return { outcome: way.consent.refusalOf(back.error, back.description) };
  if (!back.code || !flow.nonceSealed || !flow.verifierSealed) return { outcome: 'state_mismatch' };
  try {
    const consent = await way.consent.exchangeCode({
      code: back.code,
      codeVerifier: tools.sealer.open(placeIn(flow, 'verifier_sealed'), flow.verifierSealed),
      nonce: tools.sealer.open(placeIn(flow, 'nonce_sealed'), flow.nonceSealed),
      redirectUri: way.redirectUri,
    });
    return await keepConsent(tools, { ways, way }, actor, { flow, consent, mailbox: back.mailbox });
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return { outcome: outcomeOf(error.code) };
  }
}

function outcomeOf(code: FailureCode): Exclude<Connected['outcome'], 'connected'> {
  if (code === 'quarantined') return 'campaign_quarantined';
  if (code === 'admin_blocked' || code === 'unreachable' || code === 'project_quota') return code;
  if (code === 'address_refused') return 'no_mailbox';
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
  { ways, way }: { ways: Ways; way: MailboxWay },
  actor: Actor,
  { flow, consent, mailbox }: { flow: Flow; consent: Consent; mailbox: MailboxKind },
): Promise<Connected> {
  const token = consent.refreshToken ?? consent.accessToken;
  const seal = (column: string, text: string) => tools.sealer.seal(placeIn(flow, column), text);
  const kept = await tools.database.inWorkspace(flow.workspaceId, async (tx): Promise<Kept> => {
    // Another window may have confirmed meanwhile, or stopped: what is being sent is not touched.
    const now = await lockFlow(tx, flow.workspaceId, flow.id);
    if (now?.step !== 'started' && now?.step !== 'connected') return { late: now };
    const before = senderOf(tools, now);
    const another = before !== undefined && (now.mailbox !== mailbox || emailKey(before.address) !== emailKey(consent.emailAddress));
    const replaced = another ? { company: wayOf(ways, now).consent, token: revocableToken(tools, now) } : undefined;
    if (!consent.maySend) {
      await clearConsent(tx, now, { keepDraft: true, step: 'started' });
      return { refused: true, replaced };
    }
    const identity = identityOf(mailbox, consent);
    const whose = { workspaceId: flow.workspaceId, campaignId: flow.campaignId, identity };
    // Who has letters of this very flow out there came back for the rest of them.
    const under = (await deliveriesOfFlow(tx, flow.workspaceId, flow.id)).some(
      ({ state }) => state === 'accepted' || state === 'uncertain',
    );
    const earlier = under || now.rehearsal ? undefined : await tookPart(tools, tx, whose);
    if (earlier) {
      await giveBack(tools, tx, now);
      await clearConsent(tx, now, { keepDraft: false, step: 'started' });
      return { earlier, replaced };
    }
    await updateFlow(tx, now, {
      ...withoutConsent,
      step: 'connected',
      mailbox,
      identitySealed: seal('identity_sealed', identity),
      nameSealed: seal('name_sealed', cleanHeaderText(consent.displayName) || (consent.emailAddress.split('@')[0] ?? '')),
      addressSealed: seal('address_sealed', consent.emailAddress),
      accessTokenSealed: seal('access_token_sealed', consent.accessToken),
      accessTokenExpiresAt: consent.accessTokenExpiresAt,
      refreshTokenSealed: consent.refreshToken ? seal('refresh_token_sealed', consent.refreshToken) : null,
      lastActiveAt: tools.clock.now(),
    });
    await holdForReading(tools, tx, now);
    await recordEntry(
      tools,
      tx,
      { workspaceId: flow.workspaceId, actor },
      { action: 'supporter.connected', subject: { kind: 'campaign', id: flow.campaignId } },
    );
    return { connected: true, replaced };
  });
  if ('late' in kept) {
    if (!isSendingFrom(tools, kept.late, { mailbox, address: consent.emailAddress })) await revokeConsent(tools, way.consent, token);
    return { outcome: 'connected' };
  }
  if (kept.replaced) await revokeConsent(tools, kept.replaced.company, kept.replaced.token);
  if ('connected' in kept) return { outcome: 'connected', anotherAccount: kept.replaced !== undefined };
  if ('refused' in kept) {
    await revokeConsent(tools, way.consent, token);
    return { outcome: 'consent_missing_scope' };
  }
  if (!mayStillBeSending(kept.earlier, tools.clock.now())) await revokeConsent(tools, way.consent, token);
  return { outcome: 'already_took_part' };
}

type Replaced = { company: AskConsent; token: string | undefined } | undefined;
/** What became of a consent: `late` when the flow had gone on without it, in another window. */
type Kept =
  | { late: Flow | undefined }
  | { refused: true; replaced: Replaced }
  | { earlier: Date; replaced: Replaced }
  | { connected: true; replaced: Replaced };

/** Google ends a person's whole consent at once: what another window is sending with must not be given back from here. */
function isSendingFrom(tools: Tools, flow: Flow | undefined, { mailbox, address }: { mailbox: MailboxKind; address: string }): boolean {
  const from = flow?.step === 'sending' ? senderOf(tools, flow) : undefined;
  return from !== undefined && flow?.mailbox === mailbox && emailKey(from.address) === emailKey(address);
}
