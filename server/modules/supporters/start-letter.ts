import { newConsentRound, stateHashOf, stateMinutes } from '../../platform/consent-round.ts';
import { hashToken } from '../../platform/hashing.ts';
import { newId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { CampaignRow, Recipient, Wish } from '../campaigns/index.ts';
import { newTicket, placeIn, type Draft, type MailboxKind, type Ticket } from './flow.ts';
import { draftOf, openFlow } from './look-at-flow.ts';
import { wayOf, type Ways } from './mailbox-ways.ts';
import { offerRecipients, type Standing } from './offers/offer-recipients.ts';
import { takeTurn } from './offers/store.ts';
import { insertFlow, updateFlow, type Flow } from './store.ts';

/** What a supporter wrote, in which words they read it, whom they want to write to, and by which door they came. */
export interface NewLetter {
  campaign: CampaignRow;
  draft: Draft;
  wish: Wish;
  language: string;
  combination: number;
  partnerId: string | null;
  rehearsal: boolean;
  /** By which the frame that the supporter came from learns how it ended. */
  handle: string | undefined;
}

export type Started =
  | { flow: { workspaceId: string; id: string }; cookie: string | undefined; offered: Recipient[] }
  | { nobody: Standing['left'] };

/**
 * Keeps a supporter's version of the letter, sealed, binds it to their browser, and holds those whom they write to. The browser's earlier flow
 * of the same campaign goes on with the new words, unless it has begun to send. Where nobody can be offered, nothing is kept.
 */
export async function startLetter(tools: Tools, ticket: Ticket | undefined, letter: NewLetter): Promise<Started> {
  const { campaign, draft, wish, rehearsal } = letter;
  const { workspaceId, id: campaignId, textVersion } = campaign;
  const now = tools.clock.now();
  const handleHash = letter.handle === undefined ? null : hashToken(letter.handle);
  // Who goes on without a frame, in another browser for example, still came by it: its handle and its partner stay.
  const door = { ...(handleHash ? { handleHash } : {}), ...(letter.partnerId === null ? {} : { partnerId: letter.partnerId }) };
  return tools.database
    .inWorkspace(workspaceId, async (tx) => {
      const open = ticket?.workspaceId === workspaceId ? await openFlow(tools, tx, ticket, 'lock') : undefined;
      const same =
        open && open.campaignId === campaignId && open.rehearsal === rehearsal && (open.step === 'started' || open.step === 'connected');
      const fresh = same ? undefined : newTicket(workspaceId, newId(tools.clock));
      const flow = same ? open : { workspaceId, id: fresh?.flowId ?? '', rehearsal };
      const words = { textVersion, language: letter.language, combination: letter.combination, lastActiveAt: now };
      const draftSealed = tools.sealer.seal(placeIn(flow, 'draft_sealed'), JSON.stringify(draft));
      if (fresh) {
        const { partnerId } = letter;
        await insertFlow(tx, {
          ...flow,
          ...words,
          campaignId,
          browserHash: hashToken(fresh.secret),
          draftSealed,
          partnerId,
          handleHash,
          createdAt: now,
        });
        if (!rehearsal) await takeTurn(tx, { workspaceId, campaignId, language: letter.language, combination: letter.combination });
      } else await updateFlow(tx, flow, { ...words, ...door, draftSealed });
      const { offered, left } = await offerRecipients(tools, tx, flow, { campaign, wish });
      if (offered.length === 0) throw new NobodyLeft(left);
      return { flow, cookie: fresh?.cookie, offered };
    })
    .catch((error: unknown) => {
      if (error instanceof NobodyLeft) return { nobody: error.left };
      throw error;
    });
}

/** Takes back everything that the transaction has written: a supporter who can write to nobody leaves nothing here. */
class NobodyLeft extends Error {
  readonly left: Standing['left'];
  constructor(left: Standing['left']) {
    super('Nobody is left to write to.');
    this.left = left;
  }
}

/**
 * Sends the supporter to their mailbox's company: a new state, nonce and PKCE verifier each time, good for ten minutes and for one return
 * (RFC 9700 section 2.1.1, RFC 7636).
 */
export async function askForConsent(
  tools: Tools,
  ways: Ways,
  flow: { workspaceId: string; id: string },
  mailbox: MailboxKind,
): Promise<URL> {
  const { state, nonce, verifier, codeChallenge } = newConsentRound();
  const way = wayOf(ways, { mailbox });
  const now = tools.clock.now();
  await tools.database.inWorkspace(flow.workspaceId, (tx) =>
    updateFlow(tx, flow, {
      stateHash: stateHashOf(mailbox, state),
      stateExpiresAt: new Date(now.getTime() + stateMinutes * 60_000),
      nonceSealed: tools.sealer.seal(placeIn(flow, 'nonce_sealed'), nonce),
      verifierSealed: tools.sealer.seal(placeIn(flow, 'verifier_sealed'), verifier),
      lastActiveAt: now,
    }),
  );
  return way.consent.authorizationUrl({ state, nonce, codeChallenge, redirectUri: way.redirectUri });
}

/** The draft that a browser left with a campaign, to show it again. */
export async function draftFor(
  tools: Tools,
  tx: Tx,
  ticket: Ticket | undefined,
  campaignId: string,
): Promise<{ flow: Flow; draft: Draft } | undefined> {
  const flow = await openFlow(tools, tx, ticket);
  if (flow?.campaignId !== campaignId || flow.step === 'settled') return undefined;
  return { flow, draft: draftOf(tools, flow) };
}
