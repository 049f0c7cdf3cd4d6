import { z } from 'zod';
import type { OutboundAnswer } from '../../platform/outbound.ts';
import { ProviderFailure } from '../failure.ts';
import { readJson } from '../call.ts';
import { retryAfterSeconds } from '../retry-after.ts';

/** What was asked of the token endpoint: the same error means another thing for a code than for a consent that stood for months. */
export type Asked = 'code' | 'refresh' | 'revoke';

const oauthError = z.object({ error: z.string() });

/**
 * What a refusal of the token endpoint means (RFC 6749 section 5.2; developers.google.com/identity/protocols/oauth2,
 * "Refresh token expiration": revoked, six months unused, a new password, an administrator's policy).
 */
export function tokenFailure(answer: OutboundAnswer, asked: Asked): ProviderFailure {
  if (answer.status >= 500) return new ProviderFailure('retry_now', 'provider_down', 'Google has a fault at the moment. Try again.');
  if (answer.status === 429)
    return new ProviderFailure(
      'retry_later',
      'project_quota',
      'Too many people sign in through this service at once. Try again a little later.',
      retryAfterSeconds(answer),
    );
  const parsed = oauthError.safeParse(readJson(answer.text));
  switch (parsed.success ? parsed.data.error : undefined) {
    case 'invalid_grant':
    case 'redirect_uri_mismatch':
      if (asked === 'code')
        return new ProviderFailure(
          'reconnect',
          'consent_code_refused',
          'This sign-in was already used or took too long. Start it again; nothing was sent.',
        );
      return new ProviderFailure(
        'reconnect',
        'consent_revoked',
        'The permission at Google has ended, for example through a new password. Connect again.',
      );
    case 'admin_policy_enforced':
    case 'policy_enforced':
    case 'org_internal':
    case 'access_denied':
      return new ProviderFailure(
        'never',
        'admin_blocked',
        'The administrators of this account do not allow it. Use another account, or ask them.',
      );
    case 'invalid_client':
    case 'unauthorized_client':
    case 'deleted_client':
    case 'disabled_client':
      return new ProviderFailure(
        'never',
        'admin_blocked',
        'Google does not accept the credentials of this service. Its operator has to look at them.',
      );
    case undefined:
      return asked === 'code'
        ? new ProviderFailure('reconnect', 'answer_unreadable', 'Google did not finish the sign-in. Start it again; nothing was sent.')
        : new ProviderFailure('retry_now', 'answer_unreadable', 'Google did not answer as it should. Try again; nothing was sent.');
    default:
      return asked === 'code'
        ? new ProviderFailure('reconnect', 'consent_code_refused', 'Google refused this sign-in. Start it again; nothing was sent.')
        : new ProviderFailure('never', 'consent_revoked', 'Google refused to go on with this permission. Connect again.');
  }
}
