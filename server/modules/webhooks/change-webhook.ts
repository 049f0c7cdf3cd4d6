import { isAboutRecipient, type WebhookEvent } from '../../../shared/webhook-events.ts';
import { mayToo, type Member } from '../../platform/api.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { lockChoice, updateWebhook } from './store.ts';

/** Addresses of recipients leave the copy with such events: only who may read them decides that, by their role and by the token that they use. */
export function refuseUnlessMayRead(member: Pick<Member, 'role' | 'scopes'>, withAddresses: boolean): void {
  if (withAddresses && !mayToo(member, 'contacts.read'))
    throw new Refusal(
      'not_allowed',
      'contacts_not_readable',
      'Only a member, or an API token, that may read contacts can let their addresses be told.',
    );
}

/**
 * Chooses anew what a webhook is told. What waits already was chosen before and is told; with addresses or without, as it is set when it is told. Who may
 * not read contacts neither turns addresses on nor adds events that would carry them.
 */
export async function changeWebhook(
  tools: Tools,
  actor: Actor,
  member: Member,
  { id, events, withAddresses }: { id: string; events?: readonly WebhookEvent[] | undefined; withAddresses?: boolean | undefined },
): Promise<void> {
  const { workspaceId } = member;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const change = {
      ...(events === undefined ? {} : { events: [...new Set(events)] }),
      ...(withAddresses === undefined ? {} : { withAddresses }),
    };
    if (Object.keys(change).length === 0) throw new Refusal('invalid', 'nothing_to_change', 'Say what is to be changed.');
    const before = await lockChoice(tx, { workspaceId, id });
    if (!before) throw notFound('webhook');
    const tellsMore = events?.some((one) => isAboutRecipient(one) && !before.events.includes(one)) ?? false;
    refuseUnlessMayRead(member, withAddresses ?? (before.withAddresses && tellsMore));
    await updateWebhook(tx, { workspaceId, id }, change);
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
