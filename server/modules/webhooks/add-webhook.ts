import type { WebhookEvent } from '../../../shared/webhook-events.ts';
import type { Member } from '../../platform/api.ts';
import { Refusal } from '../../platform/errors.ts';
import { newWebhookSecret } from '../../platform/hashing.ts';
import { newId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { refuseUnlessMayRead } from './change-webhook.ts';
import { insertWebhook, webhooksOf } from './store.ts';
import { checkedUrl, mostWebhooks, placeOf } from './webhook.ts';

/**
 * Adds an address that is told what happens, once it is proven. Its secret is given once and kept sealed. A workspace has at most ten, and only who may
 * read contacts lets addresses of recipients be told.
 */
export async function addWebhook(
  tools: Tools,
  actor: Actor,
  member: Member,
  input: { url: string; events: readonly WebhookEvent[]; withAddresses: boolean; secure: boolean },
): Promise<{ id: string; secret: string }> {
  const { workspaceId, userId } = member;
  const { withAddresses } = input;
  refuseUnlessMayRead(member, withAddresses);
  const url = checkedUrl(input.url, { secure: input.secure });
  const events = [...new Set(input.events)];
  const id = newId(tools.clock);
  const secret = newWebhookSecret();
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    // First, so that two who add at once come one after the other and are counted rightly.
    const entry = { action: 'webhook.added', subject: { kind: 'webhook', id }, details: { withAddresses, events: events.length } } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
    if ((await webhooksOf(tx, workspaceId)).length >= mostWebhooks)
      throw new Refusal('refused', 'too_many_webhooks', `A workspace has at most ${String(mostWebhooks)} webhooks. Remove one first.`);
    const secretSealed = tools.sealer.seal(placeOf(workspaceId, id), secret);
    await insertWebhook(tx, { workspaceId, id, url, secretSealed, createdAt: tools.clock.now(), events, withAddresses, addedBy: userId });
  });
  return { id, secret };
}
