import { patiently } from '../../../platform/database.ts';
import { showId } from '../../../platform/ids.ts';
import type { Outbound } from '../../../platform/outbound.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { bodyOf } from '../event.ts';
import { eventPatienceDays, isPast, nextTryAfter, patienceDays, readRetryAfter, verdictOf } from '../webhook.ts';
import { postMessage, type Receiver } from './post-message.ts';
import { receiverOf } from './receiver.ts';
import * as store from './store.ts';

/** Who tells, for as long as it holds what it tells: another each time that a webhook is taken. */
export interface Holder {
  by: string;
  seconds: number;
}

/** So many messages are under way to one webhook at a time; to one that failed last, a single one. */
export const atOnce = 8;

interface Told {
  event: store.DueEvent;
  status: number | null;
  milliseconds: number;
  askedSeconds: number;
}

/** The next events of a webhook that is held; nothing when none is due, or it is held no more. */
async function claim(tools: Tools, place: store.Place, { by, seconds }: Holder) {
  const now = tools.clock.now();
  const until = new Date(now.getTime() + seconds * 1000);
  return tools.database.inWorkspace(place.workspaceId, async (tx) => {
    const webhook = await store.keepHold(tx, place, { by, now, until });
    if (!webhook) return undefined;
    const most = webhook.failures > 0 ? 1 : atOnce;
    const events = await store.dueEvents(tx, place, { now, most, withAddresses: webhook.withAddresses });
    return events.length === 0 ? undefined : { webhook, events, receiver: receiverOf(tools, place, webhook) };
  });
}

async function tellOne(
  tools: Tools,
  outbound: Outbound,
  { receiver, withAddress }: { receiver: Receiver; withAddress: boolean },
  event: store.DueEvent,
): Promise<Told> {
  const message = { id: showId('event', event.id), body: bodyOf(event, { withAddress, address: event.address }) };
  const { answer, milliseconds } = await postMessage(tools, outbound, receiver, message);
  const askedSeconds = answer ? readRetryAfter(answer.headers.get('retry-after'), tools.clock.now()) : 0;
  return { event, status: answer?.status ?? null, milliseconds, askedSeconds };
}

function outcomeOf({ event, status, milliseconds, askedSeconds }: Told, at: Date): store.Outcome {
  const same = { id: event.id, status, milliseconds, nextTryAt: null };
  const verdict = verdictOf(status);
  if (verdict === 'taken') return { ...same, state: 'told' };
  if (verdict === 'gone' || isPast(eventPatienceDays, event.waitsSince, at)) return { ...same, state: 'given_up' };
  return { ...same, state: 'waiting', nextTryAt: nextTryAfter(event.tries + 1, at, { askedSeconds }) };
}

/** Writes down what became of a round, and what it means for the whole webhook: one that took nothing rests, and after five days it is ended. */
async function settle(tools: Tools, place: store.Place, { by }: Holder, told: readonly Told[]): Promise<void> {
  const at = tools.clock.now();
  const { workspaceId, webhookId } = place;
  const end = async (tx: Parameters<typeof store.endWebhook>[0], because: 'gone' | 'failing', status: number | null) => {
    if (!(await store.endWebhook(tx, place, { at, because, status }))) return;
    await tools.enqueue(tx, 'mail-ended-webhook', { workspaceId, webhookId });
    const entry = { action: 'webhook.ended', subject: { kind: 'webhook', id: webhookId }, details: { because } } as const;
    await recordEntry(tools, tx, { workspaceId, actor: { kind: 'job' } }, entry);
  };
  const byVerdict = (verdict: ReturnType<typeof verdictOf>) => told.findLast(({ status }) => verdictOf(status) === verdict);
  await patiently(tools.clock, () =>
    tools.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await store.lockWebhook(tx, place))) return;
      await store.settleEvents(
        tx,
        place,
        told.map((one) => outcomeOf(one, at)),
        at,
      );
      if (byVerdict('gone')) return end(tx, 'gone', 410);
      const taken = byVerdict('taken');
      if (taken) return store.noteTaken(tx, place, { by, at, status: taken.status });
      const status = told.at(-1)?.status ?? null;
      const failing = await store.noteFailure(tx, place, { by, at, status });
      if (!failing) return;
      if (isPast(patienceDays, failing.failingSince ?? at, at)) return end(tx, 'failing', status);
      const askedSeconds = Math.max(...told.map((one) => one.askedSeconds));
      return store.letRest(tx, place, by, nextTryAfter(failing.failures, at, { askedSeconds }));
    }),
  );
}

/**
 * Tells a webhook what is due, round by round, until nothing is, it fails, or its turn is over. What was under way when its process vanished is told
 * again by another, under the same id.
 * @returns how many messages were tried
 */
export async function tellWebhook(
  tools: Tools,
  outbound: Outbound,
  holder: Holder,
  { isOver, ...place }: store.Place & { isOver: (tried: number) => boolean },
): Promise<number> {
  let tried = 0;
  try {
    for (let claimed = await claim(tools, place, holder); claimed && !isOver(tried); claimed = await claim(tools, place, holder)) {
      const { webhook, receiver } = claimed;
      const told = await Promise.all(
        claimed.events.map((event) => tellOne(tools, outbound, { receiver, withAddress: webhook.withAddresses }, event)),
      );
      tried += told.length;
      await settle(tools, place, holder, told);
    }
  } finally {
    await tools.database.inWorkspace(place.workspaceId, (tx) => store.releaseHold(tx, place, { by: holder.by, at: tools.clock.now() }));
  }
  return tried;
}
