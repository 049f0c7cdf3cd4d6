import { z } from 'zod';
import { unreadableAnswer, whileReading } from '../ask-mailbox.ts';
import { callCompany, readJson } from '../call.ts';
import type { TellOfMail, Told } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import { graphFailure } from './graph-failure.ts';
import type { MicrosoftSettings } from './settings.ts';

/** Graph allows just under seven days for messages; so short a time ends soon after a mailbox is disconnected, which leaves no way to end it. */
const watchedMilliseconds = 24 * 3_600_000;

const subscription = z.object({ id: z.string().min(1).max(200), expirationDateTime: z.iso.datetime({ offset: true }) });
const lifecycle = { reauthorizationRequired: 'ends_soon', subscriptionRemoved: 'ended', missed: 'news' } as const;
const notifications = z.object({
  value: z
    .array(
      z.object({
        subscriptionId: z.string().min(1).max(200),
        clientState: z.string().max(255).catch(''),
        lifecycleEvent: z.enum(Object.keys(lifecycle) as [keyof typeof lifecycle]).optional(),
      }),
    )
    .max(1000),
});

/**
 * Has Graph tell that a message came to an inbox (learn.microsoft.com/graph/change-notifications-delivery-webhooks), and what becomes of that. Every word
 * carries the secret that was given when it was asked for.
 */
export function createOutlookWatching({ graphUrl, outbound, clock }: MicrosoftSettings, notificationUrl: string): TellOfMail {
  const call = async (method: 'POST' | 'PATCH', path: string, accessToken: string, body: Record<string, string>) =>
    callCompany(
      'Microsoft',
      outbound,
      {
        url: `${graphUrl}/v1.0/subscriptions${path}`,
        method,
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(body),
      },
      () => new ProviderFailure('retry_later', 'answer_lost', 'Outlook did not say whether it tells of new mail. It is asked again later.'),
    );
  return {
    async watch(reading, { watchId, secret }) {
      if (reading.provider !== 'outlook') throw new TypeError('Only Outlook mailboxes are watched through Microsoft.');
      const { accessToken } = reading;
      const expirationDateTime = new Date(clock.now().getTime() + watchedMilliseconds).toISOString();
      const prolonged = watchId && (await call('PATCH', `/${encodeURIComponent(watchId)}`, accessToken, { expirationDateTime }));
      const answer =
        prolonged && prolonged.status !== 404
          ? prolonged
          : await call('POST', '', accessToken, {
              changeType: 'created',
              notificationUrl,
              lifecycleNotificationUrl: notificationUrl,
              resource: "me/mailFolders('inbox')/messages",
              expirationDateTime,
              clientState: secret,
              latestSupportedTlsVersion: 'v1_2',
            });
      if (answer.status !== 200 && answer.status !== 201) throw whileReading('Microsoft', graphFailure(answer, clock.now()));
      const parsed = subscription.safeParse(readJson(answer.text));
      if (!parsed.success) throw unreadableAnswer('Microsoft');
      return { watchId: parsed.data.id, until: new Date(parsed.data.expirationDateTime) };
    },
    hear({ body }) {
      const parsed = notifications.safeParse(readJson(body));
      if (!parsed.success) return Promise.resolve(undefined);
      return Promise.resolve(
        parsed.data.value.map(({ subscriptionId, clientState, lifecycleEvent }): Told => {
          const event = lifecycleEvent === undefined ? 'news' : lifecycle[lifecycleEvent];
          return { event, watchId: subscriptionId, secret: clientState };
        }),
      );
    },
  };
}
