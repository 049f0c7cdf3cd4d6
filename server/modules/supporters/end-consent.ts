import type { Tx } from '../../platform/database.ts';
import { CannotOpen } from '../../platform/sealed.ts';
import type { Tools } from '../../platform/tools.ts';
import type { AskConsent } from '../../providers/capabilities.ts';
import { ProviderFailure } from '../../providers/failure.ts';
import { placeIn } from './flow.ts';
import { updateFlow, type Flow, type FlowChange } from './store.ts';

/** Everything that a consent brought: gone from the row at once (promises A7, A8). */
export const withoutConsent = {
  stateHash: null,
  stateExpiresAt: null,
  nonceSealed: null,
  verifierSealed: null,
  nameSealed: null,
  addressSealed: null,
  accessTokenSealed: null,
  accessTokenExpiresAt: null,
  refreshTokenSealed: null,
  identitySealed: null,
} satisfies FlowChange;

/** A token that is there and cannot be opened: nothing can be given back with it, and the flow ends all the same. */
const shutToken = '';

/** The token by which the whole consent can be revoked; kept in memory for that one call only. */
export function revocableToken(tools: Tools, flow: Flow): string | undefined {
  try {
    if (flow.refreshTokenSealed) return tools.sealer.open(placeIn(flow, 'refresh_token_sealed'), flow.refreshTokenSealed);
    return flow.accessTokenSealed ? tools.sealer.open(placeIn(flow, 'access_token_sealed'), flow.accessTokenSealed) : undefined;
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    tools.log.error('token_shut', { problem: error.message });
    return shutToken;
  }
}

/** Clears the consent, the name and the address in the caller's transaction. What the supporter wrote goes too, unless they may need it again. */
export async function clearConsent(
  tx: Tx,
  flow: { workspaceId: string; id: string },
  rest: FlowChange & { keepDraft: boolean },
): Promise<void> {
  const { keepDraft, ...change } = rest;
  await updateFlow(tx, flow, { ...withoutConsent, ...(keepDraft ? {} : { draftSealed: null }), ...change });
}

/**
 * Gives the consent back at the company; false when it did not confirm that, or offers no way to. The tokens are deleted here already, so all
 * that is left then is a word to the supporter.
 */
export async function revokeConsent(tools: Tools, company: AskConsent, token: string | undefined): Promise<boolean> {
  if (token === undefined) return true;
  if (token === shutToken) return false;
  try {
    return (await company.revoke(token)) === 'ended';
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    tools.log.warn('revocation_not_confirmed', { code: error.code });
    return false;
  }
}
