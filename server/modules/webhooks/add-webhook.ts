import { Refusal } from '../../platform/errors.ts';
import { newWebhookSecret } from '../../platform/hashing.ts';
import { newId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { insertWebhook, webhooksOf } from './store.ts';
import { checkedUrl, mostWebhooks, placeOf } from './webhook.ts';

/** Adds an address to which the totals of a workspace are told. Its secret is given once and kept sealed. A workspace has at most ten. */
export async function addWebhook(
  tools: Tools,
  actor: Actor,
  input: { workspaceId: string; url: string; secure: boolean },
): Promise<{ id: string; url: string; secret: string; createdAt: Date }> {
  const { workspaceId } = input;
  const url = checkedUrl(input.url, { secure: input.secure });
  const id = newId(tools.clock);
  const createdAt = tools.clock.now();
  const secret = newWebhookSecret();
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    // First, so that two who add at once come one after the other and are counted rightly.
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'webhook.added', subject: { kind: 'webhook', id } });
    if ((await webhooksOf(tx, workspaceId)).length >= mostWebhooks)
      throw new Refusal('refused', 'too_many_webhooks', `A workspace has at most ${String(mostWebhooks)} webhooks. Remove one first.`);
    const secretSealed = tools.sealer.seal(placeOf(workspaceId, id), secret);
    await insertWebhook(tx, { workspaceId, id, url, secretSealed, createdAt });
  });
  return { id, url, secret, createdAt };
}
