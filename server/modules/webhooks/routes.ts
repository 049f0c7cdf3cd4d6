import { actorOf, api, memberOf } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { readId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { addWebhook } from './add-webhook.ts';
import { deleteWebhook, webhooksOf, type WebhookRow } from './store.ts';

export interface WebhookNeeds {
  /** Whether this copy is reached by https. */
  secure: boolean;
}

const shown = ({ id, url, lastTriedAt, lastStatus, createdAt }: WebhookRow) => ({
  id: showId('webhook', id),
  url,
  lastTriedAt: lastTriedAt?.toISOString() ?? null,
  lastStatus,
  createdAt: createdAt.toISOString(),
});

/**
 * Where totals are told. In the list `lastStatus` is what the receiver answered last, nothing when it did not answer,
 * and 410 when nothing more is told to it.
 */
export function webhookRoutes(tools: Tools, { secure }: WebhookNeeds) {
  const { webhooks } = api;
  return {
    list: webhooks.list.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => ({ webhooks: (await webhooksOf(tx, workspaceId)).map(shown) }));
    }),
    add: webhooks.add.handler(async ({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const { secret, ...made } = await addWebhook(tools, actorOf(context), { workspaceId, url: input.url, secure });
      return { ...shown({ ...made, lastTriedAt: null, lastStatus: null }), secret };
    }),
    remove: webhooks.remove.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const id = readId('webhook', input.webhookId);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        if (!(await deleteWebhook(tx, workspaceId, id))) throw notFound('webhook');
        const entry = { action: 'webhook.removed', subject: { kind: 'webhook', id } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
        return { done: true as const };
      });
    }),
  };
}
