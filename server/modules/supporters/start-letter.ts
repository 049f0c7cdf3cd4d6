import { hashToken, newToken } from '../../platform/hashing.ts';
import { createHash } from 'node:crypto';
import { newId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { AskConsent } from '../../providers/capabilities.ts';
import { newTicket, placeIn, stateMinutes, type Draft, type Ticket } from './flow.ts';
import { draftOf, openFlow } from './look-at-flow.ts';
import { insertFlow, updateFlow, type Flow } from './store.ts';

export interface ConsentWay {
  google: AskConsent;
  redirectUri: string;
}

/**
 * Keeps a supporter's version of the letter, sealed, and binds it to their browser. The browser's earlier flow of the same campaign goes on
 * with the new words, unless it has begun to send.
 */
export async function keepDraft(
  tools: Tools,
  ticket: Ticket | undefined,
  letter: { workspaceId: string; campaignId: string; textVersion: number; draft: Draft },
): Promise<{ flow: { workspaceId: string; id: string }; cookie: string | undefined }> {
  const { workspaceId, campaignId, textVersion, draft } = letter;
  const now = tools.clock.now();
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const flow = ticket?.workspaceId === workspaceId ? await openFlow(tools, tx, ticket, 'lock') : undefined;
    if (flow && flow.campaignId === campaignId && (flow.step === 'started' || flow.step === 'connected')) {
      const draftSealed = tools.sealer.seal(placeIn(flow, 'draft_sealed'), JSON.stringify(draft));
      await updateFlow(tx, flow, { draftSealed, textVersion, lastActiveAt: now });
      return { flow, cookie: undefined };
    }
    const fresh = newTicket(workspaceId, newId(tools.clock));
    const place = { workspaceId, id: fresh.flowId };
    await insertFlow(tx, {
      ...place,
      campaignId,
      browserHash: hashToken(fresh.secret),
      draftSealed: tools.sealer.seal(placeIn(place, 'draft_sealed'), JSON.stringify(draft)),
      textVersion,
      createdAt: now,
      lastActiveAt: now,
    });
    return { flow: place, cookie: fresh.cookie };
  });
}

/**
 * Sends the supporter to Google: a new state, nonce and PKCE verifier each time, good for ten minutes and for one return
 * (RFC 9700 section 2.1.1, RFC 7636).
 */
export async function askForConsent(tools: Tools, way: ConsentWay, flow: { workspaceId: string; id: string }): Promise<URL> {
  const [state, nonce, verifier] = [newToken(), newToken(), newToken()];
  const now = tools.clock.now();
  await tools.database.inWorkspace(flow.workspaceId, (tx) =>
    updateFlow(tx, flow, {
      stateHash: hashToken(state),
      stateExpiresAt: new Date(now.getTime() + stateMinutes * 60_000),
      nonceSealed: tools.sealer.seal(placeIn(flow, 'nonce_sealed'), nonce),
      verifierSealed: tools.sealer.seal(placeIn(flow, 'verifier_sealed'), verifier),
      lastActiveAt: now,
    }),
  );
  const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
  return way.google.authorizationUrl({ state, nonce, codeChallenge, redirectUri: way.redirectUri });
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
