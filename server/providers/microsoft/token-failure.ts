import { z } from 'zod';
import type { OutboundAnswer } from '../../platform/outbound.ts';
import { ProviderFailure } from '../failure.ts';
import { isAdministrators } from './consent-error.ts';
import { readJson } from '../call.ts';
import { retryAfterSeconds } from '../retry-after.ts';

const tokenError = z.object({ error: z.string(), error_codes: z.array(z.number()).catch([]) });

/**
 * What a refusal of the token endpoint means for a sign-in (RFC 6749 section 5.2; learn.microsoft.com/entra/identity-platform/
 * v2-oauth2-auth-code-flow, "Error codes for token endpoint errors"). A code that is over or used (AADSTS70008, 54005) or whose
 * verifier is wrong (501481) is `invalid_grant`; what an organisation's rules forbid is told apart by its number.
 */
export function tokenFailure(answer: OutboundAnswer, now: Date, asked: 'code' | 'refresh' = 'code'): ProviderFailure {
  const parsed = tokenError.safeParse(readJson(answer.text));
  const error = parsed.success ? parsed.data.error : undefined;
  if (answer.status >= 500 || error === 'temporarily_unavailable' || error === 'server_error')
    return new ProviderFailure('retry_now', 'provider_down', 'Microsoft has a fault at the moment. Try again.');
  if (answer.status === 429)
    return new ProviderFailure(
      'retry_later',
      'project_quota',
      'Too many people sign in through this service at once. Try again a little later.',
      retryAfterSeconds(answer, now),
    );
  // A consent that stood and stands no more is given anew by the person, whoever ended it and whatever for.
  if (asked === 'refresh')
    return error === undefined
      ? new ProviderFailure('retry_now', 'answer_unreadable', 'Microsoft did not answer as it should. Try again; nothing was sent.')
      : new ProviderFailure(
          'reconnect',
          'consent_revoked',
          'The permission at Microsoft has ended, for example through a new password. Connect again.',
        );
  if (parsed.success && parsed.data.error_codes.some(isAdministrators)) return byAdministrators();
  switch (error) {
    case 'invalid_grant':
      return new ProviderFailure(
        'reconnect',
        'consent_code_refused',
        'This sign-in was already used or took too long. Start it again; nothing was sent.',
      );
    case 'interaction_required':
    case 'consent_required':
    case 'access_denied':
      return byAdministrators();
    case 'invalid_client':
    case 'unauthorized_client':
    case 'invalid_resource':
      return new ProviderFailure(
        'never',
        'admin_blocked',
        'Microsoft does not accept the credentials of this service. Its operator has to look at them.',
      );
    case undefined:
      return new ProviderFailure(
        'reconnect',
        'answer_unreadable',
        'Microsoft did not finish the sign-in. Start it again; nothing was sent.',
      );
    default:
      return new ProviderFailure('reconnect', 'consent_code_refused', 'Microsoft refused this sign-in. Start it again; nothing was sent.');
  }
}

function byAdministrators(): ProviderFailure {
  return new ProviderFailure(
    'never',
    'admin_blocked',
    'The administrators of this account do not allow it. Use another account, or ask them.',
  );
}
