import type { Member } from '../../platform/api.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import { equal, newToken } from '../../platform/hashing.ts';
import { newId, showId } from '../../platform/ids.ts';
import type { Outbound } from '../../platform/outbound.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { webhookVersion } from '../../../shared/webhook-events.ts';
import { lockSecrets, setProven } from './store.ts';
import { postMessage } from './telling/post-message.ts';
import { receiverOf } from './telling/receiver.ts';

/**
 * Asks an address whether it wants to be told anything: it is sent a signed challenge, new each time, and gives it back, as JSON with `challenge` or as
 * plain text. Whoever merely sends back what came in has not understood it. Also lets a webhook go on that was ended.
 */
export async function proveWebhook(
  tools: Tools,
  outbound: Outbound,
  { actor, member: { workspaceId } }: { actor: Actor; member: Member },
  id: string,
): Promise<void> {
  const place = { workspaceId, webhookId: id };
  const receiver = await tools.database.inWorkspace(workspaceId, async (tx) => {
    const secrets = await lockSecrets(tx, { workspaceId, id });
    if (!secrets) throw notFound('webhook');
    return receiverOf(tools, place, secrets);
  });
  const challenge = newToken();
  const body = JSON.stringify({
    type: 'webhook.challenge',
    version: webhookVersion,
    timestamp: tools.clock.now().toISOString(),
    data: { challenge },
  });
  const { answer } = await postMessage(tools, outbound, receiver, { id: showId('event', newId(tools.clock)), body });
  if (!answer)
    throw new Refusal(
      'refused',
      'webhook_not_reached',
      'The address could not be reached, or did not answer within ten seconds. Nothing is told to it. Look whether it can be reached from outside by https.',
    );
  if (answer.status < 200 || answer.status > 299 || !equal(echoIn(answer.text), challenge))
    throw new Refusal(
      'refused',
      'webhook_not_proven',
      `The address answered with status ${String(answer.status)}, but did not give the challenge back. Answer with {"challenge": "…"}, as the page about webhooks shows.`,
    );
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await lockSecrets(tx, { workspaceId, id }))) throw notFound('webhook');
    await setProven(tx, { workspaceId, id }, tools.clock.now());
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'webhook.proven', subject: { kind: 'webhook', id } });
  });
}

/** What an answer gives back. */
export function echoIn(text: string): string {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said === 'string') return said;
    const challenge = typeof said === 'object' && said !== null && 'challenge' in said ? said.challenge : '';
    return typeof challenge === 'string' ? challenge : '';
  } catch {
    return text.trim();
  }
}
