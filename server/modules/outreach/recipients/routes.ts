import { actorOf, api, memberOf, type CallContext } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import { notFound } from '../../../platform/errors.ts';
import { readId, showId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { exportOutreach } from '../counts/export-outreach.ts';
import { checkLaunch } from '../launching/check-launch.ts';
import { findIncomplete } from '../launching/find-incomplete.ts';
import { planCampaign } from '../launching/plan-campaign.ts';
import { previewStep } from '../launching/preview-step.ts';
import { whyNotSent, type WhyNotSent } from '../sending/foresight/why-not-sent.ts';
import { settleUncertain } from '../sending/settle-uncertain.ts';
import { findOutreach, type OutreachRow } from '../store.ts';
import { addRecipients } from './add-recipients.ts';
import { removeRecipient } from './remove-recipient.ts';
import { setValue } from './set-value.ts';
import { shownDelivery, shownRecipient } from './show-recipients.ts';
import { deliveriesOfEnrolment, findEnrolment, pageOfEnrolments } from './store.ts';

const readWhose = ({ contactId, enrolmentId }: { contactId?: string | undefined; enrolmentId?: string | undefined }) => ({
  ...(contactId === undefined ? {} : { contactId: readId('contact', contactId) }),
  ...(enrolmentId === undefined ? {} : { enrolmentId: readId('enrolment', enrolmentId) }),
});
const shownWhose = ({ contactId, enrolmentId }: { contactId: string | null; enrolmentId: string | null }) => ({
  contactId: contactId === null ? null : showId('contact', contactId),
  enrolmentId: enrolmentId === null ? null : showId('enrolment', enrolmentId),
});

const shownWhy = (why: WhyNotSent | null) => why && { sentence: why.sentence, nextAt: why.nextAt?.toISOString() ?? null };

/** Who a team campaign is sent to: before its launch and after. Whoever reads them leaves an entry. */
export function enrolmentRoutes(tools: Tools) {
  const { outreach } = api;
  /** Looks at a campaign of the caller's workspace, in one transaction. */
  const about = <Result>(
    context: CallContext,
    outreachId: string,
    look: (tx: Tx, campaign: OutreachRow & { workspaceId: string }) => Promise<Result>,
  ) => {
    const { workspaceId } = memberOf(context);
    return tools.database.inWorkspace(workspaceId, async (tx) => {
      const campaign = await findOutreach(tx, workspaceId, readId('outreach', outreachId));
      if (!campaign) throw notFound('team campaign');
      return look(tx, { ...campaign, workspaceId });
    });
  };
  const noteReading = (tx: Tx, context: CallContext, id: string, rows: number) =>
    recordEntry(
      tools,
      tx,
      { workspaceId: memberOf(context).workspaceId, actor: actorOf(context) },
      { action: 'outreach.recipients_read', subject: { kind: 'outreach', id }, details: { rows } },
    );
  return {
    check: outreach.check.handler(({ input, context }) =>
      about(context, input.outreachId, (tx, campaign) => checkLaunch(tools, tx, campaign.workspaceId, campaign)),
    ),
    incomplete: outreach.incomplete.handler(({ input, context }) =>
      about(context, input.outreachId, async (tx, campaign) => {
        const { recipients, after } = await findIncomplete(tools, tx, campaign, input);
        await noteReading(tx, context, campaign.id, recipients.length);
        const shown = recipients.map(({ email, values, missing, files, ...whose }) => ({
          ...shownWhose(whose),
          email,
          values,
          missing,
          files,
        }));
        return { recipients: shown, ...(after === undefined ? {} : { after }) };
      }),
    ),
    setValue: outreach.setValue.handler(async ({ input, context }) => {
      const which = { campaignId: readId('outreach', input.outreachId), whose: readWhose(input), tag: input.tag, value: input.value };
      await setValue(tools, actorOf(context), memberOf(context), which);
      return { done: true as const };
    }),
    preview: outreach.preview.handler(({ input, context }) =>
      about(context, input.outreachId, async (tx, campaign) => {
        const { step, variant } = input;
        const { recipient, ...message } = await previewStep(tools, tx, campaign, { step, variant, whose: readWhose(input) });
        await noteReading(tx, context, campaign.id, recipient ? 1 : 0);
        return { recipient: recipient ? { email: recipient.email, ...shownWhose(recipient) } : null, ...message };
      }),
    ),
    recipients: outreach.recipients.handler(({ input, context }) =>
      about(context, input.outreachId, async (tx, { workspaceId, id }) => {
        const { limit, state, search } = input;
        const after = input.after === undefined ? undefined : readId('enrolment', input.after);
        const rows = await pageOfEnrolments(tx, { workspaceId, campaignId: id }, { after, limit, state, search });
        await noteReading(tx, context, id, rows.length);
        const last = rows.at(-1);
        return { recipients: rows.map(shownRecipient), ...(last && rows.length === limit ? { after: showId('enrolment', last.id) } : {}) };
      }),
    ),
    addRecipients: outreach.addRecipients.handler(({ input, context }) => {
      const listId = input.listId === undefined ? undefined : readId('list', input.listId);
      const what = { id: readId('outreach', input.outreachId), rows: input.rows, listId };
      return addRecipients(tools, actorOf(context), memberOf(context), what);
    }),
    removeRecipient: outreach.removeRecipient.handler(async ({ input, context }) => {
      const which = { campaignId: readId('outreach', input.outreachId), id: readId('enrolment', input.enrolmentId) };
      await removeRecipient(tools, actorOf(context), memberOf(context), which);
      return { done: true as const };
    }),
    showRecipient: outreach.showRecipient.handler(({ input, context }) =>
      about(context, input.outreachId, async (tx, { workspaceId, id: campaignId }) => {
        const where = { workspaceId, campaignId };
        const row = await findEnrolment(tx, where, readId('enrolment', input.enrolmentId));
        if (!row) throw notFound('recipient');
        const deliveries = await deliveriesOfEnrolment(tx, where, row.id);
        await noteReading(tx, context, campaignId, 1);
        return {
          ...shownRecipient(row),
          timeZone: row.timeZone,
          values: row.fields,
          deliveries: deliveries.map(shownDelivery),
          whyNotSent: shownWhy(await whyNotSent(tools, tx, { ...where, enrolmentId: row.id })),
        };
      }),
    ),
    settle: outreach.settle.handler(async ({ input, context }) => {
      const { step, became } = input;
      const which = { campaignId: readId('outreach', input.outreachId), enrolmentId: readId('enrolment', input.enrolmentId), step };
      await settleUncertain(tools, actorOf(context), memberOf(context).workspaceId, { ...which, became });
      return { done: true as const };
    }),
    plan: outreach.plan.handler(({ input, context }) =>
      about(context, input.outreachId, (tx, campaign) => planCampaign(tools, tx, campaign)),
    ),
    export: outreach.export.handler(({ input, context }) =>
      about(context, input.outreachId, async (tx, campaign) => {
        const { rows, ...file } = await exportOutreach(tx, campaign.workspaceId, campaign, input.what);
        await noteReading(tx, context, campaign.id, rows);
        return file;
      }),
    ),
  };
}
