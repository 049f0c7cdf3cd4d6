import { z } from 'zod';
import { ProviderFailure } from '../failure.ts';
import { callCompany, readJson } from '../call.ts';
import type { GoogleSettings } from './settings.ts';

/**
 * The name of the person, for an ID token that does not carry it (Google only says that it may).
 * Believed only about the same person (OpenID Connect Core section 5.3.2). A message can go out without a name, so a failure is none.
 */
export async function readDisplayName({ outbound, openidUrl }: GoogleSettings, accessToken: string, subject: string): Promise<string> {
  const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
  try {
    const answer = await callCompany(
      'Google',
      outbound,
      { url: `${openidUrl}/v1/userinfo`, method: 'GET', headers, timeoutMilliseconds: 10_000 },
      () => new ProviderFailure('retry_now', 'answer_lost', 'Google did not say the name of this account.'),
    );
    const profile = z.object({ sub: z.literal(subject), name: z.string() }).safeParse(readJson(answer.text));
    return answer.status === 200 && profile.success ? profile.data.name : '';
  } catch (error) {
    if (error instanceof ProviderFailure) return '';
    throw error;
  }
}
