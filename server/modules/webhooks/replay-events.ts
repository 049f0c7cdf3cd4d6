import type { Member } from '../../platform/api.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { insertEvents, replay } from './outbox/store.ts';
import { findWebhook } from './store.ts';

async function refuseUnlessTold(tx: Tx, which: { workspaceId: string; id: string }): Promise<void> {
  const webhook = await findWebhook(tx, which);
  if (!webhook) throw notFound('webhook');
  if (!webhook.provenAt || webhook.endedAt)
    throw new Refusal('conflict', 'webhook_not_told', 'Nothing is told to this address at the moment. Prove it first.');
}

/** Tells again, under the same ids, what a webhook never took: all of it, or the one event that is named. */
export async function replayEvents(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { id, eventId }: { id: string; eventId: string | undefined },
): Promise<number> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    await refuseUnlessTold(tx, { workspaceId, id });
    const replayed = await replay(tx, { workspaceId, webhookId: id }, eventId, tools.clock.now());
    if (eventId !== undefined && replayed === 0) throw notFound('event');
    const entry = { action: 'webhook.replayed', subject: { kind: 'webhook', id }, details: { events: replayed } } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
    return replayed;
  });
}

/** Tells a webhook an event that says nothing, as every other is told: in its turn, signed, and again until it is taken. */
export async function sendTestEvent(tools: Tools, actor: Actor, { workspaceId }: Member, id: string): Promise<string> {
  const eventId = newId(tools.clock);
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await refuseUnlessTold(tx, { workspaceId, id });
    const ofNothing = { campaignKind: null, campaignId: null, enrolmentId: null, step: null, details: {} };
    await insertEvents(tx, workspaceId, [
      { id: eventId, webhookId: id, type: 'webhook.test', happenedAt: tools.clock.now(), ...ofNothing },
    ]);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'webhook.tested', subject: { kind: 'webhook', id } });
  });
  return eventId;
}
