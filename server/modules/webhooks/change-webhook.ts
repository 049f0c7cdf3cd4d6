import type { WebhookEvent } from '../../../shared/webhook-events.ts';
import { allows } from '../../../shared/permissions.ts';
import type { Member } from '../../platform/api.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { updateWebhook } from './store.ts';

/** Addresses of recipients leave the copy with such events: only who may read them decides that. */
export function refuseUnlessMayRead({ role }: Pick<Member, 'role'>, withAddresses: boolean): void {
  if (withAddresses && !allows(role, 'contacts.read'))
    throw new Refusal('not_allowed', 'contacts_not_readable', 'Your role may not read contacts, so it cannot let their addresses be told.');
}

/** Chooses anew what a webhook is told. What waits already was chosen before and is told; with addresses or without, as it is set when it is told. */
export async function changeWebhook(
  tools: Tools,
  actor: Actor,
  member: Member,
  { id, events, withAddresses }: { id: string; events?: readonly WebhookEvent[] | undefined; withAddresses?: boolean | undefined },
): Promise<void> {
  const { workspaceId } = member;
  refuseUnlessMayRead(member, withAddresses ?? false);
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const change = {
      ...(events === undefined ? {} : { events: [...new Set(events)] }),
      ...(withAddresses === undefined ? {} : { withAddresses }),
    };
    if (Object.keys(change).length === 0) throw new Refusal('invalid', 'nothing_to_change', 'Say what is to be changed.');
    if (!(await updateWebhook(tx, { workspaceId, id }, change))) throw notFound('webhook');
    const details = withAddresses === undefined ? {} : { withAddresses };
    await recordEntry(
      tools,
      tx,
      { workspaceId, actor },
      {
        action: 'webhook.changed',
        subject: { kind: 'webhook', id },
        details: { ...details, ...(events ? { events: events.length } : {}) },
      },
    );
  });
}
