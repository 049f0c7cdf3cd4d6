import type { Tools } from '../../platform/tools.ts';
import type { AskLastingConsent } from '../../providers/capabilities.ts';
import { ProviderFailure } from '../../providers/failure.ts';
import { isAccountUsed } from './store.ts';

/** What became of a consent at its company. The tokens are deleted here in any case. */
export type Revoked = 'ended' | 'only_by_the_person' | 'kept_elsewhere' | 'not_confirmed' | 'nothing';

/**
 * Gives a consent back at its company. Google ends everything that an account allowed this copy at once, so one that another mailbox of this copy is sent
 * from stays.
 */
export async function revokeUnlessUsed(
  tools: Tools,
  company: Pick<AskLastingConsent, 'revoke'>,
  { provider, subject, token }: { provider: 'gmail' | 'outlook'; subject: string | null; token: string | undefined },
): Promise<Revoked> {
  if (token === undefined) return 'not_confirmed';
  const used = subject !== null && (await tools.database.inInstallation('sign_in', (tx) => isAccountUsed(tx, provider, subject)));
  if (used) return 'kept_elsewhere';
  try {
    return await company.revoke(token);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    tools.log.warn('revocation_not_confirmed', { code: error.code });
    return 'not_confirmed';
  }
}
