import { signWebhook } from '../../../platform/hashing.ts';
import { stopwatch } from '../../../platform/clock.ts';
import { OutboundFailure, type Outbound, type OutboundAnswer } from '../../../platform/outbound.ts';
import type { Tools } from '../../../platform/tools.ts';

/** Where a webhook is, and what it is signed with: the present secret first, then the one before as long as it holds. */
export interface Receiver {
  url: string;
  secrets: readonly string[];
}

const secondsForEach = 10;
/** What a receiver answers beyond its number is read no further than this. */
const mostBytes = 16_384;

/** What a receiver answered; no answer when none came in time, or its address may not be spoken to. A redirect is an answer, and not followed. */
export async function postMessage(
  tools: Pick<Tools, 'clock' | 'log'>,
  outbound: Outbound,
  { url, secrets }: Receiver,
  { id, body }: { id: string; body: string },
): Promise<{ answer: OutboundAnswer | undefined; milliseconds: number }> {
  const timestamp = Math.floor(tools.clock.now().getTime() / 1000);
  const seconds = stopwatch();
  const answer = await outbound
    .request({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Antiphon webhooks',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': secrets.map((secret) => signWebhook(secret, id, timestamp, body)).join(' '),
      },
      body,
      timeoutMilliseconds: secondsForEach * 1000,
      maxResponseBytes: mostBytes,
    })
    .catch((error: unknown) => {
      if (!(error instanceof OutboundFailure)) throw error;
      tools.log.debug('webhook_not_reached', { problem: error.reason });
      return undefined;
    });
  return { answer, milliseconds: Math.round(seconds() * 1000) };
}
