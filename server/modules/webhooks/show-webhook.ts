import { webhookEvent } from '../../../shared/contract/webhook-shapes.ts';
import { showId } from '../../platform/ids.ts';
import { shownCampaign } from './event.ts';
import type { LoggedEvent } from './outbox/store.ts';
import type { WebhookRow } from './store.ts';

const shownTime = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A webhook as members see it: never its secrets. */
export function shownWebhook(row: WebhookRow, open: { waiting: number; givenUp: number } | undefined, now: Date) {
  return {
    id: showId('webhook', row.id),
    url: row.url,
    events: row.events.flatMap((name) => {
      const known = webhookEvent.safeParse(name);
      return known.success ? [known.data] : [];
    }),
    withAddresses: row.withAddresses,
    provenAt: shownTime(row.provenAt),
    oldSecretUntil: row.oldSecretUntil && row.oldSecretUntil > now ? row.oldSecretUntil.toISOString() : null,
    // One that ended before the reason was kept had either asked for it or failed.
    endedBecause: row.endedAt ? (row.endedBecause === 'gone' ? ('gone' as const) : ('failing' as const)) : null,
    lastTriedAt: shownTime(row.lastTriedAt),
    lastStatus: row.lastStatus,
    nextTryAt: shownTime(row.nextTryAt),
    waiting: open?.waiting ?? 0,
    givenUp: open?.givenUp ?? 0,
    createdAt: row.createdAt.toISOString(),
  };
}

/** An event of the log: numbers, a closed word and how it went. */
export function shownEvent(event: LoggedEvent) {
  return {
    id: showId('event', event.id),
    type: event.type,
    state: event.state as 'waiting' | 'told' | 'given_up',
    campaign: shownCampaign(event),
    enrolment: event.enrolmentId === null ? null : showId('enrolment', event.enrolmentId),
    happenedAt: event.happenedAt.toISOString(),
    tries: event.tries,
    triedAt: shownTime(event.triedAt),
    nextTryAt: shownTime(event.nextTryAt),
    status: event.status,
    milliseconds: event.milliseconds,
  };
}
