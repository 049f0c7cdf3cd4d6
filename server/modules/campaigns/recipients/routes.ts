import { actorOf, api, memberOf } from '../../../platform/api.ts';
import { notFound } from '../../../platform/errors.ts';
import { readId, showId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { findSuppressed } from '../../suppressions/index.ts';
import { findCampaign } from '../store.ts';
import { addRecipient, removeRecipient } from './add-recipient.ts';
import { changeRecipient } from './change-recipient.ts';
import { importRecipients } from './import-recipients.ts';
import { pageOfRecipients, type Recipient } from './store.ts';

/** A recipient as the API shows it. */
export function showRecipient({ id, emailKey: _key, ...recipient }: Recipient) {
  return { id: showId('recipient', id), ...recipient };
}

/** Who a campaign's letters are for. */
export function recipientRoutes(tools: Tools) {
  const { campaigns } = api;
  return {
    recipients: campaigns.recipients.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const campaignId = readId('campaign', input.campaignId);
      const after = input.after === undefined ? undefined : readId('recipient', input.after);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        if (!(await findCampaign(tx, workspaceId, campaignId))) throw notFound('campaign');
        const { rows, total } = await pageOfRecipients(tx, workspaceId, campaignId, { after, limit: input.limit, search: input.search });
        const suppressed = await findSuppressed(
          tools,
          tx,
          workspaceId,
          rows.map((row) => row.emailKey),
        );
        await recordEntry(
          tools,
          tx,
          { workspaceId, actor: actorOf(context) },
          {
            action: 'recipients.read',
            subject: { kind: 'campaign', id: campaignId },
            details: { rows: rows.length },
          },
        );
        const last = rows.at(-1);
        return {
          recipients: rows.map((row) => ({ ...showRecipient(row), suppressed: suppressed.has(row.emailKey) })),
          total,
          ...(last && rows.length === input.limit ? { after: showId('recipient', last.id) } : {}),
        };
      });
    }),
    addRecipient: campaigns.addRecipient.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const added = await addRecipient(tools, actorOf(context), member, { ...input, campaignId: readId('campaign', input.campaignId) });
      const suppressed = await tools.database.inWorkspace(member.workspaceId, (tx) =>
        findSuppressed(tools, tx, member.workspaceId, [added.emailKey]),
      );
      return { ...showRecipient(added), suppressed: suppressed.has(added.emailKey) };
    }),
    changeRecipient: campaigns.changeRecipient.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const which = { campaignId: readId('campaign', input.campaignId), id: readId('recipient', input.recipientId) };
      const changed = await changeRecipient(tools, actorOf(context), member, { ...which, edit: input });
      const suppressed = await tools.database.inWorkspace(member.workspaceId, (tx) =>
        findSuppressed(tools, tx, member.workspaceId, [changed.emailKey]),
      );
      return { ...showRecipient(changed), suppressed: suppressed.has(changed.emailKey) };
    }),
    importRecipients: campaigns.importRecipients.handler(({ input, context }) =>
      importRecipients(tools, actorOf(context), memberOf(context), { ...input, campaignId: readId('campaign', input.campaignId) }),
    ),
    removeRecipient: campaigns.removeRecipient.handler(async ({ input, context }) => {
      const which = { campaignId: readId('campaign', input.campaignId), id: readId('recipient', input.recipientId) };
      await removeRecipient(tools, actorOf(context), memberOf(context), which);
      return { done: true as const };
    }),
  };
}
