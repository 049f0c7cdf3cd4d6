import { z } from 'zod';
import type { SendMail } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import { callCompany, readJson } from '../call.ts';
import { gmailFailure } from './gmail-failure.ts';
import { inThread } from './multipart.ts';
import type { GoogleSettings } from './settings.ts';

const taken = z.object({ id: z.string().min(1), threadId: z.string().min(1).optional() });

/**
 * Hands one message to Gmail (users.messages.send). It goes through the upload path as message/rfc822 and not as base64 in JSON: the bytes
 * that were checked are the bytes that leave, a third smaller, and up to 35 MB instead of the 5 MB that Google advises for JSON.
 *
 * The call cannot be repeated safely: Gmail knows no idempotency key. It therefore fails with `uncertain` whenever the message may have been
 * taken, and with any other verdict only when Gmail itself said that it was not. An access token that has expired gives `reconnect` too:
 * refresh it before, not after.
 */
export async function sendThroughGmail(
  settings: GoogleSettings,
  { accessToken, raw }: Parameters<SendMail['send']>[0],
): ReturnType<SendMail['send']> {
  const { id } = await handToGmail(settings, { accessToken, raw, threadId: undefined });
  return { providerMessageId: id };
}

/**
 * The same, also into a thread of the mailbox. A thread that is no longer there is refused before anything is taken, and the message goes out by itself.
 */
export async function handToGmail(
  settings: GoogleSettings,
  { accessToken, raw, threadId }: { accessToken: string; raw: Uint8Array; threadId: string | undefined },
): Promise<z.infer<typeof taken>> {
  const { gmailUrl, outbound, clock } = settings;
  const { contentType, body } = threadId === undefined ? { contentType: 'message/rfc822', body: raw } : inThread(raw, threadId);
  const answer = await callCompany(
    'Google',
    outbound,
    {
      url: `${gmailUrl}/upload/gmail/v1/users/me/messages/send?uploadType=${threadId === undefined ? 'media' : 'multipart'}`,
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': contentType, accept: 'application/json' },
      body,
      timeoutMilliseconds: 60_000,
    },
    () =>
      new ProviderFailure(
        'uncertain',
        'answer_lost',
        'The connection broke before Gmail answered. Look into your Sent folder to see whether the message left.',
      ),
  );
  if (answer.status === 404 && threadId !== undefined) return handToGmail(settings, { accessToken, raw, threadId: undefined });
  if (answer.status !== 200) throw gmailFailure(answer, clock.now());
  const message = taken.safeParse(readJson(answer.text));
  if (!message.success)
    throw new ProviderFailure(
      'uncertain',
      'answer_unreadable',
      'What came back did not come from Gmail. Look into your Sent folder to see whether the message left.',
    );
  return message.data;
}
