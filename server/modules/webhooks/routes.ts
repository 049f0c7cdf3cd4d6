import { actorOf, api, memberOf, type CallContext } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import { notFound } from '../../platform/errors.ts';
import { readId, showId } from '../../platform/ids.ts';
import type { Outbound } from '../../platform/outbound.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { addWebhook } from './add-webhook.ts';
import { changeWebhook } from './change-webhook.ts';
import { countOpen, deleteEventsOf, pageOfEvents } from './outbox/store.ts';
import { proveWebhook } from './prove-webhook.ts';
import { replayEvents, sendTestEvent } from './replay-events.ts';
import { endOldSecret, rotateSecret } from './rotate-secret.ts';
import { shownEvent, shownWebhook } from './show-webhook.ts';
import { deleteWebhook, findWebhook, webhooksOf } from './store.ts';

export interface WebhookNeeds {
  /** Whether this copy is reached by https. */
  secure: boolean;
  outbound: Outbound;
}

/** A webhook that is named, among those of the caller's workspace. */
const named = (context: CallContext, webhookId: string) => ({
  workspaceId: memberOf(context).workspaceId,
  id: readId('webhook', webhookId),
});

/** Where something is told: what each webhook hears, how that goes, and what it never took. */
export function webhookRoutes(tools: Tools, { secure, outbound }: WebhookNeeds) {
  const { webhooks } = api;
  const showIn = async (tx: Tx, { workspaceId, id }: { workspaceId: string; id: string }) => {
    const row = await findWebhook(tx, { workspaceId, id });
    if (!row) throw notFound('webhook');
    return shownWebhook(row, (await countOpen(tx, workspaceId, [id])).get(id), tools.clock.now());
  };
  const show = (which: { workspaceId: string; id: string }) => tools.database.inWorkspace(which.workspaceId, (tx) => showIn(tx, which));
  return {
    list: webhooks.list.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const rows = await webhooksOf(tx, workspaceId);
        const open = await countOpen(
          tx,
          workspaceId,
          rows.map(({ id }) => id),
        );
        return { webhooks: rows.map((row) => shownWebhook(row, open.get(row.id), tools.clock.now())) };
      });
    }),
    add: webhooks.add.handler(async ({ input: { url, events, withAddresses }, context }) => {
      const member = memberOf(context);
      const { id, secret } = await addWebhook(tools, actorOf(context), member, { url, events, withAddresses, secure });
      return { ...(await show({ workspaceId: member.workspaceId, id })), secret };
    }),
    change: webhooks.change.handler(async ({ input: { webhookId, events, withAddresses }, context }) => {
      const which = named(context, webhookId);
      await changeWebhook(tools, actorOf(context), memberOf(context), { id: which.id, events, withAddresses });
      return show(which);
    }),
    remove: webhooks.remove.handler(({ input, context }) => {
      const { workspaceId, id } = named(context, input.webhookId);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        if (!(await deleteWebhook(tx, { workspaceId, id }))) throw notFound('webhook');
        await deleteEventsOf(tx, { workspaceId, webhookId: id });
        const entry = { action: 'webhook.removed', subject: { kind: 'webhook', id } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
        return { done: true as const };
      });
    }),
    prove: webhooks.prove.handler(async ({ input, context }) => {
      const which = named(context, input.webhookId);
      await proveWebhook(tools, outbound, { actor: actorOf(context), member: memberOf(context) }, which.id);
      return show(which);
    }),
    rotate: webhooks.rotate.handler(async ({ input, context }) => {
      const which = named(context, input.webhookId);
      const secret = await rotateSecret(tools, actorOf(context), memberOf(context), which.id);
      return { ...(await show(which)), secret };
    }),
    endOldSecret: webhooks.endOldSecret.handler(async ({ input, context }) => {
      const which = named(context, input.webhookId);
      await endOldSecret(tools, actorOf(context), memberOf(context), which.id);
      return show(which);
    }),
    test: webhooks.test.handler(async ({ input, context }) => {
      const id = await sendTestEvent(tools, actorOf(context), memberOf(context), named(context, input.webhookId).id);
      return { id: showId('event', id) };
    }),
    events: webhooks.events.handler(({ input, context }) => {
      const { workspaceId, id } = named(context, input.webhookId);
      const { state, limit } = input;
      const before = input.after !== undefined && /^\d{1,15}$/.test(input.after) ? Number(input.after) : undefined;
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        if (!(await findWebhook(tx, { workspaceId, id }))) throw notFound('webhook');
        const rows = await pageOfEvents(tx, { workspaceId, webhookId: id }, { state, before, limit });
        const last = rows.length === limit ? rows.at(-1) : undefined;
        return { events: rows.map(shownEvent), ...(last ? { after: String(last.number) } : {}) };
      });
    }),
    replay: webhooks.replay.handler(async ({ input, context }) => {
      const eventId = input.eventId === undefined ? undefined : readId('event', input.eventId);
      const which = { id: named(context, input.webhookId).id, eventId };
      return { replayed: await replayEvents(tools, actorOf(context), memberOf(context), which) };
    }),
  };
}
