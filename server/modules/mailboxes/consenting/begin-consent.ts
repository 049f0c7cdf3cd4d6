import { newConsentRound, stateHashOf, stateMinutes } from '../../../platform/consent-round.ts';
import { Refusal } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { MailboxMode } from '../../../providers/capabilities.ts';
import { refuseUnlessTheirs } from '../mailbox.ts';
import { wayOf, type MailboxWays } from '../mailbox-ways.ts';
import { findMailbox } from '../store.ts';
import { deleteConsentsOf, insertConsent } from './store.ts';

/** Where the random values of a way to a consent screen are sealed to. */
export const consentPlace = (workspaceId: string, id: string, column: string) => ({
  workspaceId,
  table: 'mailbox_consents',
  rowId: id,
  column,
});

export interface AskedConsent {
  workspaceId: string;
  userId: string;
  provider: 'gmail' | 'outlook';
  mode: MailboxMode;
  /** The mailbox that is connected anew. */
  mailboxId: string | null;
  timeZone: string;
  /** Whether the screen has to be shown, because nothing lasting came without it. */
  askedAgain: boolean;
}

/**
 * Begins a member's way to the consent screen of their mailbox's company. It can be finished by the same user, once and within ten minutes. An earlier one of
 * theirs in this workspace is over.
 */
export async function beginConsent(
  tools: Tools,
  ways: MailboxWays,
  member: Member,
  asked: Pick<AskedConsent, 'provider' | 'mode' | 'mailboxId' | 'timeZone'>,
): Promise<URL> {
  if (member.kind === 'token')
    throw new Refusal('refused', 'needs_a_person', 'A person has to consent: connect the mailbox in the browser, signed in as yourself.');
  return askConsent(tools, ways, { ...asked, workspaceId: member.workspaceId, userId: member.userId, askedAgain: false }, member);
}

/** Makes a fresh round and keeps what binds it. `member` is given where it has to be looked whether the mailbox is theirs. */
export async function askConsent(
  tools: Tools,
  ways: MailboxWays,
  asked: AskedConsent,
  member?: Pick<Member, 'role' | 'userId'>,
): Promise<URL> {
  const { workspaceId, userId, provider, mode, mailboxId, timeZone, askedAgain } = asked;
  const way = wayOf(ways, provider);
  const { state, nonce, verifier, codeChallenge } = newConsentRound();
  const id = newId(tools.clock);
  const address = await tools.database.inWorkspace(workspaceId, async (tx) => {
    const mailbox = mailboxId === null ? undefined : await findMailbox(tx, workspaceId, mailboxId);
    if (mailboxId !== null && member) refuseUnlessTheirs(mailbox, member);
    if (mailbox && mailbox.provider !== provider)
      throw new Refusal('refused', 'other_company', 'This mailbox is not at that company. Connect it again where it is.');
    await deleteConsentsOf(tx, workspaceId, userId);
    await insertConsent(tx, {
      workspaceId,
      id,
      userId,
      mailboxId,
      provider,
      mode,
      stateHash: stateHashOf(provider, state),
      nonceSealed: tools.sealer.seal(consentPlace(workspaceId, id, 'nonce_sealed'), nonce),
      verifierSealed: tools.sealer.seal(consentPlace(workspaceId, id, 'verifier_sealed'), verifier),
      timeZone,
      askedAgain,
      expiresAt: new Date(tools.clock.now().getTime() + stateMinutes * 60_000),
    });
    return mailbox?.address;
  });
  const { redirectUri } = way;
  return way.consent.authorizationUrl({ state, nonce, codeChallenge, redirectUri, mode, address, askAgain: askedAgain });
}
