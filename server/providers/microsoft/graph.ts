import type { SendMail } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import { callCompany } from '../call.ts';
import { graphFailure } from './graph-failure.ts';
import type { MicrosoftSettings } from './settings.ts';

/**
 * Hands one message to Outlook (POST /me/sendMail) in its MIME form: base64 as text/plain (learn.microsoft.com/graph/
 * outlook-send-mime-message), so that the bytes that were checked are the bytes that leave. 202 with nothing in it is all that Graph ever
 * says; there is no id of the message, so the id of the request stands for it, by which Microsoft's support finds it.
 *
 * The call cannot be repeated safely: Graph knows no idempotency key. It therefore fails with `uncertain` whenever the message may have
 * been taken, and with any other verdict only when Graph itself said that it was not.
 */
export async function sendThroughGraph(
  { graphUrl, outbound, clock }: MicrosoftSettings,
  { accessToken, raw }: Parameters<SendMail['send']>[0],
): ReturnType<SendMail['send']> {
  const answer = await callCompany(
    'Microsoft',
    outbound,
    {
      url: `${graphUrl}/v1.0/me/sendMail`,
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'text/plain', accept: 'application/json' },
      body: Buffer.from(raw).toString('base64'),
      timeoutMilliseconds: 60_000,
    },
    () =>
      new ProviderFailure(
        'uncertain',
        'answer_lost',
        'The connection broke before Outlook answered. Look into your Sent Items to see whether the message left.',
      ),
  );
  if (answer.status !== 202 || answer.text.trim() !== '') throw graphFailure(answer, clock.now());
  const requestId = answer.headers.get('request-id') ?? '';
  return { providerMessageId: /^[\w-]{1,64}$/.test(requestId) ? requestId : '' };
}
