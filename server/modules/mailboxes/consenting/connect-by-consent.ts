import { emailKey } from '../../../../shared/email-address.ts';
import { cleanHeaderText } from '../../../../shared/header-text.ts';
import { stateHashOf } from '../../../platform/consent-round.ts';
import type { Tx } from '../../../platform/database.ts';
import { newId } from '../../../platform/ids.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { LastingConsent } from '../../../providers/capabilities.ts';
import { ProviderFailure } from '../../../providers/failure.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { firstPacing, mayChange, placeOf } from '../mailbox.ts';
import { wayOf, type MailboxWays } from '../mailbox-ways.ts';
import { revokeUnlessUsed } from '../revoke-consent.ts';
import { findMailbox, findMailboxByAddress, insertMailbox, renewMailbox, withoutParking, type Mailbox } from '../store.ts';
import { askConsent, consentPlace } from './begin-consent.ts';
import { findConsent, takeConsent, type ConsentRow } from './store.ts';

/** Why a member came back without a mailbox. */
export type NotConnected =
  | 'over'
  | 'cancelled'
  | 'admin_blocked'
  | 'not_ticked'
  | 'other_account'
  | 'address_taken'
  | 'nothing_lasting'
  | 'no_address'
  | 'company_away';

export type ConsentOutcome =
  /** `readingRefused` when it was asked for and not ticked: the mailbox sends, and replies are not seen. */
  | { outcome: 'connected'; workspaceId: string; mailboxId: string; readingRefused: boolean }
  /** The company gave nothing that lasts, and is asked to show its screen. */
  | { outcome: 'ask_again'; url: URL }
  | { outcome: NotConnected; workspaceId: string | undefined };

/** What came back from the company in the address bar. */
export interface Return {
  provider: 'gmail' | 'outlook';
  code: string | undefined;
  state: string | undefined;
  error: string | undefined;
  description: string | undefined;
}

/**
 * Takes a member's return from their mailbox's company. The code is exchanged only for the user who went, with the state they went with, once and within ten
 * minutes, and while they may still connect mailboxes in that workspace.
 * @param memberIn who is at this browser, as a member who may; it refuses everybody else
 */
export async function connectByConsent(
  tools: Tools,
  ways: MailboxWays,
  back: Return,
  memberIn: (workspaceId: string) => Promise<{ member: Member; actor: Actor }>,
): Promise<ConsentOutcome> {
  const hash = stateHashOf(back.provider, back.state ?? '');
  const asked = await tools.database.inInstallation('sign_in', (tx) => findConsent(tx, hash, tools.clock.now()));
  if (!asked) return { outcome: 'over', workspaceId: undefined };
  const { workspaceId } = asked;
  const { member, actor } = await memberIn(workspaceId);
  const mine = member.userId === asked.userId && (await tools.database.inWorkspace(workspaceId, (tx) => takeConsent(tx, asked)));
  if (!mine) return { outcome: 'over', workspaceId };
  const way = wayOf(ways, back.provider);
  if (back.error !== undefined) {
    const refused = way.consent.refusalOf(back.error, back.description);
    return { outcome: refused === 'admin_blocked' ? 'admin_blocked' : 'cancelled', workspaceId };
  }
  try {
    const consent = await way.consent.exchangeCode({
      code: back.code ?? '',
      codeVerifier: tools.sealer.open(consentPlace(workspaceId, asked.id, 'verifier_sealed'), asked.verifierSealed),
      nonce: tools.sealer.open(consentPlace(workspaceId, asked.id, 'nonce_sealed'), asked.nonceSealed),
      redirectUri: way.redirectUri,
    });
    return await keep(tools, ways, { asked, consent, member, actor });
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return { outcome: outcomeOf(error), workspaceId };
  }
}

function outcomeOf({ code, verdict }: ProviderFailure): NotConnected {
  if (code === 'admin_blocked') return 'admin_blocked';
  if (code === 'address_refused') return 'no_address';
  return code === 'consent_code_refused' || verdict === 'reconnect' ? 'over' : 'company_away';
}

interface Given {
  asked: ConsentRow;
  consent: LastingConsent;
  member: Member;
  actor: Actor;
}

async function keep(tools: Tools, ways: MailboxWays, given: Given): Promise<ConsentOutcome> {
  const { asked, consent } = given;
  const { workspaceId, provider } = asked;
  const refuse = async (outcome: NotConnected): Promise<ConsentOutcome> => {
    const token = consent.refreshToken ?? consent.accessToken;
    await revokeUnlessUsed(tools, wayOf(ways, provider).consent, { provider, subject: consent.subject, token });
    return { outcome, workspaceId };
  };
  if (!consent.maySend) return refuse('not_ticked');
  const kept = await tools.database.inWorkspace(workspaceId, (tx) => keepIn(tools, tx, given));
  if (typeof kept !== 'string')
    return {
      outcome: 'connected',
      workspaceId,
      mailboxId: kept.mailboxId,
      readingRefused: asked.mode === 'send_and_read' && !consent.mayRead,
    };
  if (kept !== 'nothing_lasting') return refuse(kept);
  // Google gives what lasts with the first consent alone, unless its screen is shown again; asked once more, and not for ever.
  if (asked.askedAgain) return refuse(kept);
  return { outcome: 'ask_again', url: await askConsent(tools, ways, { ...asked, askedAgain: true }) };
}

async function keepIn(tools: Tools, tx: Tx, { asked, consent, member, actor }: Given): Promise<{ mailboxId: string } | NotConnected> {
  const { workspaceId, provider } = asked;
  const named = asked.mailboxId === null ? undefined : await findMailbox(tx, workspaceId, asked.mailboxId);
  if (asked.mailboxId !== null && !named) return 'over';
  if (named && !isSameAccount(named, asked, consent)) return 'other_account';
  const key = emailKey(consent.emailAddress);
  const before = named ?? (await findMailboxByAddress(tx, workspaceId, key));
  // The same account, connected as if it were new, is connected again; an address that somebody else's account or a server has here is not taken over.
  if (before && (!isSameAccount(before, asked, consent) || !mayChange(before, member))) return 'address_taken';
  if (consent.refreshToken === undefined) return 'nothing_lasting';
  const id = before?.id ?? newId(tools.clock);
  const seal = (column: string, text: string) => tools.sealer.seal(placeOf(workspaceId, id, column), text);
  const access = {
    mode: asked.mode === 'send_and_read' && consent.mayRead ? ('send_and_read' as const) : ('send' as const),
    accountSubject: consent.subject,
    accessTokenSealed: seal('access_token_sealed', consent.accessToken),
    accessTokenExpiresAt: consent.accessTokenExpiresAt,
    refreshTokenSealed: seal('refresh_token_sealed', consent.refreshToken),
  };
  if (before) await renewMailbox(tx, { workspaceId, id }, { ...access, ...withoutParking });
  else {
    const address = consent.emailAddress;
    const name = cleanHeaderText(consent.displayName).slice(0, 120) || (address.split('@')[0] ?? address).slice(0, 120);
    const connectedAt = tools.clock.now();
    const rest = { workspaceId, id, provider, connectedBy: member.userId, address, addressKey: key, name, connectedAt };
    const made = await insertMailbox(tx, { ...rest, ...access, ...firstPacing({ provider, address }, asked.timeZone) });
    if (!made) return 'address_taken';
  }
  const action = before ? 'mailbox.reconnected' : 'mailbox.connected';
  const details = { provider, mode: access.mode };
  await recordEntry(tools, tx, { workspaceId, actor }, { action, subject: { kind: 'mailbox', id }, details });
  return { mailboxId: id };
}

/** The company's own number of the account decides: another one may have come to the same address. */
const isSameAccount = (mailbox: Mailbox, { provider }: ConsentRow, { subject }: LastingConsent) =>
  mailbox.provider === provider && mailbox.accountSubject === subject;
