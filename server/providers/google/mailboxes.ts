import { z } from 'zod';
import { callCompany, readJson } from '../call.ts';
import type { AskLastingConsent, HandOver, OpenMailbox } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import { lastingAuthorizationUrl } from './authorization-url.ts';
import { createCertificates } from './certificates.ts';
import { handToGmail } from './gmail.ts';
import type { GoogleSettings } from './settings.ts';
import { exchangeCode, refreshAccessToken, revokeConsent } from './tokens.ts';

/**
 * Gmail mailboxes of a team: a member's lasting consent, and the sending. It asks for `gmail.send`, and for `gmail.readonly` only where the member wants
 * replies and bounces to be seen.
 */
export function createGoogleMailboxes(settings: GoogleSettings): AskLastingConsent & HandOver {
  const certificates = createCertificates(settings);
  return {
    authorizationUrl: (request) => lastingAuthorizationUrl(settings, request),
    exchangeCode: (exchange) => exchangeCode(settings, certificates, exchange),
    refusalOf: (error) => (error.includes('policy_enforced') ? 'admin_blocked' : 'consent_cancelled'),
    refresh: (refreshToken) => refreshAccessToken(settings, refreshToken),
    revoke: (token) => revokeConsent(settings, token),
    async handOver(mailbox, { raw, providerThreadId }) {
      const { accessToken, mayRead } = ofGmail(mailbox);
      const { id, threadId } = await handToGmail(settings, { accessToken, raw, threadId: providerThreadId });
      const messageId = mayRead ? await messageIdOf(settings, accessToken, id) : undefined;
      return {
        providerMessageId: id,
        ...(messageId === undefined ? {} : { messageId }),
        ...(threadId === undefined ? {} : { providerThreadId: threadId }),
      };
    },
    // Gmail is spoken to by single calls: there is nothing to end.
    release: () => Promise.resolve(),
  };
}

const metadata = z.object({
  payload: z.object({ headers: z.array(z.object({ name: z.string(), value: z.string() })) }),
});

/**
 * The Message-ID that recipients see: Gmail may have replaced ours, and replies name its own. The message has left already, so a failure to learn it is none.
 */
async function messageIdOf({ gmailUrl, outbound }: GoogleSettings, accessToken: string, id: string): Promise<string | undefined> {
  try {
    const answer = await callCompany(
      'Google',
      outbound,
      {
        url: `${gmailUrl}/gmail/v1/users/me/messages/${encodeURIComponent(id)}?format=metadata&metadataHeaders=Message-ID`,
        method: 'GET',
        headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
        timeoutMilliseconds: 10_000,
      },
      () => new ProviderFailure('retry_now', 'answer_lost', 'Gmail did not say under which number the message left.'),
    );
    const parsed = metadata.safeParse(answer.status === 200 ? readJson(answer.text) : undefined);
    const value = parsed.success ? parsed.data.payload.headers.find(({ name }) => /^message-id$/i.test(name))?.value.trim() : undefined;
    return value !== undefined && /^<[^\s<>]{3,900}>$/.test(value) ? value : undefined;
  } catch (error) {
    if (error instanceof ProviderFailure) return undefined;
    throw error;
  }
}

function ofGmail(mailbox: OpenMailbox): Extract<OpenMailbox, { provider: 'gmail' | 'outlook' }> {
  if (mailbox.provider !== 'gmail') throw new TypeError('Only Gmail mailboxes are reached through Google.');
  return mailbox;
}
