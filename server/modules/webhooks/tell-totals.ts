import { signWebhook } from '../../platform/hashing.ts';
import { newId } from '../../platform/ids.ts';
import { OutboundFailure, type Outbound } from '../../platform/outbound.ts';
import { findQuarantine } from '../../platform/quarantine.ts';
import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import * as store from './store.ts';
import { bodyOf, nextTryAfter, patienceDays, placeOf, saidOf, shownMessageId, verdictOf } from './webhook.ts';
import { faultOf } from '../../platform/last-resort.ts';

type Place = Awaited<ReturnType<typeof store.dueWebhooks>>[number];

/** One message on its way to one receiver. */
interface Telling extends Place {
  url: string;
  secret: string;
  messageId: string;
  body: string;
}

const secondsForEach = 10;
/** Longer than a try can last: a process that vanished in it is followed by another, with the same message. */
const claimSeconds = 60;
const atOnce = 32;

/** The message that a webhook is to be told now, taken for this process; nothing when its workspace's totals are those it knows. */
async function claim(tools: Tools, place: Place): Promise<Telling | undefined> {
  const at = tools.clock.now();
  return tools.database.inWorkspace(place.workspaceId, async (tx) => {
    const webhook = await store.findDueWebhook(tx, place, at);
    if (!webhook) return undefined;
    const { url, secretSealed } = webhook;
    let { messageId, messageBody, totalsHash } = webhook;
    if (messageId === null || messageBody === null || totalsHash === null) {
      const campaigns = await store.campaignTotals(tx, place.workspaceId);
      const { said, hash } = saidOf(campaigns);
      if (totalsHash ? hash.equals(totalsHash) : campaigns.length === 0) return undefined;
      [messageId, messageBody, totalsHash] = [newId(tools.clock), bodyOf(said, at), hash];
    }
    const secret = tools.sealer.open(placeOf(place.workspaceId, place.id), secretSealed);
    const until = new Date(at.getTime() + claimSeconds * 1000);
    const taken = await store.claimWebhook(tx, place, { messageId, messageBody, totalsHash, at, until });
    return taken ? { ...place, url, secret, messageId, body: messageBody } : undefined;
  });
}

/** What the receiver answered; nothing when no answer came or its address may not be spoken to. A redirect is an answer, and not followed. */
async function post(tools: Tools, outbound: Outbound, { id: webhook, url, secret, messageId, body }: Telling): Promise<number | null> {
  const id = shownMessageId(messageId);
  const timestamp = Math.floor(tools.clock.now().getTime() / 1000);
  try {
    const answer = await outbound.request({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Antiphon webhooks',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signWebhook(secret, id, timestamp, body),
      },
      body,
      timeoutMilliseconds: secondsForEach * 1000,
    });
    return answer.status;
  } catch (error) {
    if (!(error instanceof OutboundFailure)) throw error;
    tools.log.debug('webhook_not_reached', { webhook, problem: error.reason });
    return null;
  }
}

async function settle(tools: Tools, telling: Telling, status: number | null): Promise<void> {
  const at = tools.clock.now();
  const verdict = verdictOf(status);
  await tools.database.inWorkspace(telling.workspaceId, async (tx) => {
    if (verdict === 'taken') return store.settleTaken(tx, telling, status);
    if (verdict === 'gone') return store.settleEnded(tx, telling, { at, status });
    const failing = await store.countFailure(tx, telling, { at, status });
    if (!failing) return;
    const impatient = at.getTime() - (failing.failingSince ?? at).getTime() >= patienceDays * 86_400_000;
    // The list says of both ends that the receiver is gone.
    if (impatient) await store.settleEnded(tx, telling, { at, status: 410 });
    else await store.setNextTry(tx, telling, nextTryAfter(failing.failures, at));
  });
}

/**
 * Tells the totals of each workspace that changed since they were told last. Receivers are told side by side, those that failed come last,
 * and one that is slow or broken keeps nobody waiting but itself.
 * @throws what went wrong on our side, once all others were told
 */
async function tellTotals(tools: Tools, outbound: Outbound): Promise<void> {
  // Nobody is told anything then, and no receiver is taken for broken because of it.
  if (await tools.database.inInstallation('quarantine', findQuarantine)) return;
  const due = await tools.database.inInstallation('recovery', (tx) => store.dueWebhooks(tx, tools.clock.now()));
  const underWay = new Set<Promise<void>>();
  const faults: unknown[] = [];
  const keepFault = (error: unknown) => {
    faults.push(error);
    tools.log.warn('webhook_not_told', faultOf(error));
  };
  for (const place of due) {
    if (underWay.size >= atOnce) await Promise.race(underWay);
    const telling = await claim(tools, place).catch(keepFault);
    if (!telling) continue;
    const told = post(tools, outbound, telling)
      .then((status) => settle(tools, telling, status))
      .catch(keepFault)
      .finally(() => underWay.delete(told));
    underWay.add(told);
  }
  await Promise.all(underWay);
  if (faults.length > 0) throw new AggregateError(faults, 'Some webhooks could not be told.');
}

/** Every minute: webhooks are told the totals that changed. The pauses after failures stand on the rows. */
export function tellTotalsJob(tools: Tools, outbound: Outbound): Job {
  return {
    name: 'tell-totals',
    does: 'Tells webhooks the totals of campaigns that changed',
    retry: 'repeatable',
    schedule: '* * * * *',
    run: () => tellTotals(tools, outbound),
  };
}
