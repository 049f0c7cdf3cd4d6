import { errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import { unreadableAnswer, whileReading } from '../ask-mailbox.ts';
import { callCompany, readJson } from '../call.ts';
import type { TellOfMail } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import { createCertificates } from './certificates.ts';
import { gmailFailure } from './gmail-failure.ts';
import type { GoogleSettings } from './settings.ts';

/** Where Gmail publishes, who brings it to us, and under which address of ours. */
export interface Topic {
  name: string;
  account: string;
  audience: string;
}

/** Between two looks for keys that are not yet known. */
const leastMilliseconds = 60_000;
const issuers = ['https://accounts.google.com', 'accounts.google.com'];
const watched = z.object({ expiration: z.string().regex(/^\d{1,15}$/) });
const envelope = z.object({ message: z.object({ data: z.string().max(10_000) }) });
const news = z.object({ emailAddress: z.string().min(3).max(320) });

/**
 * Has Gmail publish to a topic of Cloud Pub/Sub that something happened in a mailbox (users.watch), from where a push subscription brings it here. The word is
 * believed when a token of Google's stands beside it (cloud.google.com/pubsub/docs/authenticate-push-subscriptions), and even then only wakes.
 */
export function createGmailWatching(settings: GoogleSettings, topic: Topic): TellOfMail {
  const certificates = createCertificates(settings);

  let looked: { at: number; done: Promise<unknown> } | undefined;
  /** Anybody can name a key that nobody has: Google is asked at most once a minute, and whoever comes meanwhile waits for that answer. */
  async function lookForNewKeys(): Promise<void> {
    const now = settings.clock.now().getTime();
    if (!looked || now - looked.at >= leastMilliseconds) looked = { at: now, done: certificates.keys('fresh') };
    await looked.done;
  }

  async function claimsOf(token: string): Promise<JWTPayload | undefined> {
    const verify = async () =>
      jwtVerify(token, await certificates.keys(), {
        algorithms: ['RS256'],
        issuer: issuers,
        audience: topic.audience,
        clockTolerance: 60,
        currentDate: settings.clock.now(),
        requiredClaims: ['exp', 'iat', 'email'],
      });
    try {
      const verified = await verify().catch(async (error: unknown) => {
        // Google changes its keys every few days; a key that is not yet known is worth one more look.
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await lookForNewKeys();
        return verify();
      });
      return verified.payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  return {
    async watch(reading) {
      if (reading.provider !== 'gmail') throw new TypeError('Only Gmail mailboxes are watched through Google.');
      const answer = await callCompany(
        'Google',
        settings.outbound,
        {
          url: `${settings.gmailUrl}/gmail/v1/users/me/watch`,
          method: 'POST',
          headers: { authorization: `Bearer ${reading.accessToken}`, 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify({ topicName: topic.name, labelIds: ['SENT', 'DRAFT'], labelFilterBehavior: 'exclude' }),
        },
        () => new ProviderFailure('retry_later', 'answer_lost', 'Gmail did not say whether it tells of new mail. It is asked again later.'),
      );
      if (answer.status !== 200) throw whileReading('Google', gmailFailure(answer, settings.clock.now()));
      const parsed = watched.safeParse(readJson(answer.text));
      if (!parsed.success) throw unreadableAnswer('Google');
      return { until: new Date(Number(parsed.data.expiration)) };
    },
    async hear({ authorization, body }) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
      const claims = token === undefined ? undefined : await claimsOf(token);
      if (claims?.['email'] !== topic.account || claims['email_verified'] !== true) return undefined;
      const brought = envelope.safeParse(readJson(body));
      const told = news.safeParse(brought.success ? readJson(Buffer.from(brought.data.message.data, 'base64').toString()) : undefined);
      return told.success ? [{ event: 'news', address: told.data.emailAddress }] : [];
    },
  };
}
