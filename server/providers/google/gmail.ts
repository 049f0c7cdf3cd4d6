import { z } from 'zod';
import type { SendMail } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import { callCompany, readJson } from '../call.ts';
import { gmailFailure } from './gmail-failure.ts';
import type { GoogleSettings } from './settings.ts';

const taken = z.object({ id: z.string().min(1) });

/**
 * Hands one message to Gmail (users.messages.send). It goes through the upload path as message/rfc822 and not as base64 in JSON: the bytes
 * that were checked are the bytes that leave, a third smaller, and up to 35 MB instead of the 5 MB that Google advises for JSON.
 *
 * The call cannot be repeated safely: Gmail knows no idempotency key. It therefore fails with `uncertain` whenever the message may have been
 * taken, and with any other verdict only when Gmail itself said that it was not. An access token that has expired gives `reconnect` too:
 * refresh it before, not after.
 */
export async function sendThroughGmail(
  { gmailUrl, outbound, clock }: GoogleSettings,
  { accessToken, raw }: Parameters<SendMail['send']>[0],
): ReturnType<SendMail['send']> {
  const answer = await callCompany(
    'Google',
    outbound,
    {
      url: `${gmailUrl}/upload/gmail/v1/users/me/messages/send?uploadType=media`,
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'message/rfc822', accept: 'application/json' },
      body: raw,
      timeoutMilliseconds: 60_000,
    },
    () =>
      new ProviderFailure(
        'uncertain',
        'answer_lost',
        'The connection broke before Gmail answered. Look into your Sent folder to see whether the message left.',
      ),
  );
  if (answer.status !== 200) throw gmailFailure(answer, clock.now());
  const message = taken.safeParse(readJson(answer.text));
  if (!message.success)
    throw new ProviderFailure(
      'uncertain',
      'answer_unreadable',
      'What came back did not come from Gmail. Look into your Sent folder to see whether the message left.',
    );
  return { providerMessageId: message.data.id };
}
